package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Timeframe;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;

/**
 * At the limit: history and quotes take all that there is, with the real limiter between them and a broker that counts
 * for itself. New requests queue, orders go first, and the broker refuses nothing.
 */
class SaturationOSGiTest {

    private static final BrokerId BROKER = new BrokerId("busy");
    private static final int GREEDY = 12;
    private static final int ORDERS = 12;
    private static final Duration BETWEEN_ORDERS = Duration.ofMillis(600);

    private final Framework framework = new Framework();
    private final List<String> failures = new CopyOnWriteArrayList<>();
    private final AtomicInteger reads = new AtomicInteger();
    private final List<Thread> greedy = new ArrayList<>();
    private Configuration configuration;
    private MockGateway gateway;
    private RequestLimiter limiter;

    @BeforeEach
    void connect() throws Exception {
        framework.start();
        configuration = framework.configuration();
        Dictionary<String, Object> settings = new Hashtable<>();
        settings.put(BrokerGateway.BROKER_ID, BROKER.value());
        settings.put("fault.latency.min.ms", 5);
        settings.put("fault.latency.max.ms", 25);
        configuration.update(settings);
        gateway = (MockGateway) framework.gateway(BROKER.value());
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                failures.add(reason.getMessage());
            }

            @Override
            public void onNotice(String text) {
                failures.add(text);
            }
        });
        limiter = framework.service(RequestLimiters.class).limiters(BROKER).get("mock/busy");
    }

    @AfterEach
    void close() throws Exception {
        for (Thread thread : greedy) {
            thread.interrupt();
        }
        for (Thread thread : greedy) {
            thread.join();
        }
        configuration.delete();
        framework.awaitNoGateway(BROKER.value());
    }

    @Test
    void ordersGoFirstAndNothingIsRefused() throws Exception {
        for (int i = 0; i < GREEDY; i++) {
            boolean history = i % 2 == 0;
            greedy.add(Thread.ofVirtual().start(() -> goOn(history ? this::readCandles : this::readQuote)));
        }
        Await.until("reads to queue", () -> limiter.usage().waiting().values().stream().mapToInt(n -> n)
                .sum() >= GREEDY - 4);
        List<Long> waits = new ArrayList<>();
        TimeSource time = framework.service(TimeSource.class);
        for (int i = 0; i < ORDERS; i++) {
            time.sleep(BETWEEN_ORDERS);
            long start = System.nanoTime();
            OrderOutcome outcome = gateway.place(OrderRequest.market(new ClientOrderId(UUID.randomUUID().toString()),
                    MockHarness.MAIN, MockHarness.SAMSUNG, Side.BUY, BigDecimal.ONE));
            waits.add((System.nanoTime() - start) / 1_000_000);
            assertInstanceOf(OrderOutcome.Accepted.class, outcome);
        }
        assertEquals(List.of(), failures, "nothing fails");
        assertEquals(0, gateway.desk().refusals(), "the broker refuses nothing");
        assertEquals(0, limiter.usage().refusals());
        assertTrue(limiter.usage().waiting().containsKey(Lane.HISTORY), "the reads still queue: " + limiter.usage());
        waits.sort(null);
        // 5 to 25 ms of them are the way to the broker and back.
        assertTrue(waits.getLast() < 1_000, "an order waits less than a second even on a busy machine, in ms: "
                + waits);
        assertTrue(waits.get(ORDERS / 2) < 200, "most orders do not wait, in ms: " + waits);
        assertTrue(reads.get() >= 80, "the reads use what is left, 15 a second: " + reads);
        for (WindowUsage window : limiter.usage().windows()) {
            assertTrue(window.used() <= window.window().permits(), window.toString());
        }
    }

    @Test
    void aBrokerThatAllowsLessThanItSaysIsNoticedAndObeyed() throws Exception {
        gateway.faults(gateway.faults().with("drift", "on"));
        for (int i = 0; i < GREEDY; i++) {
            greedy.add(Thread.ofVirtual().start(() -> goOn(this::readQuote)));
        }
        Await.until("a refusal", () -> limiter.usage().refusals() > 0);
        Await.until("a smaller budget", () -> limiter.usage().windows().getFirst().allowed() < 20);
        assertTrue(gateway.desk().refusals() > 0);
    }

    private void goOn(Callable<?> read) {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                read.call();
                reads.incrementAndGet();
            } catch (InterruptedException e) {
                return;
            } catch (BrokerException e) {
                failures.add(e.getMessage());
            } catch (Exception e) {
                failures.add(e.toString());
                return;
            }
        }
    }

    private Object readQuote() throws Exception {
        return gateway.quote(MockHarness.SAMSUNG);
    }

    private Object readCandles() throws Exception {
        return gateway.candles(new CandleQuery(MockHarness.SAMSUNG, Timeframe.DAY_1,
                Instant.now().minus(Duration.ofDays(30)), Instant.now(), 20));
    }
}
