package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.Verdict;

/** A {@link LineBroker} that runs. */
final class Broker implements AutoCloseable {

    /** A machine that has much else to do, as in a long run, is no reason to give up. */
    static final long LIMIT_NANOS = (Boolean.getBoolean("jts.soak") ? 900 : 120) * 1_000_000_000L;
    /** After this a person settles what is left in doubt: some looks at the broker's lists have been made by then. */
    private static final long PATIENCE_NANOS = 1_500_000_000L;

    final Place place;
    int orders;
    int trades;
    /** How many orders were left in doubt, with the right one named among those they may be. */
    int settled;
    private final Process process;
    private final BufferedReader out;

    /**
     * Where a broker is.
     *
     * @param port   of its {@link LineBroker}
     * @param named  whether it carries our names
     * @param origin when time began, in milliseconds
     */
    record Place(Kind kind, int port, boolean named, long origin) {
    }

    Broker(Kind kind, boolean named, int loss, long seed) throws IOException {
        long origin = System.currentTimeMillis();
        process = Java.start(kind.broker, "", "" + origin, "" + named, "" + loss, "" + seed);
        out = process.inputReader();
        place = new Place(kind, Integer.parseInt(out.readLine()), named, origin);
    }

    /** Starts a desk on the folder, and fails unless it comes to show what the broker has. */
    void awaitTruth(Path data, String when) throws IOException, InterruptedException {
        try (DeskRig rig = new DeskRig(data, place, step -> { }, line -> line)) {
            awaitTruth(rig, when);
        }
    }

    void awaitTruth(DeskRig rig, String when) throws IOException, InterruptedException {
        long start = System.nanoTime();
        long deadline = System.nanoTime() + LIMIT_NANOS;
        while (true) {
            Truth truth = Truth.of(rig.way);
            List<String> differences = truth.differences(rig.desk.orders());
            if (differences.isEmpty()) {
                orders = truth.orders();
                trades = truth.trades();
                return;
            }
            if (System.nanoTime() > start + PATIENCE_NANOS) {
                truth.settlements(rig.desk.orders()).forEach((key, id) -> settle(rig, key, id));
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("%s: %d differences: %s%n%s".formatted(when, differences.size(),
                        String.join("\n", differences.subList(0, Math.min(10, differences.size()))),
                        rig.events.notices()));
            }
            Thread.sleep(20);
        }
    }

    /** As a person does; who is refused for the desk has found it out meanwhile. */
    private void settle(DeskRig rig, String key, String id) {
        Optional<String> refusal = rig.desk.settle(key, new Verdict.Arrived(new BrokerOrderId(id)));
        if (refusal.isEmpty()) {
            settled++;
        } else {
            assertNotEquals(OrderStatus.UNKNOWN, rig.desk.order(key).orElseThrow().order().status(), refusal.get());
        }
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        out.close();
    }
}
