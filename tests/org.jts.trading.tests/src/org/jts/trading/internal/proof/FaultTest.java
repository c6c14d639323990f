package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.Placement;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything between the desk and the broker goes wrong; soon after, the desk shows what the broker has. */
class FaultTest {

    private static final int ORDERS = Boolean.getBoolean("jts.soak") ? 2_000 : 60;

    /** So many get through; of the others nobody knows, or they were not sent while the line was away. */
    private static final int ENOUGH = ORDERS / 2;
    private static final int MOST = 20 * ORDERS;
    private static final int BETWEEN = 4;

    @TempDir
    Path folder;
    private final Random random = new Random(3);

    @Test
    void lostDoubledReorderedAndLateFramesLeaveNoTrace() throws Exception {
        trade(Kind.SIM, true, Duration.ZERO);
    }

    @Test
    void theyLeaveNoneWhereTheBrokerHasNoNamesOfOurs() throws Exception {
        trade(Kind.SIM, false, Duration.ZERO);
    }

    @Test
    void aClockThatIsSetBackLeavesNoTrace() throws Exception {
        trade(Kind.SIM, true, Duration.ofHours(-1));
    }

    @Test
    void theyLeaveNoneThroughTheMockGateway() throws Exception {
        trade(Kind.MOCK, true, Duration.ZERO);
    }

    @Test
    void theyLeaveNoneThroughTheMockGatewayWithoutNamesOfOurs() throws Exception {
        trade(Kind.MOCK, false, Duration.ZERO);
    }

    @Test
    void theyLeaveNoneThroughAServer() throws Exception {
        trade(Kind.SERVER, true, Duration.ZERO);
    }

    @Test
    void theyLeaveNoneThroughTheKisGateway() throws Exception {
        trade(Kind.KIS, false, Duration.ZERO);
    }

    @Test
    void aClockThatIsSetBackLeavesNoneThroughTheMockGateway() throws Exception {
        trade(Kind.MOCK, true, Duration.ofHours(-1));
    }

    @Test
    void aClockThatIsSetBackLeavesNoneThroughTheKisGateway() throws Exception {
        trade(Kind.KIS, false, Duration.ofHours(-1));
    }

    @Test
    void aClockThatIsSetBackLeavesNoneThroughAServer() throws Exception {
        trade(Kind.SERVER, true, Duration.ofHours(-1));
    }

    @Test
    void aFullDiskStopsNewOrdersAndLosesNone() throws Exception {
        fillTheDisk(Kind.SIM, true);
    }

    @Test
    void aFullDiskLosesNoneThroughTheMockGateway() throws Exception {
        fillTheDisk(Kind.MOCK, true);
    }

    @Test
    void aFullDiskLosesNoneThroughAServer() throws Exception {
        fillTheDisk(Kind.SERVER, true);
    }

    @Test
    void aFullDiskLosesNoneThroughTheKisGateway() throws Exception {
        fillTheDisk(Kind.KIS, false);
    }

    private void fillTheDisk(Kind kind, boolean named) throws Exception {
        try (Broker broker = new Broker(kind, named, 10, 5)) {
            Process desk = LoadProcess.start("ulimit -f 48; ", folder, broker.place, kind.first, "FULL", 1);
            try {
                List<String> printed = desk.inputReader().lines().limit(2).toList();
                assertTrue(printed.getLast().equals("AT FULL"), printed::toString);
            } finally {
                desk.destroyForcibly().waitFor();
            }
            broker.awaitTruth(folder, "disk full, " + kind);
            assertTrue(broker.orders > 10, "orders " + broker.orders);
            assertTrue(new JournalReader(new FakeDataFolder(folder)).verify(Optional.empty()).flaw().isEmpty());
        }
    }

    private void trade(Kind kind, boolean named, Duration clockStep) throws Exception {
        try (Broker broker = new Broker(kind, named, 10, 4);
                DeskRig rig = new DeskRig(folder, broker.place, step -> { }, this::faulty)) {
            AtomicLong numbers = new AtomicLong(kind.first);
            AtomicLong taken = new AtomicLong();
            Thread line = Thread.ofPlatform().daemon().start(() -> interruptTheLine(rig, taken));
            List<Thread> traders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random mine = new Random(i);
                traders.add(Thread.ofPlatform().start(() -> place(rig, numbers, taken, mine, clockStep)));
            }
            for (Thread trader : traders) {
                trader.join();
            }
            line.interrupt();
            line.join();
            rig.way.lineUp();
            broker.awaitTruth(rig, "after the faults");
            assertTrue(broker.orders >= ENOUGH, "orders " + broker.orders);
        }
    }

    private static void place(DeskRig rig, AtomicLong numbers, AtomicLong taken, Random random, Duration clockStep) {
        long first = rig.kind.first;
        for (long n = numbers.getAndIncrement(); taken.get() < ENOUGH && n < first + MOST; n = numbers
                .getAndIncrement()) {
            if (n == first + ENOUGH / 2) {
                rig.time.setWrongBy(clockStep);
            }
            Placement placement = rig.place(n);
            if (placement.outcome() instanceof OrderOutcome.NotSent) {
                Await.until("the line is back", () -> rig.desk.check(rig.draft(0)).isEmpty());
                continue;
            }
            if (placement.outcome() instanceof OrderOutcome.Accepted) {
                taken.incrementAndGet();
            }
            if (random.nextInt(3) == 0) {
                placement.key().flatMap(rig.desk::order).map(DeskOrder::order).ifPresent(o -> rig.desk.modify(
                        placement.key().orElseThrow(), o.quantity(), DeskRig.changed(o.limitPrice().orElseThrow())));
            }
        }
    }

    /** The broker, or the way to it, is gone for a moment, again and again, and some orders go out in between. */
    private static void interruptTheLine(DeskRig rig, AtomicLong taken) {
        int restarts = 0;
        try {
            while (true) {
                long enough = taken.get() + BETWEEN;
                Thread.sleep(250);
                while (taken.get() < enough) {
                    Thread.sleep(5);
                }
                rig.reconnect(restarts++ % 2 == 0 ? rig.way::restartBroker : () -> { });
            }
        } catch (InterruptedException e) {
            // Enough.
        }
    }

    private Consumer<OrderEvent> faulty(Consumer<OrderEvent> out) {
        return event -> {
            int fate;
            int lateMillis;
            synchronized (random) {
                fate = random.nextInt(10);
                lateMillis = random.nextInt(400);
            }
            switch (fate) {
                case 0, 1 -> { }
                case 2, 3 -> {
                    out.accept(event);
                    out.accept(event);
                }
                case 4, 5 -> Thread.ofVirtual().start(() -> {
                    try {
                        Thread.sleep(lateMillis);
                        out.accept(event);
                    } catch (InterruptedException e) {
                        throw new AssertionError(e);
                    }
                });
                default -> out.accept(event);
            }
        };
    }
}
