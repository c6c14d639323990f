package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;

import org.jts.api.BrokerId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.gateway.kis.internal.NoticeDecoder.Kind;
import org.jts.http.MeteredHttp;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.testkit.FakeRequestLimiter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/**
 * Every message that the gateway reads, in the broker's format, from files: names in the case that the wire has,
 * numbers as texts, padded, signed and unsigned, blocks that are objects where the papers say arrays.
 */
class FixturesTest {

    private static final Instant NOW = Instant.parse("2026-01-02T00:33:55Z");

    private final RealTime time = new RealTime();
    private final Folder folder = new Folder();
    private final Map<String, String> instead = new HashMap<>();
    private final Map<String, Integer> status = new HashMap<>();
    private volatile UnaryOperator<String> broken = text -> text;
    private HttpServer server;
    private KisRest rest;
    private FillBook book;
    private Reads reads;

    static String fixture(String name) {
        try (InputStream in = Objects.requireNonNull(FixturesTest.class.getResourceAsStream("fixtures/" + name),
                name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void serve() throws Exception {
        time.set(NOW);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
        KisSettings settings = KisSettings.of(Configs.with(Map.of("environment", "real", "accounts", new String[] {
            KisHarness.MAIN.value()}, "url_rest", "http://127.0.0.1:" + server.getAddress().getPort())),
                new FakeSecrets(Map.of("KIS_APP_KEY", "key", "KIS_APP_SECRET", "secret")));
        FakeRequestLimiter limiter = FakeRequestLimiter.perSecond("KIS", 1_000);
        rest = new KisRest(settings, "key", new TokenDesk(time, new FakeSecrets(Map.of()), new Trail()), limiter,
                new MeteredHttp(limiter, HttpClient.newBuilder()), time);
        Routes routes = new Routes("KRX");
        book = new FillBook(settings.fees(), s -> false, new TradeFile(folder, new BrokerId("test")), routes);
        reads = new Reads(settings, rest, book, time, routes);
    }

    @AfterEach
    void close() {
        rest.close();
        server.stop(0);
        time.close();
        folder.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        String name = KisCatalog.get().apis().stream().filter(a -> a.path().equals(path) && a.method().equals(
                exchange.getRequestMethod())).map(KisApi::name).findFirst().orElseThrow().replace('/', '.');
        byte[] body = broken.apply(fixture(instead.getOrDefault(name, name + ".json"))).getBytes(
                StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("tr_cont", "D");
        exchange.sendResponseHeaders(status.getOrDefault(name, 200), body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private static BigDecimal n(String number) {
        return new BigDecimal(number);
    }

    private static void same(String expected, BigDecimal found) {
        assertEquals(0, n(expected).compareTo(found), () -> "expected " + expected + ", found " + found);
    }

    @Test
    void pricesInKorea() throws Exception {
        Quote quote = reads.of(KisHarness.SAMSUNG).quote(KisHarness.SAMSUNG, Lane.MARKET_DATA);
        same("71900", quote.last());
        same("72000", quote.previousClose().orElseThrow());
        same("3052507", quote.volume());
        OrderBook levels = reads.of(KisHarness.SAMSUNG).book(KisHarness.SAMSUNG);
        assertEquals(10, levels.bids().size());
        assertEquals(9, levels.asks().size(), "a level without a price is none");
        same("72000", levels.asks().getFirst().price());
        same("2000", levels.bids().getFirst().size());
        assertEquals(Instant.parse("2026-01-02T00:33:54Z"), levels.time());
    }

    private List<Candle> candles(SymbolId symbol, Timeframe frame, Duration back, int limit) throws Exception {
        return reads.of(symbol).candles(new CandleQuery(symbol, frame, NOW.minus(back), NOW, limit));
    }

    @Test
    void candlesInKorea() throws Exception {
        List<Candle> days = candles(KisHarness.SAMSUNG, Timeframe.DAY_1, Duration.ofDays(5), 2);
        assertEquals(List.of(n("72000"), n("71900")), days.stream().map(Candle::close).toList());
        assertEquals(Instant.parse("2025-12-28T15:00:00Z"), days.getFirst().openTime());
        List<Candle> minutes = candles(KisHarness.SAMSUNG, Timeframe.MINUTE_1, Duration.ofMinutes(3), 2);
        assertEquals(List.of(n("71800"), n("71900")), minutes.stream().map(Candle::close).toList());
        same("5120", minutes.getLast().volume());
    }

    @Test
    void moneyAndSharesInBothMarkets() throws Exception {
        List<Balance> balances = reads.balances(KisHarness.MAIN);
        same("9295000", balances.getFirst().cash());
        same("10014000", balances.getFirst().totalEquity());
        same("9150000", balances.getFirst().buyingPower());
        same("1332.5", balances.getLast().cash());
        same("2007.515", balances.getLast().totalEquity());
        same("1300.25", balances.getLast().buyingPower());
        List<Position> held = reads.positions(KisHarness.MAIN);
        assertEquals(2, held.size(), "what was sold today is none");
        same("70500", held.getFirst().averagePrice());
        same("8", held.getFirst().sellable());
        assertEquals("NASDAQ:AAPL", held.getLast().symbol().toString());
        same("225.005", held.getLast().currentPrice());
    }

    @Test
    void ordersInKorea() throws Exception {
        List<OrderRow> rows = reads.orders.read(KisHarness.MAIN, LocalDate.of(2026, 1, 2), OrderReader.ALL, "").rows();
        assertEquals(List.of(OrderStatus.PARTIAL, OrderStatus.CANCELLED, OrderStatus.REJECTED), rows.stream().map(
                OrderRow::status).toList());
        assertEquals("0000000763", rows.get(1).name().number(), "blanks in front of a number");
        assertEquals(Side.SELL, rows.get(1).side());
        same("287400", rows.getFirst().value());
        assertEquals(Instant.parse("2026-01-02T00:15:00Z"), rows.getFirst().placed());
    }

    @Test
    void ordersInTheUnitedStates() throws Exception {
        List<OrderRow> rows = reads.orders.us(KisHarness.MAIN, LocalDate.of(2026, 1, 1)).rows();
        assertEquals(List.of(OrderStatus.FILLED, OrderStatus.ACCEPTED, OrderStatus.REJECTED), rows.stream().map(
                OrderRow::status).toList(), "neither a cancel nor another country");
        assertEquals("20260101-U0030138295", rows.getFirst().name().id().value());
        same("222.5", rows.getFirst().price());
        assertEquals(Instant.parse("2026-01-02T00:10:00Z"), rows.getFirst().placed());
        instead.put("overseas-stock.inquire-ccnl", "overseas-stock.inquire-ccnl.none.json");
        assertEquals(List.of(), reads.orders.us(KisHarness.MAIN, LocalDate.of(2026, 1, 1)).rows());
    }

    @Test
    void pricesAndCandlesInTheUnitedStates() throws Exception {
        Quote quote = reads.of(KisHarness.APPLE).quote(KisHarness.APPLE, Lane.MARKET_DATA);
        same("225.005", quote.last());
        same("227.52", quote.previousClose().orElseThrow());
        OrderBook levels = reads.of(KisHarness.APPLE).book(KisHarness.APPLE);
        same("225", levels.bids().getFirst().price());
        same("225.1", levels.asks().getLast().price());
        same("500", levels.asks().getLast().size());
        List<Candle> days = candles(KisHarness.APPLE, Timeframe.DAY_1, Duration.ofDays(4), 2);
        assertEquals(Instant.parse("2025-12-30T05:00:00Z"), days.getFirst().openTime(), "midnight in New York");
        same("227.52", days.getLast().close());
        List<Candle> minutes = candles(KisHarness.APPLE, Timeframe.MINUTE_1, Duration.ofMinutes(3), 2);
        assertEquals(Instant.parse("2026-01-02T00:32:00Z"), minutes.getLast().openTime());
        same("225.005", minutes.getLast().close());
    }

    @Test
    void tradingDaysTokensAndKeys() throws Exception {
        Holidays days = new Holidays(folder);
        days.refresh(rest, LocalDate.of(2026, 1, 2));
        assertTrue(days.isTradingDay(LocalDate.of(2026, 1, 2)));
        assertFalse(days.isTradingDay(LocalDate.of(2026, 1, 5)), "a Monday that is a holiday");
        assertFalse(new Holidays(folder).isTradingDay(LocalDate.of(2026, 1, 3)), "not asked, and a Saturday");
        assertEquals("a2585daf-8c09-4587-9fce-8ab893XXXXXX", rest.approval().reveal());
    }

    @Test
    void refusalsAndWhatTheyMean() throws Exception {
        rest.signIn();
        status.put("inquire-price", 500);
        instead.put("inquire-price", "expired.json");
        status.put("tokenP", 403);
        instead.put("tokenP", "tokenP.minute.json");
        BrokerException tooSoon = assertThrows(BrokerException.class, () -> reads.of(KisHarness.SAMSUNG).quote(
                KisHarness.SAMSUNG, Lane.MARKET_DATA));
        assertEquals(ErrorCategory.RATE_LIMIT, tooSoon.category(), "a new token is to be had once a minute");
    }

    private OrderOutcome buy(SymbolId symbol, String price) {
        return reads.sender(symbol).place(OrderRequest.limit(new ClientOrderId("c" + price), KisHarness.MAIN, symbol,
                Side.BUY, BigDecimal.ONE, n(price)));
    }

    @Test
    void ordersAreTakenAndRefused() throws Exception {
        assertEquals("20260102-0000000900", assertInstanceOf(Accepted.class, buy(KisHarness.SAMSUNG, "71900"))
                .brokerOrderId().value());
        assertEquals("20260101-U0000000900", assertInstanceOf(Accepted.class, buy(KisHarness.APPLE, "222.5"))
                .brokerOrderId().value());
        instead.put("order-cash", "refused.real.json");
        Rejected money = assertInstanceOf(Rejected.class, buy(KisHarness.SAMSUNG, "71900"));
        assertEquals(RejectReason.INSUFFICIENT_FUNDS, money.reason());
        assertEquals("APBK0952", money.brokerCode());
        instead.put("order-cash", "refused.paper.json");
        assertEquals(RejectReason.MARKET_CLOSED, assertInstanceOf(Rejected.class, buy(KisHarness.SAMSUNG, "71900"))
                .reason());
    }

    private static NoticeDecoder.Notice notice(String name) throws Exception {
        Frame frame = Frame.parse(fixture(name));
        Layout layout = NoticeDecoder.layout(frame);
        return NoticeDecoder.notice(frame.rows(layout).getFirst(), layout);
    }

    @Test
    void framesOfPricesBeforeAndSinceSeptember() throws Exception {
        Quote before = QuoteDecoder.quote(Frame.parse(fixture("H0STCNT0.txt")).rows(Layout.TRADES).getFirst());
        List<Frame.Row> since = Frame.parse(fixture("H0STCNT0.2026-09.txt")).rows(Layout.TRADES);
        assertEquals(2, since.size());
        assertEquals(before, QuoteDecoder.quote(since.getFirst()));
        Quote second = QuoteDecoder.quote(since.getLast());
        same("72000", second.last());
        assertEquals(before.time().plusSeconds(1), second.time());
        OrderBook old = QuoteDecoder.book(Frame.parse(fixture("H0STASP0.txt")).rows(Layout.BOOK).getFirst(), NOW);
        assertEquals(old, QuoteDecoder.book(Frame.parse(fixture("H0STASP0.2026-09.txt")).rows(Layout.BOOK).getFirst(),
                NOW));
        same("91918", old.asks().getFirst().size());
        Quote apple = UsDecoder.quote(Frame.parse(fixture("HDFSCNT0.txt")).rows(Layout.US_TRADES).getFirst());
        same("227.52", apple.previousClose().orElseThrow());
        assertEquals(Instant.parse("2025-12-31T15:15:30Z"), apple.time());
        assertEquals(Optional.of(n("225.0100")), apple.ask());
        OrderBook apples = UsDecoder.book(Frame.parse(fixture("HDFSASP0.txt")).rows(Layout.US_BOOK).getFirst());
        assertEquals(10, apples.bids().size());
        same("225.01", apples.asks().getFirst().price());
    }

    @Test
    void noticesOfOrders() throws Exception {
        assertEquals(Kind.ACCEPTED, notice("H0STCNI0.accepted.txt").kind());
        NoticeDecoder.Notice filled = notice("H0STCNI0.filled.txt");
        assertEquals(Kind.FILLED, filled.kind());
        same("71850", filled.price());
        same("4", filled.quantity());
        assertEquals("50012345-01", filled.account().value());
        NoticeDecoder.Notice old = notice("H0STCNI0.before-2025.txt");
        assertEquals(Kind.FILLED, old.kind());
        same("70200", old.orderPrice());
        NoticeDecoder.Notice us = notice("H0GSCNI0.filled.txt");
        assertEquals(Kind.FILLED, us.kind());
        assertEquals(KisHarness.APPLE, us.symbol());
        same("222.5", us.price());
        assertEquals(Instant.parse("2026-01-01T15:12:12Z"), us.at(NOW), "of the night before");
    }

    /** One of the ways in which an answer may be broken. */
    private static String breakIt(String text, Random chance) {
        int at = chance.nextInt(text.length());
        return switch (chance.nextInt(7)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + "\u0000\uFFFD^|" + text.substring(at);
            case 2 -> text.replaceAll("\"(\\d+)\"", "\""
                    + List.of("", " ", "x1", "-1", "1e9", "99999999999999999999999",
                    "0x10", "NaN").get(chance.nextInt(8)) + "\"");
            case 3 -> text.replace("[", "{\"a\":").replace("]", "}");
            case 4 -> text.replace("{", "[").replace("}", "]");
            case 5 -> text.replaceAll("\"[a-z]*" + "abcdefghijklmnopqrstuvwxyz".charAt(chance.nextInt(26))
                    + "[a-z_0-9]*\":", "\"gone\":");
            default -> List.of("", "null", "[]", "{}", "<html>", "{\"rt_cd\":\"0\"}", "{\"rt_cd\":0,\"output\":7}")
                    .get(chance.nextInt(7));
        };
    }

    @Test
    void brokenAnswersAreExceptionsThatSayWhatAndNeverAnotherCrash() throws Exception {
        rest.signIn();
        LocalDate day = LocalDate.of(2026, 1, 2);
        List<Callable<Object>> all = List.of(() -> reads.of(KisHarness.SAMSUNG).quote(KisHarness.SAMSUNG,
                Lane.MARKET_DATA), () -> reads.of(KisHarness.SAMSUNG).book(KisHarness.SAMSUNG),
                () -> reads.of(KisHarness.APPLE).quote(KisHarness.APPLE, Lane.MARKET_DATA),
                () -> reads.of(KisHarness.APPLE).book(KisHarness.APPLE),
                () -> candles(KisHarness.SAMSUNG, Timeframe.DAY_1, Duration.ofDays(5), 2),
                () -> candles(KisHarness.SAMSUNG, Timeframe.MINUTE_1, Duration.ofMinutes(3), 2),
                () -> candles(KisHarness.APPLE, Timeframe.DAY_1, Duration.ofDays(4), 2),
                () -> candles(KisHarness.APPLE, Timeframe.MINUTE_1, Duration.ofMinutes(3), 2),
                () -> reads.balances(KisHarness.MAIN), () -> reads.positions(KisHarness.MAIN),
                () -> reads.orders.read(KisHarness.MAIN, day, OrderReader.ALL, ""),
                () -> reads.orders.us(KisHarness.MAIN, day), () -> buy(KisHarness.SAMSUNG, "71900"),
                () -> buy(KisHarness.APPLE, "222.5"));
        Random chance = new Random(20260102);
        int refused = 0;
        for (int i = 0; i < 600; i++) {
            long seed = chance.nextLong();
            broken = text -> breakIt(text, new Random(seed));
            try {
                all.get(i % all.size()).call();
            } catch (BrokerException e) {
                refused++;
                assertFalse(e.getMessage().isBlank());
            }
        }
        assertTrue(refused > 150, "most are noticed: " + refused);
    }

    /** So that none is read by nobody. */
    @Test
    void everyInterfaceThatIsReadHasAFixture() {
        for (String api : List.of("tokenP", "Approval", "hashkey", "inquire-price", "inquire-asking-price-exp-ccn",
                "inquire-daily-itemchartprice", "inquire-time-itemchartprice", "inquire-time-dailychartprice",
                "inquire-balance", "inquire-psbl-order", "inquire-daily-ccld", "order-cash", "order-rvsecncl",
                "chk-holiday", "overseas-price/price", "overseas-price/inquire-asking-price",
                "overseas-price/dailyprice", "overseas-price/inquire-time-itemchartprice",
                "overseas-stock/inquire-balance", "overseas-stock/inquire-present-balance",
                "overseas-stock/inquire-psamount", "overseas-stock/inquire-ccnl", "overseas-stock/order",
                "overseas-stock/order-rvsecncl")) {
            KisCatalog.get().api(api);
            assertTrue(fixture(api.replace('/', '.') + ".json").startsWith("{"), api);
        }
        for (String control : List.of("ack.json", "ack.in-use.json", "pingpong.json")) {
            assertTrue(fixture(control).contains("header"), control);
        }
    }
}
