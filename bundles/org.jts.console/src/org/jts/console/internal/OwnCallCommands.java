package org.jts.console.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.CallForm;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.Placement;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code order:forms} and {@code order:call}: orders in a broker's own words, wherever the broker is. */
@Component(service = OwnCallCommands.class, immediate = true)
public final class OwnCallCommands {

    private final CommandSet commands;
    private final OrderDesk desk;
    private final Finder finder;

    @Activate
    public OwnCallCommands(BundleContext context, @Reference OrderDesk desk, @Reference Finder finder) {
        this.desk = desk;
        this.finder = finder;
        commands = new CommandSet(context, "order").add("forms", this::forms).add("call", this::call);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void forms(Call call) throws CommandException, BrokerException, InterruptedException {
        Optional<String> name = call.args().nextIfAny();
        Optional<String> variant = call.args().nextIfAny();
        call.args().end();
        BrokerConnection broker = finder.connected(call.args().option("broker"));
        List<CallForm> all = broker.gateway().callForms();
        if (name.isPresent()) {
            fields(call, find(broker, all, name.get(), variant.orElse("")));
            return;
        }
        Report report = new Report("Plain orders only.", "call", "what", "takesBack");
        all.forEach(f -> report.row(f.fullName(), f.title(), f.takesBack().map(OwnCallCommands::condition)));
        call.print(report);
    }

    private static void fields(Call call, CallForm form) {
        Report report = new Report("No fields.", "field", "meaning", "required");
        form.fields().forEach(f -> report.row(f.name(), f.title(), f.isRequired()));
        call.print(report);
    }

    /** When a call only takes back what is open. */
    private static String condition(Map<String, String> values) {
        return values.isEmpty() ? "always" : values.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue())
                .sorted().collect(Collectors.joining(" "));
    }

    private static CallForm find(BrokerConnection broker, List<CallForm> all, String name, String variant)
            throws CommandException {
        return all.stream().filter(f -> f.name().equals(name) && f.variant().equals(variant)).findFirst()
                .orElseThrow(() -> new CommandException(("expected one of the calls that broker %s offers, found "
                        + "\"%s\"; order:forms shows them").formatted(broker.id(), (name + " " + variant).strip())));
    }

    private void call(Call call) throws CommandException, BrokerException, InterruptedException {
        Args args = call.args();
        String name = args.next("the name of a call");
        String variant = "";
        Map<String, String> fields = new LinkedHashMap<>();
        while (!args.isEmpty()) {
            String word = args.next("FIELD=VALUE");
            int equals = word.indexOf('=');
            if (equals <= 0 && fields.isEmpty() && variant.isEmpty()) {
                variant = word;
            } else if (equals <= 0) {
                throw args.wrong("expected FIELD=VALUE, found \"%s\"".formatted(word));
            } else {
                fields.put(word.substring(0, equals), word.substring(equals + 1));
            }
        }
        BrokerConnection broker = finder.connected(OrderCommands.brokerOf(args));
        List<CallForm> all = broker.gateway().callForms();
        OrderCall order = find(broker, all, name, variant).call(finder.account(broker, args.option("account")).key(),
                fields);
        Optional<OrderOutcome.Rejected> refusal = CallForm.refusal(all, order);
        if (refusal.isPresent()) {
            throw new CommandException(refusal.get().text());
        }
        if (!order.isCancel() && !args.has("agree")) {
            throw args.wrong(("%s goes to %s as it is written: of the limits only those of orders a day and of "
                    + "duplicates hold, and only what the broker lists is followed; expected --agree, found none; "
                    + "nothing was sent").formatted(order.title(), broker.id()));
        }
        tell(call, desk.place(order));
    }

    private void tell(Call call, Placement placement) throws CommandException {
        String key = placement.key().orElse("");
        switch (placement.outcome()) {
            case OrderOutcome.Accepted accepted -> call.print(OrderCallReport.of(desk, desk.calls().stream()
                    .filter(c -> c.key().equals(key)).toList(), Optional.empty()));
            case OrderOutcome.Rejected rejected -> throw new CommandException("%s was rejected (%s): %s".formatted(key,
                    rejected.reason(), rejected.text()).strip());
            case OrderOutcome.NotSent notSent -> throw new CommandException("nothing was sent: " + notSent.why());
            case OrderOutcome.Unknown unknown -> throw new CommandException(("it is not known what became of %s: %s; "
                    + "do not send it again: look at the broker, then say it with order:settle %s NUMBER, or "
                    + "order:settle %s never").formatted(key, unknown.why(), key, key));
        }
    }
}
