package org.jts.ui.orders.internal;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountType;
import org.jts.api.market.Symbol;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The columns of the list of orders. */
final class OrdersTable {
    private static final Texts T = Texts.of(OrdersTable.class);

    private final OrdersServices services;
    private final DataTable<DeskOrder> table;
    /** What placed orders in the broker's own words, by the keys of these. */
    private Map<String, String> called = Map.of();

    OrdersTable(Composite parent, OrdersServices services) {
        this.services = services;
        table = new DataTable<>(parent, SWT.MULTI, "orders.table", DeskOrder::key);
        table.column("time", T.get("column.time"), 70, SWT.LEFT, services::timeOf)
                .sortBy(Comparator.comparing(o -> o.order().createdAt()));
        text("symbol", T.get("column.symbol"), 136, this::symbol)
                .color(o -> isLive(o) ? palette().error() : palette().text()).narrowTo(108);
        text("side", T.get("column.side"), 40, o -> OrderNames.side(o.order().side()))
                .color(o -> o.order().side() == Side.BUY ? palette().up() : palette().down());
        text("type", T.get("column.type"), 68, this::kind);
        number("quantity", T.get("column.quantity"), 70, Order::quantity);
        number("filled", T.get("column.filled"), 60, Order::filledQuantity);
        table.column("price", T.get("column.price"), 86, SWT.RIGHT, OrderTexts::price).narrowTo(82)
                .sortBy(Comparator.comparing(o -> o.order().limitPrice().orElse(BigDecimal.ZERO)));
        number("average", T.get("column.average"), 86, o -> o.averagePrice().orElse(BigDecimal.ZERO));
        text("status", T.get("column.status"), 76, o -> OrderNames.status(o.order().status()))
                .color(o -> OrderTexts.color(o.order().status(), palette()));
        number("fees", T.get("column.fees"), 84, Order::fees);
        text("tif", T.get("column.tif"), 46, o -> OrderNames.timeInForce(o.order().timeInForce()));
        text("account", T.get("column.account"), 100, this::account)
                .color(o -> isLive(o) ? palette().error() : palette().text()).keepInSight();
        text("broker", T.get("column.broker"), 80, o -> o.broker().value()).hiddenAtFirst();
        text("id", T.get("column.id"), 100, o -> o.order().brokerOrderId().map(Object::toString).orElse(""))
                .hiddenAtFirst();
        text("message", T.get("column.message"), 200, this::message).stretch();
        table.sort("time", false);
    }

    /** @param calls of the orders that came of one it is said */
    void setCalls(List<DeskCall> calls) {
        Map<String, String> now = calls.stream().filter(c -> c.order().isPresent())
                .collect(Collectors.toMap(c -> c.order().get(), c -> c.call().title(), (first, last) -> last));
        if (!now.equals(called)) {
            called = now;
            table.repaint();
        }
    }

    DataTable<DeskOrder> table() {
        return table;
    }

    private Palette palette() {
        return Palette.of(table.control());
    }

    private DataTable.Column<DeskOrder> text(String id, String label, int width, Function<DeskOrder, String> value) {
        return table.column(id, label, width, SWT.LEFT, value).sortBy(Comparator.comparing(value));
    }

    private void number(String id, String label, int width, Function<Order, BigDecimal> value) {
        table.column(id, label, width, SWT.RIGHT, o -> OrderTexts.number(value.apply(o.order())))
                .sortBy(Comparator.comparing(o -> value.apply(o.order())));
    }

    /** With a word where it came of a call of the broker's own: what the call was stands far to the right. */
    private String kind(DeskOrder order) {
        String kind = services.kind(order);
        return called.containsKey(order.key()) ? T.format("type.called", kind) : kind;
    }

    /** With a sign where the money is real: the account may be out of sight. */
    private String symbol(DeskOrder order) {
        return (isLive(order) ? "⚠ " : "") + order.order().symbol().code() + " " + name(order);
    }

    /** With a word for whether its money is real: not everybody sees the colour. */
    private String account(DeskOrder order) {
        Optional<AccountType> type = services.type(order);
        String number = order.account().account().value();
        // Where the column is narrow, the end goes: real money is said first.
        return type.map(t -> t == AccountType.LIVE ? T.get("live") + " " + number : number + " " + T.get("paper"))
                .orElse(number);
    }

    private boolean isLive(DeskOrder order) {
        return services.type(order).equals(Optional.of(AccountType.LIVE));
    }

    private String name(DeskOrder order) {
        return services.feed().symbol(order.broker(), order.order().symbol()).map(Symbol::name).orElse("");
    }

    private String message(DeskOrder order) {
        String text = order.order().message().orElse("");
        String call = called.get(order.key());
        return call != null ? T.format("called", call, text).strip() : order.foreign() ? T.format("foreign", text)
                : text;
    }
}
