package org.jts.trading.internal.proof;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.OrderLimits;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.trading.internal.AccountLimits;
import org.jts.trading.internal.OrderDeskImpl;
import org.jts.trading.internal.journal.DeskJournal;

/** A real desk with a real journal at a {@link SimBroker}. */
final class DeskRig implements AutoCloseable {

    private static final AccountKey KEY = new AccountKey(Samples.BROKER, SimGateway.ACCOUNT);
    private static final int QUANTITIES = 997;
    private static final int PRICES = 200;

    final FastTime time;
    final SimGateway gateway;
    final FakeEventLog events;
    final FakeRegistry registry = new FakeRegistry();
    final OrderDeskImpl desk;
    private final FakeConnection connection;

    /** So small that the journal is compacted all the time. */
    static final DeskJournal.Size SMALL = new DeskJournal.Size(150, 150_000, Duration.ZERO);

    DeskRig(Path folder, int port, boolean named, long origin, SimGateway.Steps steps,
            UnaryOperator<Consumer<OrderEvent>> line) {
        this(folder, port, named, origin, steps, line, SMALL);
    }

    DeskRig(Path folder, int port, boolean named, long origin, SimGateway.Steps steps,
            UnaryOperator<Consumer<OrderEvent>> line, DeskJournal.Size size) {
        time = new FastTime(origin);
        gateway = new SimGateway(port, named, time, steps, line);
        events = new FakeEventLog(time);
        FakeAccountBook accounts = new FakeAccountBook();
        accounts.put(new AccountSnapshot(KEY, Samples.paperAccount(SimGateway.ACCOUNT), List.of(), List.of(),
                Optional.empty(), Optional.empty()));
        FakeFeed feed = new FakeFeed(Samples.BROKER).with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        desk = new OrderDeskImpl(registry, feed, accounts, time, events, new FakeDataFolder(folder), size);
        // Thousands of orders a day: the limits are proved elsewhere.
        AccountLimits none = new AccountLimits(key -> OrderLimits.OFF);
        desk.setLimits(account -> none);
        connection = new FakeConnection(gateway, time);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** The line goes and comes back. */
    void reconnect(Runnable meanwhile) {
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        gateway.disconnect();
        gateway.closeStream();
        meanwhile.run();
        gateway.connect(null);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** The {@code number}th of many orders, no two of which are alike. */
    static OrderDraft draft(long number) {
        BigDecimal quantity = BigDecimal.valueOf(1 + number % QUANTITIES);
        BigDecimal price = BigDecimal.valueOf(60_000 + 100 * (number / QUANTITIES % PRICES));
        return new OrderDraft(KEY, Samples.SAMSUNG, number % 2 == 0 ? Side.BUY : Side.SELL, OrderType.LIMIT,
                TimeInForce.DAY, quantity, Optional.of(price), Optional.empty());
    }

    /** A price that no draft has. */
    static Optional<BigDecimal> changed(BigDecimal price) {
        return Optional.of(price.add(BigDecimal.valueOf(100L * PRICES)));
    }

    @Override
    public void close() {
        desk.close();
        gateway.closeStream();
        time.close();
    }
}
