package org.jts.install.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.osgi.framework.ServiceRegistration;

/** A broker that trades and streams while others come and go, and counts what reaches the workstation. */
final class Neighbour implements AutoCloseable {

    private static final long PAUSE_NANOS = 1_000_000;
    private static final int MOST = 2_000_000;

    private final ScriptedGateway gateway = new ScriptedGateway(new BrokerId("neighbour"));
    private final ServiceRegistration<BrokerGateway> registration;
    private final Subscription stream;
    private final BrokerConnection connection;
    private final Thread trader;
    private final AtomicInteger received = new AtomicInteger();
    private final AtomicInteger outOfOrder = new AtomicInteger();
    private final AtomicInteger notAccepted = new AtomicInteger();
    private final long[] nanos = new long[MOST];
    private volatile int sent;
    private volatile boolean goesOn = true;

    Neighbour(Rig rig) throws Exception {
        Hashtable<String, Object> properties = new Hashtable<>();
        properties.put(BrokerGateway.BROKER_ID, "neighbour");
        properties.put(BrokerGateway.BROKER_TYPE, "neighbour");
        registration = rig.context.registerService(BrokerGateway.class, gateway, properties);
        connection = rig.awaitConnected("neighbour");
        stream = connection.gateway().subscribeOrders(ScriptedGateway.ACCOUNT, event -> {
            int number = Integer.parseInt(event.order().clientOrderId().orElseThrow().value());
            if (number != received.getAndIncrement()) {
                outOfOrder.incrementAndGet();
            }
        });
        trader = Thread.ofPlatform().name("neighbour").start(this::trade);
    }

    private void trade() {
        while (goesOn && sent < MOST) {
            long start = System.nanoTime();
            OrderOutcome outcome = connection.gateway().place(OrderRequest.market(new ClientOrderId("n" + sent),
                    ScriptedGateway.ACCOUNT, Samples.SAMSUNG, Side.BUY, BigDecimal.ONE));
            nanos[sent] = System.nanoTime() - start;
            if (!(outcome instanceof OrderOutcome.Accepted)) {
                notAccepted.incrementAndGet();
            }
            gateway.send(event(sent));
            sent++;
            LockSupport.parkNanos(PAUSE_NANOS);
        }
    }

    private static OrderEvent event(int number) {
        OrderRequest request = OrderRequest.market(new ClientOrderId(String.valueOf(number)), ScriptedGateway.ACCOUNT,
                Samples.SAMSUNG, Side.BUY, BigDecimal.ONE);
        return new OrderEvent.Changed(Order.pending(request, Instant.EPOCH));
    }

    int sent() {
        return sent;
    }

    /** How long orders took, at the 99th percentile of those from one number to another, in microseconds. */
    double p99(List<int[]> ranges) {
        long[] some = ranges.stream().flatMapToLong(range -> Arrays.stream(nanos, range[0], range[1])).sorted()
                .toArray();
        return some[(int) (some.length * 0.99)] / 1e3;
    }

    /** @return events that did not arrive, or not in their order */
    int lost() throws InterruptedException {
        goesOn = false;
        trader.join();
        Await.until("all events have arrived", () -> received.get() == sent);
        assertEquals(0, notAccepted.get(), "orders that were not accepted");
        return outOfOrder.get() + sent - received.get();
    }


    @Override
    public void close() throws InterruptedException {
        goesOn = false;
        trader.join();
        stream.close();
        registration.unregister();
    }
}
