package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that places orders is killed, at random moments and at each step of an order call; the next desk on its
 * folder must show what the broker has. Some times for each kind of broker, or 1,000 times with
 * {@code -Djts.soak=true}. What one batch finds keeps no other from going on, and leaves its folder behind.
 * {@code -Djts.kill=KIS,SIM-UNNAMED} runs these alone.
 */
class KillTest {

    private static final List<String> STEPS = List.of("JOURNALLED", "SENT", "ANSWERED", "RETURNED");
    private static final int KILLS = Boolean.getBoolean("jts.soak") ? 1000 : 16;
    /** Through a gateway of the product. */
    private static final int GATEWAY_KILLS = Boolean.getBoolean("jts.soak") ? 1000 : 8;
    /** A folder and a broker serve for so many kills. */
    private static final int KILLS_EACH = Boolean.getBoolean("jts.soak") ? 20 : 8;
    /** So many desks, each at a broker of its own, are killed side by side: most of the time is spent waiting. */
    private static final int LANES = Boolean.getBoolean("jts.soak") ? 4 : 2;

    private static final List<String> KINDS = List.of("SIM", "SIM-UNNAMED", "MOCK", "MOCK-UNNAMED", "SERVER", "KIS");

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerCarriesOurNames() throws Exception {
        kill(Kind.SIM, true, KILLS);
    }

    @Test
    void nothingIsLostOrDoubledWhereTheBrokerHasNoNamesOfOurs() throws Exception {
        kill(Kind.SIM, false, KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughTheMockGateway() throws Exception {
        kill(Kind.MOCK, true, GATEWAY_KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughTheMockGatewayWithoutNamesOfOurs() throws Exception {
        kill(Kind.MOCK, false, GATEWAY_KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughAServer() throws Exception {
        kill(Kind.SERVER, true, GATEWAY_KILLS);
    }

    @Test
    void nothingIsLostOrDoubledThroughTheKisGateway() throws Exception {
        kill(Kind.KIS, false, GATEWAY_KILLS);
    }

    private void kill(Kind kind, boolean named, int kills) throws Exception {
        String wanted = System.getProperty("jts.kill", "");
        assertTrue(wanted.isEmpty() || KINDS.containsAll(List.of(wanted.split(","))), () ->
                "-Djts.kill: expected some of %s, separated by commas, found %s".formatted(KINDS, wanted));
        if (!wanted.isEmpty() && !List.of(wanted.split(",")).contains(name(kind, named))) {
            return;
        }
        AtomicInteger begun = new AtomicInteger();
        Queue<Tally> done = new ConcurrentLinkedQueue<>();
        Queue<Throwable> broken = new ConcurrentLinkedQueue<>();
        try (ExecutorService lanes = Executors.newFixedThreadPool(LANES)) {
            List<Future<?>> running = new ArrayList<>();
            for (int lane = 0; lane < LANES; lane++) {
                running.add(lanes.submit(() -> {
                    for (int first = begun.getAndAdd(KILLS_EACH); first < kills; first = begun.getAndAdd(KILLS_EACH)) {
                        try {
                            done.add(kill(kind, named, first, Math.min(KILLS_EACH, kills - first)));
                            tell(kind, named, sum(done));
                        } catch (Exception | AssertionError e) {
                            broken.add(e);
                            tell(kind, named, first, e);
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> lane : running) {
                lane.get();
            }
        }
        if (!broken.isEmpty()) {
            AssertionError found = new AssertionError("%d batches broke off; their folders are in %s".formatted(
                    broken.size(), folder), broken.poll());
            broken.forEach(found::addSuppressed);
            throw found;
        }
        Tally all = sum(done);
        assertEquals(kills, all.hits().values().stream().mapToInt(n -> n).sum());
        assertTrue(all.orders() > kills && all.trades() > kills / 4, all::toString);
        assertEquals(STEPS.size() + 1, all.hits().size(), all::toString);
        assertTrue(all.settled() == 0 || !named, "a broker that carries our names leaves no doubt");
    }

    private static String name(Kind kind, boolean named) {
        return named || kind.isNameless() ? kind.name() : kind + "-UNNAMED";
    }

    /** One folder and one broker, many desks one after the other. */
    private Tally kill(Kind kind, boolean named, int first, int kills) throws Exception {
        Random random = new Random(first * 2L + (named ? 1 : 0));
        Map<String, Integer> hits = new TreeMap<>();
        Path data = folder.resolve("data-" + first);
        try (Broker broker = new Broker(kind, named, 10, random.nextLong())) {
            for (int i = 0; i < kills; i++) {
                String step = i % 2 == 0 ? "-" : STEPS.get(i / 2 % STEPS.size());
                killOne(broker, data, kind.first + i * 2_000L, step, random);
                hits.merge(step, 1, Integer::sum);
                broker.awaitTruth(data, "kill %d of %s at %s, step %s".formatted(first + i, data, kind, step));
            }
            return new Tally(hits, broker.orders, broker.trades, broker.settled);
        }
    }

    /** What was done, and found to be without a difference. */
    private record Tally(Map<String, Integer> hits, int orders, int trades, int settled) {
    }

    private static Tally sum(Collection<Tally> all) {
        Map<String, Integer> hits = new TreeMap<>();
        all.forEach(t -> t.hits().forEach((step, count) -> hits.merge(step, count, Integer::sum)));
        return new Tally(hits, all.stream().mapToInt(Tally::orders).sum(), all.stream().mapToInt(Tally::trades).sum(),
                all.stream().mapToInt(Tally::settled).sum());
    }

    private static void tell(Kind kind, boolean named, Tally all) {
        System.out.printf("%s: %d kills %s: %d orders, %d trades, 0 differences, %d settled by hand%n",
                name(kind, named), all.hits().values().stream().mapToInt(n -> n).sum(),
                all.hits(), all.orders(), all.trades(), all.settled());
    }

    /** At once: who waits for the end of a long run has lost the reason when it is ended before. */
    private static void tell(Kind kind, boolean named, int first, Throwable broken) {
        System.out.printf("%s, from kill %d on: BROKE OFF%n", name(kind, named), first);
        broken.printStackTrace(System.out);
    }

    private static void killOne(Broker broker, Path data, long first, String step, Random random) throws Exception {
        Process desk = LoadProcess.start("", data, broker.place, first, step, 1 + random.nextInt(40));
        try (BufferedReader out = desk.inputReader()) {
            await(desk, out, "READY");
            if (step.equals("-")) {
                Thread.sleep(random.nextInt(300));
            } else {
                await(desk, out, "AT " + step);
            }
        } finally {
            desk.destroyForcibly().waitFor();
        }
    }

    private static void await(Process desk, BufferedReader out, String expected) throws IOException,
            InterruptedException {
        String found = out.readLine();
        if (!expected.equals(found)) {
            throw new AssertionError("expected the desk to say %s, found %s; it %s".formatted(expected, found,
                    desk.waitFor(5, TimeUnit.SECONDS) ? "ended with " + desk.exitValue() : "still runs"));
        }
    }
}
