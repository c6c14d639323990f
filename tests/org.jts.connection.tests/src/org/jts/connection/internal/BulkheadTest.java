package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.time.TimeSource;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What one gateway does to another. The machine is shared with other work, so the bounds are wide: they tell a bulkhead
 * from none, where a stuck neighbour would stop every order for ever.
 */
@Timeout(120)
class BulkheadTest {

    private static final int ORDERS = 2000;
    private static final long SANE_NANOS = Duration.ofSeconds(1).toNanos();

    private final TimeSource time = new FakeTime();
    private final ScriptedGateway bad = new ScriptedGateway(new BrokerId("bad"));
    private final ScriptedGateway good = new ScriptedGateway(new BrokerId("good"));
    private final Supervisor badSupervisor = supervisor(bad);
    private final Supervisor goodSupervisor = supervisor(good);
    private final CountDownLatch release = new CountDownLatch(1);
    private final AtomicBoolean stop = new AtomicBoolean();

    @AfterEach
    void close() {
        stop.set(true);
        release.countDown();
        badSupervisor.remove();
        goodSupervisor.remove();
    }

    @Test
    void hangingNeighbourCostsNothing() {
        bad.onRead(() -> ScriptedGateway.hangUntil(release));
        bad.onOrder(() -> {
            ScriptedGateway.hangUntil(release);
            return new OrderOutcome.Unknown("late");
        });
        connect();
        callBad(50);
        assertSane("hanging");
    }

    @Test
    void neighbourThatSpinsCostsItsShareOfTheMachineOnly() {
        bad.onRead(() -> {
            while (!stop.get()) {
                Thread.onSpinWait();
            }
        });
        connect();
        callBad(Runtime.getRuntime().availableProcessors() + 1);
        assertSane("spinning");
    }

    @Test
    void floodOfFiftyThousandQuotesASecondCostsLittle() throws Exception {
        connect();
        List<SymbolId> symbols = Bench.symbols(500);
        badSupervisor.gateway().subscribeQuotes(Set.copyOf(symbols), quote -> { });
        Thread flood = flood(symbols, 50_000);
        assertSane("flooding");
        stop.set(true);
        flood.join();
    }

    @Test
    void fiveThousandQuotesASecondReachASlowViewAtLittleCost() throws Exception {
        connect();
        List<SymbolId> symbols = Bench.symbols(500);
        AtomicLong delivered = new AtomicLong();
        Subscription subscription = badSupervisor.gateway().subscribeQuotes(Set.copyOf(symbols),
                quote -> delivered.incrementAndGet());
        long cpu = processCpuNanos();
        long start = System.nanoTime();
        Thread flood = flood(symbols, 5_000);
        LockSupport.parkNanos(Duration.ofSeconds(2).toNanos());
        Await.until("the quotes arrive", () -> delivered.get() >= 500);
        stop.set(true);
        flood.join();
        double cores = (processCpuNanos() - cpu) / (double) (System.nanoTime() - start);
        subscription.close();
        System.out.printf("{\"bench\":\"connection\",\"metric\":\"quotes5k.cpu\",\"value\":%.3f,\"unit\":\"cores\"}%n",
                cores);
        assertTrue(cores < 1, () -> "expected less than one core for 5,000 quotes a second, was " + cores);
    }

    @Test
    void throwingNeighbourCostsNothing() {
        bad.onHealth(() -> {
            throw new StackOverflowError();
        });
        bad.onRead(() -> {
            throw new NoClassDefFoundError("missing");
        });
        connect();
        callBad(50);
        assertSane("throwing");
    }

    private void connect() {
        badSupervisor.connect();
        goodSupervisor.connect();
        Await.until("both are connected",
                () -> badSupervisor.state().isConnected() && goodSupervisor.state().isConnected());
        latency(ORDERS); // warm
    }

    private void callBad(int times) {
        for (int i = 0; i < times; i++) {
            int number = i;
            Thread.ofVirtual().start(() -> {
                try {
                    badSupervisor.gateway().accounts();
                } catch (Exception expected) {
                    // refused or failed: that is the neighbour's trouble
                }
                badSupervisor.gateway().place(Bench.order("bad" + number));
            });
        }
        Await.until("the neighbour is in trouble", () -> bad.reads() > 0);
    }

    private void assertSane(String trouble) {
        long p99 = latency(ORDERS);
        System.out.printf("{\"bench\":\"connection\",\"metric\":\"order.p99.%s\",\"value\":%.3f,\"unit\":\"ms\"}%n",
                trouble, p99 / 1e6);
        assertTrue(p99 < SANE_NANOS, () -> "expected a 99th percentile below 1,000 ms, was " + p99 / 1e6);
        assertEquals(2 * ORDERS, good.orders());
    }

    /** @return 99th percentile of placing an order with the good gateway, in nanoseconds */
    private long latency(int orders) {
        long[] nanos = new long[orders];
        for (int i = 0; i < orders; i++) {
            long start = System.nanoTime();
            assertInstanceOf(OrderOutcome.Accepted.class, goodSupervisor.gateway().place(Bench.order("o" + i)));
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        return nanos[orders * 99 / 100];
    }

    private Thread flood(List<SymbolId> symbols, int perSecond) {
        return Thread.ofPlatform().name("flood").start(() -> {
            int sent = 0;
            long start = System.nanoTime();
            while (!stop.get()) {
                Quote quote = Samples.quote(symbols.get(sent % symbols.size()), 1 + sent % 1000);
                bad.send(quote);
                sent++;
                long ahead = start + sent * 1_000_000_000L / perSecond - System.nanoTime();
                if (ahead > 1_000_000) {
                    LockSupport.parkNanos(ahead);
                }
            }
        });
    }

    private Supervisor supervisor(ScriptedGateway gateway) {
        return new Supervisor(new Supervisor.Parts(gateway.id(), "scripted", gateway.id().value(),
                Bench.always(gateway), time, Limits.defaults(), new Random(7), new Notices()),
                (connection, state) -> { });
    }

    private static long processCpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
