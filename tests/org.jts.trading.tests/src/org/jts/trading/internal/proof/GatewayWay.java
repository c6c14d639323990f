package org.jts.trading.internal.proof;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.testkit.Samples;

/**
 * A gateway of the product, over a line that can break. As supervisors do, it connects again when a connection was
 * lost, and lets subscriptions go on.
 */
final class GatewayWay implements Way {

    private static final long RESTART_MILLIS = 150;

    private final BrokerGateway bare;
    private final BrokerGateway gateway;
    private final SimGateway control;
    private final Relay relay;
    private final SimGateway.Steps steps;
    private final UnaryOperator<Consumer<OrderEvent>> line;
    private final AtomicInteger placing = new AtomicInteger();
    /** Guarded by this. */
    private final Map<AccountId, OrderListener> wanted = new HashMap<>();
    private boolean up;
    private boolean closed;

    GatewayWay(Kind kind, Path folder, int port, FastTime time, SimGateway.Steps steps,
            UnaryOperator<Consumer<OrderEvent>> line) throws IOException {
        this.steps = steps;
        this.line = line;
        this.control = new SimGateway(port, true, time, step -> { }, events -> events);
        this.relay = new Relay(Integer.parseInt(control.tell("PORT").getFirst()), this::passed);
        this.bare = kind == Kind.KIS ? Gateways.kis(Samples.BROKER, "127.0.0.1:" + relay.port(), folder, time)
                : Gateways.server(Samples.BROKER, relay.port(), Samples.BROKER, time);
        this.gateway = (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                new Class<?>[] {BrokerGateway.class}, (self, method, arguments) -> switch (method.getName()) {
                    case "place" -> place(() -> call(method, arguments));
                    case "subscribeOrders" -> subscribe((AccountId) arguments[0], (OrderListener) arguments[1]);
                    default -> call(method, arguments);
                });
        lineUp();
    }

    private Object call(Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(bare, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** What a call may throw. */
    private interface Work {
        Object run() throws Throwable;
    }

    private Object place(Work work) throws Throwable {
        steps.at(SimGateway.Step.JOURNALLED);
        placing.incrementAndGet();
        try {
            return work.run();
        } finally {
            placing.decrementAndGet();
            steps.at(SimGateway.Step.ANSWERED);
        }
    }

    private void passed() {
        if (placing.get() > 0) {
            steps.at(SimGateway.Step.SENT);
        }
    }

    private synchronized Subscription subscribe(AccountId account, OrderListener listener) throws BrokerException,
            InterruptedException {
        Consumer<OrderEvent> out = line.apply(listener::onOrderEvent);
        OrderListener faulty = out::accept;
        wanted.put(account, faulty);
        bare.subscribeOrders(account, faulty);
        return () -> { };
    }

    @Override
    public BrokerGateway gateway() {
        return gateway;
    }

    @Override
    public List<String> dump() throws IOException {
        return control.dump();
    }

    @Override
    public synchronized void lineDown() {
        up = false;
        bare.disconnect();
    }

    @Override
    public synchronized void lineUp() {
        long deadline = System.nanoTime() + Broker.LIMIT_NANOS;
        while (!up && !closed) {
            try {
                bare.connect(new Lost());
                for (Map.Entry<AccountId, OrderListener> entry : wanted.entrySet()) {
                    bare.subscribeOrders(entry.getKey(), entry.getValue());
                }
                up = true;
            } catch (BrokerException | RuntimeException e) {
                bare.disconnect();
                if (System.nanoTime() > deadline) {
                    throw new AssertionError("expected a connection", e);
                }
                pause();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private final class Lost implements GatewayListener {
        @Override
        public void onConnectionLost(BrokerException reason) {
            Thread.ofPlatform().daemon().name("way-again").start(() -> {
                synchronized (GatewayWay.this) {
                    if (up && !closed) {
                        up = false;
                        lineUp();
                    }
                }
            });
        }

        @Override
        public void onNotice(String text) {
            // Nobody reads it.
        }
    }

    @Override
    public void restartBroker() {
        try {
            control.tell("TROUBLE");
        } catch (IOException e) {
            throw new IllegalStateException("expected the broker's process to be there", e);
        }
        relay.breakAll(RESTART_MILLIS);
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        bare.disconnect();
        relay.close();
    }
}
