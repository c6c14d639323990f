package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.exchange.Exchange;

/** The simulated broker's own calls: an order for an amount of money, as some brokers take it, and its cancel. */
final class OwnCalls {

    static final String ORDER = "amount-order";
    static final String CANCEL = "amount-order-cancel";
    static final String SYMBOL = "SYMBOL";
    static final String SIDE = "SIDE";
    static final String AMOUNT = "AMOUNT";
    static final String PRICE = "PRICE";
    static final String NUMBER = "NUMBER";

    private static final int MAX_NUMBER = 100;
    /** What was sent stands in it. */
    private static final int MAX_TEXT = 1_000;

    private final MockLine line;
    private final MockWire wire;
    private final MockWorld world;
    private final AtomicLong received = new AtomicLong();

    OwnCalls(MockLine line, MockWire wire, MockWorld world) {
        this.line = line;
        this.wire = wire;
        this.world = world;
    }

    List<CallForm> offered() throws BrokerException {
        if (line.session() == null) {
            throw line.notConnected(T.get("what.calls"));
        }
        return forms();
    }

    OrderOutcome call(ClientOrderId name, OrderCall call) {
        String what = T.format("what.call", call.fullName(), name);
        if (line.session() == null) {
            return new OrderOutcome.NotSent(line.notConnected(what).getMessage());
        }
        Optional<Rejected> refusal = CallForm.refusal(forms(), call);
        return refusal.isPresent() ? refusal.get() : wire.order(() -> what, call.isCancel() ? Lane.CANCEL : Lane.ORDER,
                () -> world.order(exchange -> at(exchange, call)));
    }

    /** In the language of the process. */
    private static List<CallForm> forms() {
        return List.of(new CallForm(ORDER, "", T.get("own.order"), List.of(field(SYMBOL, "own.symbol", true),
                field(SIDE, "own.side", true), field(AMOUNT, "own.amount", true), field(PRICE, "own.price", false)),
                Optional.empty()),
                new CallForm(CANCEL, "", T.get("own.cancel"), List.of(field(NUMBER, "own.number", true)),
                        Optional.of(Map.of())));
    }

    private static CallForm.Field field(String name, String title, boolean required) {
        return new CallForm.Field(name, T.get(title), required);
    }

    /** What the broker makes of a call that {@link #forms} has. */
    private OrderOutcome at(Exchange exchange, OrderCall call) {
        long number = received.incrementAndGet();
        return call.name().equals(CANCEL) ? cancel(exchange, call) : order(exchange, call, number);
    }

    /** How many have come to the broker. */
    long received() {
        return received.get();
    }

    private static OrderOutcome cancel(Exchange exchange, OrderCall call) {
        String number = call.fields().get(NUMBER);
        return number.isBlank() || number.length() > MAX_NUMBER
                ? refused(RejectReason.UNKNOWN_ORDER, T.format("own.badNumber", number))
                : Orders.outcome(exchange.cancel(call.account().account(), new BrokerOrderId(number)));
    }

    private static OrderOutcome order(Exchange exchange, OrderCall call, long number) {
        String code = call.fields().get(SYMBOL).strip();
        Optional<Symbol> symbol = exchange.symbols().stream().filter(s -> s.id().toString().equals(code)).findFirst();
        if (symbol.isEmpty()) {
            return refused(RejectReason.UNKNOWN_SYMBOL, T.format("symbol.unknown", code));
        }
        String side = call.fields().get(SIDE);
        if (!side.equals(Side.BUY.name()) && !side.equals(Side.SELL.name())) {
            return refused(RejectReason.OTHER, T.format("own.badSide", side));
        }
        String price = call.fields().getOrDefault(PRICE, "").strip();
        Optional<BigDecimal> limit = amount(price);
        Optional<BigDecimal> amount = amount(call.fields().get(AMOUNT).strip());
        if (amount.isEmpty() || limit.isEmpty() && !price.isEmpty()) {
            return refused(RejectReason.OTHER, T.format("own.badAmount", call.fields().get(AMOUNT), price));
        }
        // The broker's own name for it: the caller's is for the call, of which nobody can ask.
        return order(exchange, new ClientOrderId("own-" + number), call.account().account(), symbol.get(),
                Side.valueOf(side), amount.get(), limit);
    }

    private static OrderOutcome order(Exchange exchange, ClientOrderId name, AccountId account, Symbol symbol,
            Side side, BigDecimal amount, Optional<BigDecimal> limit) {
        BigDecimal price = limit.or(() -> exchange.quote(symbol.id()).map(Quote::last)).orElseThrow();
        BigDecimal quantity = amount.divide(price.multiply(symbol.lotSize()), 0, RoundingMode.DOWN)
                .multiply(symbol.lotSize());
        if (quantity.signum() == 0) {
            return refused(RejectReason.QUANTITY, T.format("own.little", price.multiply(symbol.lotSize())
                    .toPlainString(), amount.toPlainString()));
        }
        return Orders.place(exchange, limit.isPresent()
                ? OrderRequest.limit(name, account, symbol.id(), side, quantity, limit.get())
                : OrderRequest.market(name, account, symbol.id(), side, quantity));
    }

    /** Above 0; else empty. */
    private static Optional<BigDecimal> amount(String text) {
        return text.matches("\\d{1,15}(\\.\\d{1,8})?") ? Optional.of(new BigDecimal(text)).filter(a -> a.signum() > 0)
                : Optional.empty();
    }

    private static Rejected refused(RejectReason reason, String text) {
        return new Rejected(reason, "MOCK-" + reason, text.substring(0, Math.min(text.length(), MAX_TEXT)));
    }
}
