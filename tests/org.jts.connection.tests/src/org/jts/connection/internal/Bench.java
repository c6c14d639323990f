package org.jts.connection.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.BrokerId;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.event.Notice;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.sample.gateway.ScriptedGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.Samples;

/** A supervisor over a scripted gateway, on a clock that the test moves. */
final class Bench implements AutoCloseable {

    static final BrokerId ID = new BrokerId("test");

    final FakeTime time = new FakeTime();
    final FakeEventLog log = new FakeEventLog(time);
    final ScriptedGateway gateway = new ScriptedGateway(ID);
    final List<ConnectionState> states = new CopyOnWriteArrayList<>();
    final Supervisor supervisor;

    Bench() {
        this(Limits.defaults());
    }

    Bench(Limits limits) {
        supervisor = new Supervisor(new Supervisor.Parts(ID, "scripted", "Scripted", always(gateway), time, limits,
                new Random(42), Notices.to(log)), (connection, state) -> states.add(state));
    }

    static GatewaySource always(BrokerGateway gateway) {
        return new GatewaySource() {
            @Override
            public BrokerGateway get() {
                return gateway;
            }

            @Override
            public void release() {
                // nothing was got
            }
        };
    }

    Bench connected() {
        supervisor.connect();
        await(ConnectionPhase.CONNECTED);
        return this;
    }

    BrokerGateway guarded() {
        return supervisor.gateway();
    }

    /** Waits for a phase, and until all that comes with it is done: what a test does next is done at once. */
    void await(ConnectionPhase phase) {
        Await.until("phase " + phase, () -> supervisor.state().phase() == phase && !supervisor.isBusy());
    }

    /** Waits for the outage to be known and its next attempt to be planned. */
    void awaitWaiting(int attempt) {
        Await.until("a wait after attempt " + attempt, () -> supervisor.state().phase() == ConnectionPhase.RECONNECTING
                && supervisor.state().attempt() == attempt && supervisor.state().retryAt().isPresent()
                && !supervisor.isBusy());
    }

    /** Moves time to the next attempt. */
    void retry() {
        Await.until("a next attempt is planned",
                () -> supervisor.state().retryAt().isPresent() && !supervisor.isBusy());
        Instant at = supervisor.state().retryAt().orElseThrow();
        time.advance(Duration.between(time.now(), at));
    }

    List<String> notices() {
        return log.notices().stream().map(Bench::said).toList();
    }

    /** As people see it: the broker that it concerns, and the text. */
    static String said(Notice notice) {
        return notice.broker().map(id -> id + ": ").orElse("") + notice.text();
    }

    static OrderRequest order(String id) {
        return OrderRequest.market(new ClientOrderId(id), ScriptedGateway.ACCOUNT, Samples.SAMSUNG, Side.BUY,
                BigDecimal.TEN);
    }

    static OrderEvent event(int number) {
        Order order = Order.pending(order("o" + number), FakeTime.START).withBrokerOrderId(
                new BrokerOrderId(String.valueOf(number)), FakeTime.START);
        return new OrderEvent.Changed(order);
    }

    static List<SymbolId> symbols(int count) {
        List<SymbolId> symbols = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            symbols.add(new SymbolId("KRX", "%06d".formatted(i)));
        }
        return symbols;
    }

    static Limits withOrderQueue(int size) {
        Limits d = Limits.defaults();
        return new Limits(d.connect(), d.disconnect(), d.health(), d.read(), d.candles(), d.order(),
                d.healthInterval(), d.healthAgain(), d.rules(), 2, 2, size);
    }

    static Optional<String> detail(ConnectionState state) {
        return Optional.of(state.detail()).filter(detail -> !detail.isEmpty());
    }

    @Override
    public void close() {
        supervisor.remove();
    }
}
