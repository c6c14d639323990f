package org.jts.wire;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.Timeframe;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** Records of every shape that their checks allow, the same ones for the same seed. */
final class Arbitrary {

    private static final String LETTERS = "abcXYZ019 -_./삼성전자é漢字\"\\<>&%\n\t😀";

    private final Random random;

    Arbitrary(long seed) {
        random = new Random(seed);
    }

    <E extends Enum<E>> E any(Class<E> type) {
        E[] all = type.getEnumConstants();
        return all[random.nextInt(all.length)];
    }

    <T> Optional<T> maybe(Supplier<T> value) {
        return random.nextBoolean() ? Optional.of(value.get()) : Optional.empty();
    }

    String text(int max) {
        int length = 1 + random.nextInt(Math.min(max, 40));
        StringBuilder text = new StringBuilder("t");
        int[] points = LETTERS.codePoints().toArray();
        while (text.length() < length - 1) {
            text.appendCodePoint(points[random.nextInt(points.length)]);
        }
        return text.toString();
    }

    /** Above 0: from one part in ten billions to twenty digits. */
    BigDecimal positive() {
        return new BigDecimal(new BigInteger(1 + random.nextInt(60), random).add(BigInteger.ONE), random.nextInt(11));
    }

    BigDecimal notNegative() {
        return random.nextInt(5) == 0 ? BigDecimal.ZERO.setScale(random.nextInt(4)) : positive();
    }

    BigDecimal signed() {
        return random.nextBoolean() ? notNegative() : positive().negate();
    }

    Instant time() {
        return Instant.ofEpochSecond(random.nextLong(-1_000_000_000L, 5_000_000_000L), random.nextInt(1_000_000_000));
    }

    CurrencyCode currency() {
        return random.nextBoolean() ? CurrencyCode.KRW : new CurrencyCode("USDT");
    }

    AccountId account() {
        return new AccountId(text(40));
    }

    SymbolId symbolId() {
        return new SymbolId(random.nextBoolean() ? "KRX" : "BINANCE", "S" + random.nextInt(1_000_000));
    }

    Symbol symbol() {
        List<TickTable.Band> bands = new ArrayList<>();
        BigDecimal from = BigDecimal.ZERO;
        for (int i = random.nextInt(6); i >= 0; i--) {
            bands.add(new TickTable.Band(from, positive()));
            from = from.add(positive());
        }
        return new Symbol(symbolId(), text(200), "KOSPI", maybe(() -> text(30)), currency(), ZoneId.of("Asia/Seoul"),
                new TickTable(bands), positive(), maybe(this::positive), random.nextBoolean());
    }

    Quote quote() {
        return new Quote(symbolId(), time(), positive(), notNegative(), maybe(this::positive), maybe(this::positive),
                maybe(this::positive), maybe(this::positive), notNegative(), maybe(this::positive), notNegative(),
                maybe(this::positive), notNegative());
    }

    OrderBook book() {
        List<PriceLevel> bids = new ArrayList<>();
        List<PriceLevel> asks = new ArrayList<>();
        BigDecimal price = positive();
        for (int i = random.nextInt(11); i > 0; i--) {
            bids.addFirst(new PriceLevel(price, notNegative()));
            price = price.add(positive());
        }
        for (int i = random.nextInt(11); i > 0; i--) {
            asks.add(new PriceLevel(price, notNegative()));
            price = price.add(positive());
        }
        return new OrderBook(symbolId(), time(), bids, asks);
    }

    Candle candle() {
        BigDecimal low = positive();
        BigDecimal inside = low.add(notNegative());
        BigDecimal high = inside.add(notNegative());
        return new Candle(time(), inside, high, low, random.nextBoolean() ? low : high, notNegative());
    }

    CandleQuery candleQuery() {
        Instant from = time();
        return new CandleQuery(symbolId(), any(Timeframe.class), from, from.plusSeconds(random.nextInt(1_000_000)),
                1 + random.nextInt(CandleQuery.MAX_LIMIT));
    }

    Account anAccount() {
        return new Account(account(), text(100), any(AccountType.class), currency(), random.nextBoolean());
    }

    Balance balance() {
        return new Balance(account(), currency(), signed(), signed(), notNegative(), time());
    }

    Position position() {
        return new Position(account(), symbolId(), text(200), currency(), signed(), signed(), notNegative(),
                notNegative());
    }

    ClientOrderId clientId() {
        return new ClientOrderId(text(36));
    }

    BrokerOrderId brokerId() {
        return new BrokerOrderId(text(64));
    }

    OrderRequest request() {
        OrderType type = any(OrderType.class);
        return new OrderRequest(clientId(), account(), symbolId(), any(Side.class), type, any(TimeInForce.class),
                positive(), type.hasLimitPrice() ? Optional.of(positive()) : Optional.empty(),
                type.hasStopPrice() ? Optional.of(positive()) : Optional.empty(), maybe(() -> "NXT-03"));
    }

    OrderRef ref() {
        return new OrderRef(account(), symbolId(), brokerId(), maybe(this::clientId));
    }

    OrderChange change() {
        return new OrderChange(ref(), positive(), maybe(this::positive));
    }

    OrderOutcome outcome() {
        return switch (random.nextInt(4)) {
            case 0 -> new OrderOutcome.Accepted(brokerId(), time());
            case 1 -> new OrderOutcome.Rejected(any(RejectReason.class), maybe(() -> text(20)).orElse(""), text(400));
            case 2 -> new OrderOutcome.NotSent(text(400));
            default -> new OrderOutcome.Unknown(text(400));
        };
    }

    Order order() {
        Optional<ClientOrderId> client = maybe(this::clientId);
        BigDecimal filled = notNegative();
        return new Order(client, client.isEmpty() ? Optional.of(brokerId()) : maybe(this::brokerId), account(),
                symbolId(), any(Side.class), any(OrderType.class), any(TimeInForce.class), filled.add(positive()),
                maybe(this::positive), maybe(this::positive), any(OrderStatus.class), filled, maybe(this::positive),
                notNegative(), time(), time(), maybe(() -> text(200)), maybe(() -> text(40)));
    }

    Execution execution() {
        return new Execution(new ExecutionId(text(100)), brokerId(), maybe(this::clientId), account(), symbolId(),
                any(Side.class), positive(), positive(), notNegative(), notNegative(), currency(), time());
    }

    OrderEvent event() {
        return random.nextBoolean() ? new OrderEvent.Changed(order()) : new OrderEvent.Filled(order(), execution());
    }

    Capabilities capabilities() {
        Map<OrderType, Set<TimeInForce>> orders = new HashMap<>();
        for (OrderType type : some(OrderType.class)) {
            orders.put(type, some(TimeInForce.class));
        }
        return new Capabilities(some(Feature.class), orders, some(Timeframe.class),
                random.nextBoolean() ? OptionalInt.of(1 + random.nextInt(100)) : OptionalInt.empty(),
                Stream.generate(this::instruction).limit(random.nextInt(4)).toList());
    }

    CallForm callForm() {
        List<CallForm.Field> fields = Stream.generate(() -> new CallForm.Field(text(20), maybe(() -> text(30))
                .orElse(""), random.nextBoolean())).limit(random.nextInt(4)).toList();
        return new CallForm(text(20), maybe(() -> text(20)).orElse(""), text(50), fields,
                maybe(() -> random.nextBoolean() ? Map.of() : Map.of("KIND", text(4))),
                maybe(() -> new CallForm.Currencies("EXCHANGE", Map.of("NASD", new CurrencyCode("USD")))));
    }

    private OrderInstruction instruction() {
        return new OrderInstruction("c" + random.nextInt(1000), maybe(() -> "NXT").orElse(""), maybe(() -> text(30))
                .orElse(""), any(OrderType.class), any(TimeInForce.class), EnumSet.of(any(Side.class)),
                Set.of("KRX", "X" + random.nextInt(9)));
    }

    ConnectionState state() {
        return new ConnectionState(any(ConnectionPhase.class), any(Cause.class), maybe(() -> text(100)).orElse(""),
                time(), random.nextInt(10), maybe(this::time));
    }

    private <E extends Enum<E>> Set<E> some(Class<E> type) {
        Set<E> some = EnumSet.noneOf(type);
        for (E value : type.getEnumConstants()) {
            if (random.nextBoolean()) {
                some.add(value);
            }
        }
        return some;
    }

    /** A limit and what is used of it. */
    record Limit(LimitProfile profile, LimitUsage usage) implements MeteredLimit {
    }

    /** As it arrives: of how it is kept the profile has what is usual. */
    Limit limit() {
        List<LimitUsage.WindowUsage> windows = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            RateWindow window = new RateWindow(1 + random.nextInt(100_000),
                    Duration.ofMillis(1 + random.nextInt(100_000_000)), any(RateWindow.Measure.class),
                    lanes().keySet());
            windows.add(new LimitUsage.WindowUsage(window, random.nextInt(1_000), random.nextInt(1_000), lanes()));
        }
        return new Limit(
                LimitProfile.of("kis.real-" + random.nextInt(9), text(100), text(500),
                        windows.stream().map(LimitUsage.WindowUsage::window).toList()),
                new LimitUsage(windows, lanes(), random.nextInt(100), Duration.ofNanos(random.nextLong(1L << 50)),
                        maybe(() -> Duration.ofMillis(random.nextInt(100_000))), random.nextLong(1L << 40),
                        LimitUsage.Sharing.REMOTE));
    }

    private Map<Lane, Integer> lanes() {
        Map<Lane, Integer> lanes = new HashMap<>();
        for (Lane lane : Lane.values()) {
            if (random.nextBoolean()) {
                lanes.put(lane, 1 + random.nextInt(50));
            }
        }
        return lanes;
    }
}
