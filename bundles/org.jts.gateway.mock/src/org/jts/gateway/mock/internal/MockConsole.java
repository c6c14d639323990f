package org.jts.gateway.mock.internal;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jts.api.gateway.BrokerGateway;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The commands {@code mock:…}, for the console or a test through the service registry: plain service properties name
 * them, so nothing of the console is needed. Every method takes whatever words were typed, as texts: numbers keep their
 * digits, and what is wrong is told with the usage.
 */
@Component(service = MockConsole.class, property = { "osgi.command.scope=mock", "osgi.command.function=fault",
    "osgi.command.function=clear", "osgi.command.function=disconnect", "osgi.command.function=silence",
    "osgi.command.function=lose", "osgi.command.function=price", "osgi.command.function=shock",
    "osgi.command.function=halt", "osgi.command.function=resume", "osgi.command.function=scenario",
    "osgi.command.function=deposit", "osgi.command.function=requests" })
public final class MockConsole {

    private static final String OPTIONS = "[--json] [--help]";

    /** How a command is written, and how many words it takes. */
    private record Usage(String words, String summary, Set<Integer> counts) {
    }

    /** What a command does with its words. */
    @FunctionalInterface
    private interface Action {
        String run(List<String> words);
    }

    private final MockCommands commands = new MockCommands();

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC,
            target = "(" + BrokerGateway.BROKER_TYPE + "=" + MockGateway.TYPE + ")")
    void addGateway(BrokerGateway gateway) {
        commands.addGateway(gateway);
    }

    void removeGateway(BrokerGateway gateway) {
        commands.removeGateway(gateway);
    }

    public String fault(String... words) {
        return run("fault",
                new Usage("[BROKER [connect|latency|refuse|lose|drop|duplicate|disconnect|silence|drift VALUE]]",
                "Shows the faults of mock brokers, or orders one.", Set.of(0, 1, 3)), words, w -> switch (w.size()) {
                    case 0 -> commands.fault();
                    case 1 -> commands.fault(w.getFirst());
                    default -> commands.fault(w.get(0), w.get(1), w.get(2));
                });
    }

    public String clear(String... words) {
        return run("clear", new Usage("BROKER", "Takes all faults away.", Set.of(1)), words,
                w -> commands.clear(w.getFirst()));
    }

    public String disconnect(String... words) {
        return run("disconnect", new Usage("BROKER", "Breaks the line, once.", Set.of(1)), words,
                w -> commands.disconnect(w.getFirst()));
    }

    public String silence(String... words) {
        return run("silence", new Usage("BROKER on|off", "Leaves requests without an answer.", Set.of(2)), words,
                w -> commands.silence(w.get(0), w.get(1)));
    }

    public String lose(String... words) {
        return run("lose", new Usage("BROKER", "Loses the answer to the next order call.", Set.of(1)), words,
                w -> commands.lose(w.getFirst()));
    }

    public String price(String... words) {
        return run("price", new Usage("BROKER SYMBOL PRICE", "Moves a symbol to a price, within the day's limits.",
                Set.of(3)), words, w -> commands.price(w.get(0), w.get(1), w.get(2)));
    }

    public String shock(String... words) {
        return run("shock", new Usage("BROKER SYMBOL FRACTION",
                "Moves a symbol by a part of its price: -0.1 is a tenth.",
                Set.of(3)), words, w -> commands.shock(w.get(0), w.get(1), w.get(2)));
    }

    public String halt(String... words) {
        return run("halt", new Usage("BROKER SYMBOL", "Stops trading in a symbol.", Set.of(2)), words,
                w -> commands.halt(w.get(0), w.get(1)));
    }

    public String resume(String... words) {
        return run("resume", new Usage("BROKER SYMBOL", "Lets trading in a symbol go on.", Set.of(2)), words,
                w -> commands.resume(w.get(0), w.get(1)));
    }

    public String scenario(String... words) {
        return run("scenario", new Usage("BROKER SYMBOL|all SCENARIO", "Has prices go another way.", Set.of(3)), words,
                w -> commands.scenario(w.get(0), w.get(1), w.get(2)));
    }

    public String deposit(String... words) {
        return run("deposit", new Usage("BROKER ACCOUNT AMOUNT CURRENCY", "Money from outside; negative takes it away.",
                Set.of(4)), words, w -> commands.deposit(w.get(0), w.get(1), w.get(2), w.get(3)));
    }

    public String requests(String... words) {
        return run("requests", new Usage("BROKER", "How many requests came, and how many were too many.", Set.of(1)),
                words, w -> commands.requests(w.getFirst()));
    }

    private static String run(String name, Usage usage, String[] typed, Action action) {
        List<String> all = Arrays.asList(typed);
        String written = "mock:%s %s %s".formatted(name, usage.words(), OPTIONS);
        if (all.contains("--help")) {
            return written + System.lineSeparator() + usage.summary();
        }
        boolean json = all.contains("--json") || all.contains("-j");
        List<String> words = all.stream().filter(w -> !w.equals("--json") && !w.equals("-j")).toList();
        if (!usage.counts().contains(words.size()) || words.stream().anyMatch(w -> w.startsWith("--"))) {
            throw new IllegalArgumentException("mock:%s: expected other words, found \"%s\". Usage: %s".formatted(name,
                    String.join(" ", words), written));
        }
        String text = action.run(words);
        return json ? text.lines().map(MockConsole::object).collect(Collectors.joining("\n")) : text;
    }

    /** A line {@code mock: what is so} as one JSON object. */
    private static String object(String line) {
        int colon = line.indexOf(": ");
        TreeMap<String, String> fields = new TreeMap<>();
        fields.put("broker", line.substring(0, Math.max(0, colon)));
        fields.put("text", line.substring(colon < 0 ? 0 : colon + 2));
        return fields.entrySet().stream().map(e -> "\"%s\":\"%s\"".formatted(e.getKey(),
                e.getValue().replace("\\", "\\\\").replace("\"", "\\\""))).collect(Collectors.joining(",", "{", "}"));
    }
}
