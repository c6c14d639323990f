package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that places orders is killed, at random moments and at each step of an order call; the next desk on its
 * folder must show what the broker has. 30 times, or 1,000 times with {@code -Djts.soak=true}.
 */
class KillTest {

    private static final List<String> STEPS = List.of("JOURNALLED", "SENT", "ANSWERED", "RETURNED");
    private static final int KILLS = Boolean.getBoolean("jts.soak") ? 1000 : 30;
    /** A folder and a broker serve for so many kills. */
    private static final int KILLS_EACH = 50;

    @TempDir
    Path folder;
    private int orders;
    private int trades;
    private int settled;

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerCarriesOurNames() throws Exception {
        kill(true);
    }

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerHasNoNamesOfOurs() throws Exception {
        kill(false);
    }

    private void kill(boolean named) throws Exception {
        Random random = new Random(named ? 1 : 2);
        for (int begun = 0; begun < KILLS / 2; begun += KILLS_EACH) {
            Path data = folder.resolve("data-" + begun);
            try (Broker broker = new Broker(named, 10, random.nextLong())) {
                for (int i = 0; i < Math.min(KILLS_EACH, KILLS / 2 - begun); i++) {
                    String step = i % 2 == 0 ? "-" : STEPS.get(i / 2 % STEPS.size());
                    killOne(broker, data, named, i * 2_000L, step, random);
                    broker.awaitTruth(data, named, "kill %d of %s, step %s".formatted(begun + i, data, step));
                }
                orders += broker.orders;
                trades += broker.trades;
                settled += broker.settled;
            }
        }
        assertTrue(orders > KILLS && trades > KILLS, "orders " + orders + ", trades " + trades);
        assertTrue(settled == 0 || !named, "a broker that carries our names leaves no doubt");
        System.out.printf("%d kills: %d orders, %d trades, 0 differences, %d settled by hand%n", KILLS / 2, orders,
                trades,
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
