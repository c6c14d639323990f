package org.jts.console.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code order:…} */
@Component(service = OrderCommands.class, immediate = true)
public final class OrderCommands {

    /** How to write the newest order instead of its key. */
    static final String LAST = "last";
    private static final int FINAL_SECONDS = 30;
    private static final int CANCEL_SECONDS = 10;
    /** The broker's answer and the desk's picture come on different threads. */
    private static final Duration PICTURE_LIMIT = Duration.ofSeconds(2);

    private final CommandSet commands;
    private final OrderDesk desk;
    private final Finder finder;

    @Activate
    public OrderCommands(BundleContext context, @Reference OrderDesk desk, @Reference Finder finder) {
        this.desk = desk;
        this.finder = finder;
        commands = new CommandSet(context, "order").add("place", this::place).add("modify", this::modify)
                .add("cancel", this::cancel).add("list", this::list).add("show", this::show)
                .add("calls", this::calls).add("kinds", this::kinds).add("settle", this::settle).add("stop", this::stop)
                .add("resume", this::resume);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void place(Call call) throws CommandException, InterruptedException {
        Args args = call.args();
        Side side = args.choice(Side.class, args.next("buy or sell"), "side");
        BigDecimal quantity = args.nextNumber("quantity");
        String symbolName = args.next("a symbol");
        OrderType type = args.choice(OrderType.class, args.next("market, limit, stop or stop-limit"), "order type");
        Optional<BigDecimal> stop = type.hasStopPrice() ? Optional.of(args.nextNumber("stop price")) : Optional.empty();
        Optional<BigDecimal> limit = type.hasLimitPrice() ? Optional.of(args.nextNumber("limit price"))
                : Optional.empty();
        args.end();
        Optional<String> as = args.option("as");
        Duration wait = args.seconds("limit", FINAL_SECONDS);
        BrokerConnection broker = finder.connected(brokerOf(args));
        TimeInForce usual = as.flatMap(broker.gateway().capabilities()::instruction)
                .map(OrderInstruction::timeInForce).orElse(TimeInForce.DAY);
        TimeInForce tif = args.choice(TimeInForce.class, args.option("tif").orElse(usual.name()), "--tif");
        Symbol symbol = finder.symbol(broker, symbolName);
        OrderDraft draft = new OrderDraft(finder.account(broker, args.option("account")).key(), symbol.id(), side,
                type, tif, quantity, limit, stop, as);
        Placement placement = desk.place(draft);
        String key = placed(placement);
        if (args.has("wait")) {
            awaitFilled(key, wait);
        } else {
            finder.waiter().until(PICTURE_LIMIT, () -> order(key).order().status() != OrderStatus.SUBMITTED);
        }
        tell(call, order(key));
    }

    private void kinds(Call call) throws CommandException, InterruptedException {
        Args args = call.args();
        String symbolName = args.next("a symbol");
        args.end();
        BrokerConnection broker = finder.broker(brokerOf(args));
        SymbolId symbol = finder.symbol(broker, symbolName).id();
        Report report = new Report("Plain orders only.", "code", "route", "name", "type", "tif", "side");
        broker.gateway().capabilities().instructions().stream().filter(i -> i.exchanges().contains(symbol.exchange()))
                .forEach(i -> report.row(i.code(), i.route(), i.name(), i.type(), i.timeInForce(), i.sides().size() > 1
                        ? "" : i.sides().iterator().next().name()));
        call.print(report);
    }

    /** The broker stands in {@code --broker}, or before the slash of {@code --account}. */
    static Optional<String> brokerOf(Args args) {
        return args.option("broker").or(() -> args.option("account").filter(a -> a.contains("/"))
                .map(a -> a.substring(0, a.indexOf('/'))));
    }

    private static String placed(Placement placement) throws CommandException {
        String key = placement.key().orElse("");
        return switch (placement.outcome()) {
            case OrderOutcome.Accepted accepted -> key;
            case OrderOutcome.Rejected rejected -> throw new CommandException(
                    "order %s was rejected (%s): %s".formatted(key, rejected.reason(), rejected.text()));
            case OrderOutcome.NotSent notSent -> throw new CommandException("the order was not sent: " + notSent.why());
            case OrderOutcome.Unknown unknown ->
                    throw new CommandException(("it is not known what became of order %s: %s; "
                    + "do not place it again before order:show %s tells").formatted(key, unknown.why(), key));
        };
    }

    private void awaitFilled(String key, Duration limit) throws CommandException, InterruptedException {
        if (!finder.waiter().until(limit, () -> order(key).order().status().isFinal())) {
            throw new CommandException(
                    "expected order %s to be done within %d s, found %s; it works on, see order:show %s"
                    .formatted(key, limit.toSeconds(), order(key).order().status(), key));
        }
        Order order = order(key).order();
        if (order.status() != OrderStatus.FILLED) {
            throw new CommandException("expected order %s to be filled, found %s with %s of %s filled%s".formatted(key,
                    order.status(), order.filledQuantity().toPlainString(), order.quantity().toPlainString(),
                    order.message().map(m -> ": " + m).orElse("")));
        }
    }

    private void modify(Call call) throws CommandException {
        DeskOrder order = find(call.args().next("the key of an order"));
        BigDecimal quantity = call.args().nextNumber("quantity");
        Optional<BigDecimal> price = call.args().nextNumberIfAny("price");
        call.args().end();
        accepted("change", order, desk.modify(order.key(), quantity, price));
        tell(call, order(order.key()));
    }

    private void cancel(Call call) throws CommandException, InterruptedException {
        DeskOrder order = find(call.args().next("the key of an order"));
        call.args().end();
        Duration limit = call.args().seconds("limit", CANCEL_SECONDS);
        accepted("cancel", order, desk.cancel(order.key()));
        finder.waiter().until(limit, () -> order(order.key()).order().status().isFinal());
        DeskOrder after = order(order.key());
        if (after.order().status() != OrderStatus.CANCELLED) {
            throw new CommandException("expected order %s to be cancelled within %d s, found %s".formatted(order.key(),
                    limit.toSeconds(), after.order().status()));
        }
        tell(call, after);
    }

    private void calls(Call call) throws CommandException {
        call.args().end();
        call.print(OrderCallReport.of(desk, desk.calls(), call.args().option("broker")));
    }

    private void settle(Call call) throws CommandException {
        String key = call.args().next("the key of an order");
        boolean isCall = desk.calls().stream().anyMatch(c -> c.key().equals(key));
        String order = isCall ? key : find(key).key();
        String word = call.args().next("never, or the broker's number of the order");
        call.args().end();
        Verdict verdict = word.equals("never") ? new Verdict.NeverArrived()
                : new Verdict.Arrived(new BrokerOrderId(word));
        Optional<String> refusal = desk.settle(order, verdict);
        if (refusal.isPresent()) {
            throw new CommandException(refusal.get());
        }
        if (isCall) {
            call.print(OrderCallReport.of(desk, desk.calls().stream().filter(c -> c.key().equals(key)).toList(),
                    Optional.empty()));
        } else {
            tell(call, order(order));
        }
    }

    private void stop(Call call) throws CommandException {
        String why = call.args().isEmpty() ? "from the console" : String.join(" ", call.args().rest("a reason"));
        List<StopResult> results = desk.stop(why);
        Report report = new Report("Trading is stopped. No order was open.", "key", "broker", "account", "symbol",
                "outcome");
        List<String> left = new ArrayList<>();
        for (StopResult result : results) {
            DeskOrder order = result.order();
            report.row(order.key(), order.broker(), order.order().account(), order.order().symbol(), result.outcome());
            if (!(result.outcome() instanceof OrderOutcome.Accepted)) {
                left.add(order.key());
            }
        }
        call.print(report);
        if (!left.isEmpty()) {
            throw new CommandException("expected every open order to be cancelled, found %d that are not: %s".formatted(
                    left.size(), String.join(", ", left)));
        }
    }

    private void resume(Call call) throws CommandException {
        call.args().end();
        desk.resume();
        call.say("Orders may be placed again.");
    }

    private static void accepted(String what, DeskOrder order, OrderOutcome outcome) throws CommandException {
        switch (outcome) {
            case OrderOutcome.Accepted accepted -> { }
            case OrderOutcome.Rejected rejected -> throw new CommandException("the %s of order %s was rejected (%s): %s"
                    .formatted(what, order.key(), rejected.reason(), rejected.text()));
            case OrderOutcome.NotSent notSent ->
                    throw new CommandException("the %s of order %s was not sent: %s".formatted(
                    what, order.key(), notSent.why()));
            case OrderOutcome.Unknown unknown -> throw new CommandException(
                    "it is not known whether the %s of order %s was taken: %s; order:show %s tells".formatted(what,
                            order.key(), unknown.why(), order.key()));
        }
    }

    private void list(Call call) throws CommandException {
        call.args().end();
        Optional<String> broker = call.args().option("broker");
        Report report = orders("No orders.");
        List<DeskCall> called = desk.calls();
        desk.orders().stream().filter(o -> !call.args().has("open") || o.order().status().isOpen())
                .filter(o -> broker.isEmpty() || o.broker().value().equals(broker.get()))
                .forEach(o -> add(report, o, called));
        call.print(report);
        Report calls = OrderCallReport.of(desk, called, broker);
        if (!call.json() && !calls.isEmpty()) { // in JSON they have another form: order:calls
            call.say("");
            call.print(calls);
        }
    }

    private void show(Call call) throws CommandException {
        DeskOrder order = find(call.args().next("the key of an order"));
        call.args().end();
        Report report = orders("");
        add(report, order);
        call.printFacts(report);
        Report trades = new Report("No trades yet.", "execution", "time", "side", "quantity", "price", "commission",
                "tax",
                "currency");
        for (Execution trade : order.executions()) {
            trades.row(trade.id(), trade.time(), trade.side(), trade.quantity(), trade.price(), trade.commission(),
                    trade.tax(), trade.currency());
        }
        call.say("");
        call.print(trades);
    }

    private void tell(Call call, DeskOrder desk) {
        Order order = desk.order();
        if (call.json()) {
            Report report = orders("");
            add(report, desk);
            call.print(report);
        } else {
            call.say("%s %s: %s %s %s %s, %s filled%s".formatted(desk.key(), order.status(), order.side(),
                    order.quantity().toPlainString(), order.symbol(), price(desk),
                    order.filledQuantity().toPlainString(),
                    order.averagePrice().map(p -> " at " + p.toPlainString()).orElse("")));
        }
    }

    private String price(DeskOrder desk) {
        Order order = desk.order();
        return (order.instruction().isEmpty() ? order.type().toString() : kind(desk))
                + order.stopPrice().map(p -> " " + p.toPlainString()).orElse("")
                + order.limitPrice().map(p -> " " + p.toPlainString()).orElse("");
    }

    private static Report orders(String emptyText) {
        return new Report(emptyText, "key", "broker", "account", "symbol", "side", "type", "tif", "quantity",
                "limitPrice",
                "stopPrice", "status", "filled", "averagePrice", "fees", "createdAt", "message", "kind");
    }

    private void add(Report report, DeskOrder order) {
        add(report, order, desk.calls());
    }

    /** @param calls an order that came of one is of its kind */
    private void add(Report report, DeskOrder order, List<DeskCall> calls) {
        Order o = order.order();
        report.row(order.key(), order.broker(), o.account(), o.symbol(), o.side(), o.type(), o.timeInForce(),
                o.quantity(),
                o.limitPrice(), o.stopPrice(), o.status(), o.filledQuantity(), o.averagePrice(), o.fees(),
                o.createdAt(),
                o.message(), o.instruction().isPresent() ? kind(order) : calls.stream().filter(c -> c.order()
                        .equals(Optional.of(order.key()))).map(c -> c.call().title()).findFirst().orElse(""));
    }

    /** A broker's own kind of order by its name. */
    private String kind(DeskOrder desk) {
        return finder.capabilities(desk.broker()).kind(desk.order());
    }

    private DeskOrder find(String key) throws CommandException {
        List<DeskOrder> all = desk.orders();
        if (key.equals(LAST) && !all.isEmpty()) {
            return all.getLast();
        }
        return desk.order(key).orElseThrow(() -> new CommandException(
                "expected the key of an order, or %s for the newest, found \"%s\"; order:list shows them".formatted(
                LAST,
                        key)));
    }

    private DeskOrder order(String key) {
        return desk.order(key).orElseThrow(() -> new IllegalStateException("the desk lost order " + key));
    }
}
