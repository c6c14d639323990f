package org.jts.gateway.kis.internal;

import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Commands {@code kis:…} of the console. */
@Component(service = KisConsole.class, property = { "osgi.command.scope=kis", "osgi.command.function=call",
    "osgi.command.function=api", "osgi.command.function=apis" })
public final class KisConsole {

    private static final String HELP = "--help";
    private final KisCalls calls = new KisCalls();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            target = "(" + BrokerGateway.BROKER_TYPE + "=" + KisGateway.TYPE + ")")
    void addGateway(BrokerGateway gateway) {
        calls.add(gateway);
    }

    void removeGateway(BrokerGateway gateway) {
        calls.remove(gateway);
    }

    /** Calls an interface that reads. */
    public void call(String... words) throws BrokerException, InterruptedException {
        print(List.of(words).contains(HELP) ? """
                kis:call [BROKER] INTERFACE [FIELD=VALUE]... [--role ROLE] [--json]
                Calls an interface of the KIS Open API that reads, and shows its answer."""
                : calls.call(List.of(words)));
    }

    /** Describes an interface. */
    public void api(String... words) {
        print(List.of(words).contains(HELP) || words.length != 1 ? """
                kis:api INTERFACE
                Shows the fields of an interface of the KIS Open API.""" : calls.api(words[0]));
    }

    /** Finds interfaces. */
    public void apis(String... words) {
        print(List.of(words).contains(HELP) ? """
                kis:apis [WORD]...
                Lists the interfaces of the KIS Open API whose Korean or English name holds all words."""
                : calls.apis(List.of(words)));
    }

    /** The console's own stream: of several commands in a line it shows what the last one returns, and no other. */
    private static void print(String text) {
        System.out.println(text);
    }
}
