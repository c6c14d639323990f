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
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.OrderLimits;
import org.jts.api.trading.Placement;
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

/** A real desk with a real journal at a broker in another process. */
final class DeskRig implements AutoCloseable {

    private static final int QUANTITIES = 997;
    private static final int PRICES = 200;
    private static final long LOWEST = 60_000;
    private static final long TICK = 100;

    final FastTime time;
    final Way way;
    final FakeEventLog events;
    final FakeRegistry registry = new FakeRegistry();
    final OrderDeskImpl desk;
    private final FakeConnection connection;
    final Kind kind;

    /** So small that the journal is compacted all the time. */
    static final DeskJournal.Size SMALL = new DeskJournal.Size(150, 150_000, Duration.ZERO);

    /** @param where the broker is, and since when */
    DeskRig(Path folder, Broker.Place where, SimGateway.Steps steps, UnaryOperator<Consumer<OrderEvent>> line) {
        this(folder, where, steps, line, SMALL);
    }

    DeskRig(Path folder, Broker.Place where, SimGateway.Steps steps, UnaryOperator<Consumer<OrderEvent>> line,
            DeskJournal.Size size) {
        kind = where.kind();
        time = new FastTime(where.origin());
        way = kind.way(folder, where.port(), where.named(), time, steps, line);
        events = new FakeEventLog(time);
        FakeAccountBook accounts = new FakeAccountBook();
        accounts.put(new AccountSnapshot(new AccountKey(Samples.BROKER, kind.account), Samples.paperAccount(
                kind.account), List.of(), List.of(), Optional.empty(), Optional.empty()));
        FakeFeed feed = new FakeFeed(Samples.BROKER).with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
        desk = new OrderDeskImpl(registry, feed, accounts, time, events, new FakeDataFolder(folder), size);
        // Thousands of orders a day: the limits are proved elsewhere.
        AccountLimits none = new AccountLimits(key -> OrderLimits.OFF);
        desk.setLimits(account -> none);
        connection = new FakeConnection(way.gateway(), time);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** The line goes and comes back. */
    void reconnect(Runnable meanwhile) {
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        way.lineDown();
        meanwhile.run();
        way.lineUp();
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    /** Places the {@code number}th of many orders. */
    Placement place(long number) {
        return kind.isNameless() ? desk.place(draft(number), name(number)) : desk.place(draft(number));
    }

    /** What an order is called whose broker knows no names, so that it can be told which of ours it is. */
    static ClientOrderId name(long number) {
        return new ClientOrderId("n" + number);
    }

    /** Which one an order is, changed or not. */
    static long number(Side side, BigDecimal quantity, BigDecimal price) {
        long step = (price.longValueExact() - LOWEST) / TICK % PRICES;
        long number = step * QUANTITIES + quantity.longValueExact() - 1;
        // Both sides have the same quantities and prices in turn, as both numbers are odd or even.
        if (number % 2 == 0 != (side == Side.BUY)) {
            throw new IllegalArgumentException("no order of ours: %s %s at %s".formatted(side, quantity, price));
        }
        return number;
    }

    /** The {@code number}th of many orders, no two of which are alike. */
    OrderDraft draft(long number) {
        BigDecimal quantity = BigDecimal.valueOf(1 + number % QUANTITIES);
        BigDecimal price = BigDecimal.valueOf(LOWEST + TICK * (number / QUANTITIES % PRICES));
        return new OrderDraft(new AccountKey(Samples.BROKER, kind.account), Samples.SAMSUNG,
                number % 2 == 0 ? Side.BUY : Side.SELL, OrderType.LIMIT, TimeInForce.DAY, quantity,
                Optional.of(price), Optional.empty());
    }

    /** A price that no draft has. */
    static Optional<BigDecimal> changed(BigDecimal price) {
        return Optional.of(price.add(BigDecimal.valueOf(TICK * PRICES)));
    }

    @Override
    public void close() {
        desk.close();
        way.close();
        time.close();
    }
}
