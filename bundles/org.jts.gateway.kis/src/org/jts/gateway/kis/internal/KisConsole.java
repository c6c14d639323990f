package org.jts.gateway.kis.internal;

import java.util.List;
import java.util.function.Consumer;

import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisBrokers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Commands {@code kis:…} of the console. */
@Component(service = KisConsole.class, property = { "osgi.command.scope=kis", "osgi.command.function=call",
    "osgi.command.function=api", "osgi.command.function=apis",
    "jts.command.help=apis [WORD]...|Lists the interfaces of the KIS Open API that hold all words, Korean or English.",
    "jts.command.help=api INTERFACE|Shows the fields of an interface of the KIS Open API.",
    "jts.command.help=call [BROKER] INTERFACE [FIELD=VALUE]... [--role ROLE] [--pages N] [--raw]|"
            + "Calls an interface of the KIS Open API by its name, or listens to a channel." })
public final class KisConsole {

    private static final String HELP = "--help";
    private final KisCommands commands;

    @Activate
    public KisConsole(@Reference KisBrokers brokers, @Reference TimeSource time) {
        commands = new KisCommands(brokers, time);
    }

    /** Calls an interface, or listens to a channel. */
    public void call(String... words) throws BrokerException, InterruptedException {
        if (List.of(words).contains(HELP) || words.length == 0) {
            print("""
                    kis:call [BROKER] INTERFACE [FIELD=VALUE]... [--role ROLE] [--pages N] [--raw | --csv] [--agree]
                    kis:call [BROKER] CHANNEL tr_key=KEY [--records N] [--seconds N]
                    Calls an interface of the KIS Open API, or listens to a real-time channel (5 records or 10 s).
                    Fields are those of kis:api INTERFACE, in any case. Account and market are filled in; FIELD=
                    sends an empty value. Orders go through the order desk: those for shares as orders of its own,
                    all others (credit, reserved, futures, bonds) as they are; see order:calls.
                      --role ROLE    which transaction id, where there are several: buy, sell, before_3m
                      --pages N      goes on to further pages, N at most
                      --raw          the answer as it came
                      --csv          the first table of the answer as comma-separated values
                      --agree        yes to what is said of an order that the desk cannot check""");
            return;
        }
        try (Correlation.Scope scope = Correlation.open("console")) {
            Consumer<String> out = KisConsole::print;
            commands.call(List.of(words), out);
        }
    }

    /** Describes an interface. */
    public void api(String... words) {
        print(List.of(words).contains(HELP) || words.length != 1 ? """
                kis:api INTERFACE
                Shows the fields of an interface of the KIS Open API: name, transaction id, Korean or English name."""
                : commands.api(words[0]));
    }

    /** Finds interfaces. */
    public void apis(String... words) {
        print(List.of(words).contains(HELP) ? """
                kis:apis [WORD]...
                Lists the interfaces of the KIS Open API that hold all words: Korean or English name, path, transaction
                id, or a part of a field's name such as frgn_ntby."""
                : commands.apis(List.of(words)));
    }

    /** The console's own stream: of several commands in a line it shows what the last one returns, and no other. */
    private static void print(String text) {
        System.out.println(text);
    }
}
