package org.jts.gateway.template.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.market.Candle;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** The broker's JSON as the workstation's values. The one place that knows the broker's names, codes and times. */
final class Answers {

    static final String EXCHANGE = "DEMO";
    static final CurrencyCode KRW = new CurrencyCode("KRW");
    /** The broker writes the time of Seoul and does not say so. */
    static final ZoneId ZONE = ZoneId.of("Asia/Seoul");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private Answers() {
    }

    // snippet: time
    static Instant time(String text) {
        return LocalDateTime.parse(text, TIME).atZone(ZONE).toInstant();
    }

    static String time(Instant time) {
        return time.atZone(ZONE).format(TIME);
    }
    // end

    static Account account(Json json) {
        String id = json.text("id");
        return new Account(new AccountId(id), "Template Securities " + id, AccountType.PAPER, KRW, id.endsWith("-1"));
    }

    static Symbol symbol(Json json) {
        return new Symbol(new SymbolId(EXCHANGE, json.text("code")), json.text("name"), EXCHANGE, Optional.empty(), KRW,
                ZONE, TickTable.uniform(json.number("tick")), json.number("lot"), Optional.empty(), true);
    }

    // snippet: quote
    static Quote quote(Json json) {
        return new Quote(new SymbolId(EXCHANGE, json.text("symbol")), time(json.text("time")), json.number("last"),
                json.number("size"), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                json.number("volume"), Optional.of(json.number("bid")), json.number("depth"),
                Optional.of(json.number("ask")), json.number("depth"));
    }
    // end

    static OrderBook book(Json json) {
        return new OrderBook(new SymbolId(EXCHANGE, json.text("symbol")), time(json.text("time")),
                levels(json.list("bids")), levels(json.list("asks")));
    }

    private static List<PriceLevel> levels(List<Json> levels) {
        return levels.stream().map(Json::list).map(pair -> new PriceLevel(pair.get(0).number(), pair.get(1).number()))
                .toList();
    }

    static Candle candle(Json json) {
        return new Candle(time(json.text("open")), json.number("first"), json.number("high"), json.number("low"),
                json.number("last"), json.number("volume"));
    }

    static Balance balance(AccountId account, Json json) {
        return new Balance(account, KRW, json.number("equity"), json.number("cash"), json.number("buyingPower"),
                time(json.text("time")));
    }

    static Position position(AccountId account, Json json) {
        SymbolId symbol = new SymbolId(EXCHANGE, json.text("symbol"));
        BigDecimal quantity = json.number("quantity");
        return new Position(account, symbol, "Demo " + symbol.code(), KRW, quantity, json.number("sellable"),
                json.number("paid").divide(quantity, MathContext.DECIMAL64), json.number("price"));
    }

    static Order order(Json json) {
        boolean market = json.text("type").equals("MARKET");
        BigDecimal filled = json.number("filled");
        return new Order(name(json), Optional.of(new BrokerOrderId(json.text("id"))),
                new AccountId(json.text("account")), new SymbolId(EXCHANGE, json.text("symbol")),
                Side.valueOf(json.text("side")), market ? OrderType.MARKET : OrderType.LIMIT, TimeInForce.DAY,
                json.number("quantity"), Optional.of(json.number("price")).filter(price -> !market), Optional.empty(),
                status(json.text("status")), filled,
                Optional.of(json.number("average")).filter(price -> filled.signum() > 0), json.number("fee"),
                time(json.text("created")), time(json.text("updated")), Optional.empty());
    }

    static Execution trade(AccountId account, Json json) {
        return new Execution(new ExecutionId(json.text("id")), new BrokerOrderId(json.text("order")), name(json),
                account, new SymbolId(EXCHANGE, json.text("symbol")), Side.valueOf(json.text("side")),
                json.number("quantity"), json.number("price"), json.number("fee"), BigDecimal.ZERO, KRW,
                time(json.text("time")));
    }

    // snippet: event
    static OrderEvent event(Json json) {
        Order order = order(json.get("order"));
        return json.has("trade") ? new OrderEvent.Filled(order, trade(order.account(), json.get("trade")))
                : new OrderEvent.Changed(order);
    }
    // end

    // snippet: reason
    /** The broker's codes; what is not among them is told in the broker's own words. */
    static RejectReason reason(String code) {
        return switch (code) {
            case "SYMBOL" -> RejectReason.UNKNOWN_SYMBOL;
            case "ACCOUNT" -> RejectReason.UNKNOWN_ACCOUNT;
            case "ORDER" -> RejectReason.UNKNOWN_ORDER;
            case "CLOSED" -> RejectReason.ORDER_CLOSED;
            case "FUNDS" -> RejectReason.INSUFFICIENT_FUNDS;
            case "HOLDINGS" -> RejectReason.INSUFFICIENT_HOLDINGS;
            case "TICK" -> RejectReason.PRICE_TICK;
            case "QUANTITY" -> RejectReason.QUANTITY;
            default -> RejectReason.OTHER;
        };
    }
    // end

    private static OrderStatus status(String word) {
        return word.equals("OPEN") ? OrderStatus.ACCEPTED : OrderStatus.valueOf(word);
    }

    private static Optional<ClientOrderId> name(Json json) {
        return json.optional("name").map(ClientOrderId::new);
    }
}
