package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that places orders is killed, at random moments and at each step of an order call; the next desk on its
 * folder must show what the broker has. 16 times for each kind of broker, or 1,000 times with {@code -Djts.soak=true}.
 */
class KillTest {

    private static final List<String> STEPS = List.of("JOURNALLED", "SENT", "ANSWERED", "RETURNED");
    /** For each kind of broker. */
    private static final int KILLS = Boolean.getBoolean("jts.soak") ? 1000 : 16;
    private static final int MOCK_KILLS = Boolean.getBoolean("jts.soak") ? 200 : 8;
    /** A folder and a broker serve for so many kills. */
    private static final int KILLS_EACH = 50;

    @TempDir
    Path folder;
    private int orders;
    private int trades;
    private int settled;

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerCarriesOurNames() throws Exception {
        kill(SimBroker.class, true, KILLS);
    }

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerHasNoNamesOfOurs() throws Exception {
        kill(SimBroker.class, false, KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughTheMockGateway() throws Exception {
        kill(MockBroker.class, true, MOCK_KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughTheMockGatewayWithoutNamesOfOurs() throws Exception {
        kill(MockBroker.class, false, MOCK_KILLS);
    }

    private void kill(Class<?> kind, boolean named, int kills) throws Exception {
        Random random = new Random(named ? 1 : 2);
        Map<String, Integer> hits = new TreeMap<>();
        for (int begun = 0; begun < kills; begun += KILLS_EACH) {
            Path data = folder.resolve("data-" + begun);
            try (Broker broker = new Broker(kind, named, 10, random.nextLong())) {
                for (int i = 0; i < Math.min(KILLS_EACH, kills - begun); i++) {
                    String step = i % 2 == 0 ? "-" : STEPS.get(i / 2 % STEPS.size());
                    killOne(broker, data, named, i * 2_000L, step, random);
                    hits.merge(step, 1, Integer::sum);
                    broker.awaitTruth(data, named, "kill %d of %s, step %s".formatted(begun + i, data, step));
                }
                orders += broker.orders;
                trades += broker.trades;
                settled += broker.settled;
            }
        }
        assertTrue(orders > kills && trades > kills / 2, "orders " + orders + ", trades " + trades);
        assertEquals(STEPS.size() + 1, hits.size(), hits::toString);
        assertTrue(settled == 0 || !named, "a broker that carries our names leaves no doubt");
        System.out.printf("%s, %s: %d kills %s: %d orders, %d trades, 0 differences, %d settled by hand%n",
                kind.getSimpleName(), named ? "names of ours" : "no names of ours", kills, hits, orders, trades,
                settled);
    }

    private static void killOne(Broker broker, Path data, boolean named, long first, String step, Random random)
            throws Exception {
        Process desk = Java.start(LoadProcess.class, "", data.toString(), "" + broker.port, "" + named,
                "" + broker.origin, "" + first, step, "" + (1 + random.nextInt(40)));
        try (BufferedReader out = desk.inputReader()) {
            assertEquals("READY", out.readLine());
            if (step.equals("-")) {
                Thread.sleep(random.nextInt(300));
            } else {
                assertEquals("AT " + step, out.readLine());
            }
        } finally {
            desk.destroyForcibly().waitFor();
        }
    }
}
