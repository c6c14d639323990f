package org.jts.gateway.template.simulator;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.gateway.template.simulator.Market.Candle;
import org.jts.gateway.template.simulator.Market.Order;
import org.jts.gateway.template.simulator.Market.Refused;
import org.jts.gateway.template.simulator.Market.Trade;
import org.jts.gateway.template.simulator.Web.Answer;
import org.jts.gateway.template.simulator.Web.Request;
import org.jts.gateway.template.simulator.Web.Stream;

/**
 * The broker on a port: requests and answers over HTTP, what happens over a WebSocket, and what can go wrong. Its times
 * are those of Seoul and do not say so, its lists come in pages, and it knows nothing of who asks but a token.
 */
public final class Simulator implements AutoCloseable {

    static final String KEY = "template-key";
    private static final int PAGE = 20;
    private static final int CANDLES_A_PAGE = 100;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS");

    private final Clock clock = Clock.systemUTC();
    private final Set<String> tokens = ConcurrentHashMap.newKeySet();
    private final AtomicLong requests = new AtomicLong();
    private final AtomicBoolean loseNext = new AtomicBoolean();
    private final AtomicBoolean garbleNext = new AtomicBoolean();
    private final CountDownLatch end = new CountDownLatch(1);
    private final Market market = new Market(this::tell);
    private final ScheduledExecutorService ticks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("simulator-ticks").factory());
    private final Web web;

    public volatile boolean down;
    public volatile boolean refusesKeys;
    public volatile boolean silent;
    public volatile boolean refusesOrders;
    public volatile boolean doublesEvents;
    public volatile boolean dropsEvents;

    /** @param port 0 for any that is free */
    public Simulator(int port) throws IOException {
        web = new Web(port, new Front());
        ticks.scheduleAtFixedRate(this::tick, 50, 50, TimeUnit.MILLISECONDS);
    }

    /** Plays the broker until somebody ends it: {@code --port N}. */
    public static void main(String[] args) throws Exception {
        int port = args.length == 2 && args[0].equals("--port") ? Integer.parseInt(args[1]) : 9470;
        try (Simulator simulator = new Simulator(port)) {
            System.out.println("Template Securities at " + simulator.address() + ", key " + KEY);
            simulator.end.await();
        }
    }

    public URI address() {
        return URI.create("http://127.0.0.1:" + web.port());
    }

    public long requests() {
        return requests.get();
    }

    /** The next order, change or cancel is done, and the connection closed in place of an answer. */
    public void loseNextAnswer() {
        loseNext.set(true);
    }

    /** The next answer is cut off in the middle. */
    public void garbleNextAnswer() {
        garbleNext.set(true);
    }

    public void revokeTokens() {
        tokens.clear();
    }

    public void cut() {
        web.cut();
    }

    public void clearFaults() {
        down = false;
        refusesKeys = false;
        silent = false;
        refusesOrders = false;
        doublesEvents = false;
        dropsEvents = false;
        loseNext.set(false);
        garbleNext.set(false);
    }

    /** As another program of the same customer places an order. @return its number */
    public String placeElsewhere(String account, String symbol, boolean buy, boolean atMarket, long quantity,
            long price)
            throws Exception {
        return Long.toString(market.place(account, symbol, buy, atMarket, quantity, price, "", now()).id());
    }

    @Override
    public void close() {
        end.countDown();
        ticks.shutdownNow();
        web.close();
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    private void tick() {
        Instant now = now();
        market.tick(now);
        for (String symbol : Market.symbols()) {
            send("quotes " + symbol, () -> quote(symbol, now));
            send("books " + symbol, () -> book(symbol, now));
        }
    }

    private void tell(Order order, Trade trade) {
        if (dropsEvents) {
            return;
        }
        String json = "{\"channel\":\"orders\",\"order\":" + json(order)
                + (trade == null ? "}" : ",\"trade\":" + json(trade) + "}");
        for (int i = 0; i < (doublesEvents ? 2 : 1); i++) {
            send("orders " + order.account(), () -> json);
        }
    }

    private void send(String topic, Supplier<String> json) {
        if (!silent) {
            web.streams().stream().filter(stream -> stream.topics.contains(topic))
                    .forEach(stream -> stream.send(json.get()));
        }
    }

    private final class Front implements Web.Desk {

        @Override
        public Answer answer(Request request) throws InterruptedException {
            requests.incrementAndGet();
            boolean order = Set.of("/order", "/change", "/cancel").contains(request.path());
            Answer answer = order && refusesOrders ? refused("BUSY", "Orders are not taken at the moment.")
                    : handled(request);
            if (order && loseNext.compareAndSet(true, false)) {
                return null;
            }
            if (silent) {
                end.await(1, TimeUnit.HOURS); // never answered, even if it speaks again
                return null;
            }
            return garbleNext.compareAndSet(true, false)
                    ? new Answer(answer.status(), answer.json().substring(0, answer.json().length() / 2)) : answer;
        }

        @Override
        public boolean opened(Stream stream, Request request) {
            return !down && tokens.contains(token(request));
        }

        @Override
        public void said(Stream stream, String text) {
            String[] words = text.split(" ", 2);
            if (words[0].equals("subscribe")) {
                stream.topics.add(words[1]);
                stream.send("{\"channel\":\"subscribed\",\"topic\":\"" + words[1] + "\"}");
            } else {
                stream.topics.remove(words[1]);
            }
        }
    }

    private Answer handled(Request request) {
        if (down) {
            return new Answer(503, "{\"code\":\"DOWN\",\"text\":\"Down for maintenance.\"}");
        }
        if (request.path().equals("/session")) {
            return session(request);
        }
        if (!tokens.contains(token(request))) {
            return new Answer(401, "{\"code\":\"TOKEN\",\"text\":\"The token is not valid.\"}");
        }
        try {
            return new Answer(200, result(request));
        } catch (Refused e) {
            return refused(e.code, e.getMessage());
        } catch (IllegalArgumentException | ArithmeticException e) {
            return refused("QUANTITY", "Expected whole numbers: " + String.valueOf(e.getMessage()).replace('"', ' '));
        }
    }

    private static String token(Request request) {
        return request.headers().getOrDefault("authorization", "").replace("Bearer ", "");
    }

    private Answer session(Request request) {
        if (refusesKeys || !request.headers().getOrDefault("appkey", "").equals(KEY)) {
            return new Answer(401, "{\"code\":\"KEY\",\"text\":\"The key is not valid.\"}");
        }
        String token = UUID.randomUUID().toString();
        tokens.add(token);
        return new Answer(200, "{\"token\":\"" + token + "\"}");
    }

    private static Answer refused(String code, String text) {
        return new Answer(422, "{\"code\":\"" + code + "\",\"text\":\"" + text + "\"}");
    }

    private String result(Request r) throws Refused {
        Instant now = now();
        String account = r.get("account");
        String symbol = r.get("symbol");
        if (!account.isEmpty() && !market.hasAccount(account)) {
            throw new Refused("ACCOUNT", "There is no account " + account + ".");
        }
        if (!symbol.isEmpty() && !Market.knows(symbol)) {
            throw new Refused("SYMBOL", "There is no symbol " + symbol + ".");
        }
        return switch (r.path()) {
            case "/time" -> "{\"time\":\"" + time(now) + "\"}";
            case "/accounts" -> list("accounts", market.accounts().stream().map(a -> "{\"id\":\"" + a + "\"}")
                    .toList());
            case "/symbols" -> list("symbols", Market.symbols().stream().map(s -> "{\"code\":\"" + s
                    + "\",\"name\":\"Demo " + s + "\",\"tick\":" + Market.TICK + ",\"lot\":1}").toList());
            case "/quote" -> quote(symbol, now);
            case "/book" -> book(symbol, now);
            case "/candles" -> candles(r, now);
            case "/balance" -> "{\"cash\":%d,\"buyingPower\":%d,\"equity\":%d,\"time\":\"%s\"}".formatted(
                    market.cash(account), market.buyingPower(account), market.cash(account) + worth(account, now),
                    time(now));
            case "/positions" -> list("positions", market.held(account).entrySet().stream()
                    .map(held -> position(account, held.getKey(), held.getValue(), now)).toList());
            case "/orders" -> page("orders", market.open(account).stream().map(Simulator::json).toList(), r);
            case "/trades" -> page("trades", market.trades(account, LocalDateTime.parse(r.get("since"))).stream()
                    .map(Simulator::json).toList(), r);
            case "/order" -> taken(market.place(account, symbol, r.get("side").equals("BUY"),
                    r.get("type").equals("MARKET"), Long.parseLong(r.get("quantity")),
                    r.get("price").isEmpty() ? 0 : Long.parseLong(r.get("price")), r.get("name"), now).id(), now);
            case "/change" -> taken(market.change(account, Long.parseLong(r.get("order")),
                    Long.parseLong(r.get("quantity")), Long.parseLong(r.get("price")), now).id(), now);
            case "/cancel" -> {
                market.cancel(account, Long.parseLong(r.get("order")), now);
                yield taken(Long.parseLong(r.get("order")), now);
            }
            default -> throw new Refused("PATH", "There is no " + r.path() + ".");
        };
    }

    private static String taken(long order, Instant now) {
        return "{\"order\":\"" + order + "\",\"at\":\"" + time(now) + "\"}";
    }

    private static String quote(String symbol, Instant now) {
        return ("{\"channel\":\"quotes\",\"symbol\":\"%s\",\"time\":\"%s\",\"last\":%d,\"size\":1,\"bid\":%d,"
                + "\"ask\":%d,\"depth\":1000,\"volume\":100000}").formatted(symbol, time(now),
                Market.price(symbol, now), Market.bid(symbol, now), Market.ask(symbol, now));
    }

    private static String book(String symbol, Instant now) {
        return "{\"channel\":\"books\",\"symbol\":\"%s\",\"time\":\"%s\",\"bids\":%s,\"asks\":%s}".formatted(symbol,
                time(now), levels(Market.bid(symbol, now), -Market.TICK), levels(Market.ask(symbol, now), Market.TICK));
    }

    private static String levels(long best, long step) {
        List<String> levels = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            levels.add("[" + (best + i * step) + "," + 1_000 * (i + 1) + "]");
        }
        return "[" + String.join(",", levels) + "]";
    }

    /** The newest of the range, newest first, and whether there are more before them. */
    private String candles(Request r, Instant now) {
        boolean day = r.get("frame").equals("1d");
        Instant from = LocalDateTime.parse(r.get("from")).atZone(Market.ZONE).toInstant();
        Instant at = LocalDateTime.parse(r.get("to")).atZone(Market.ZONE).toInstant();
        at = at.isAfter(now) ? now : at;
        List<String> found = new ArrayList<>();
        while (!at.isBefore(from) && found.size() < CANDLES_A_PAGE) {
            Candle candle = Market.candle(r.get("symbol"), day, at, now);
            if (candle.open().isBefore(from)) {
                break;
            }
            found.add("{\"open\":\"%s\",\"first\":%d,\"high\":%d,\"low\":%d,\"last\":%d,\"volume\":%d}".formatted(
                    time(candle.open()), candle.first(), candle.high(), candle.low(), candle.last(), candle.volume()));
            at = candle.open().minusMillis(1);
        }
        return "{\"candles\":[" + String.join(",", found) + "],\"more\":" + (found.size() == CANDLES_A_PAGE) + "}";
    }

    private long worth(String account, Instant now) {
        return market.held(account).entrySet().stream().mapToLong(h -> h.getValue() * Market.price(h.getKey(), now))
                .sum();
    }

    private String position(String account, String symbol, long quantity, Instant now) {
        return "{\"symbol\":\"%s\",\"quantity\":%d,\"sellable\":%d,\"paid\":%d,\"price\":%d}".formatted(symbol,
                quantity, market.sellable(account, symbol), market.paid(account, symbol), Market.price(symbol, now));
    }

    private static String json(Order o) {
        return ("{\"id\":\"%d\",\"account\":\"%s\",\"symbol\":\"%s\",\"side\":\"%s\",\"type\":\"%s\",\"quantity\":%d,"
                + "\"price\":%d,\"status\":\"%s\",\"filled\":%d,\"average\":%d,\"fee\":%d,\"name\":\"%s\","
                + "\"created\":\"%s\",\"updated\":\"%s\"}").formatted(o.id(), o.account(), o.symbol(),
                o.buy() ? "BUY" : "SELL", o.market() ? "MARKET" : "LIMIT", o.quantity(), o.price(), o.status(),
                o.filled(), o.average(), o.fee(), o.name(), time(o.created()), time(o.updated()));
    }

    private static String json(Trade t) {
        return ("{\"id\":\"T%d\",\"order\":\"%d\",\"name\":\"%s\",\"symbol\":\"%s\",\"side\":\"%s\",\"quantity\":%d,"
                + "\"price\":%d,\"fee\":%d,\"time\":\"%s\"}").formatted(t.id(), t.order().id(), t.order().name(),
                t.order().symbol(), t.order().buy() ? "BUY" : "SELL", t.quantity(), t.price(), t.fee(),
                time(t.time()));
    }

    private static String list(String name, List<String> all) {
        return "{\"" + name + "\":[" + String.join(",", all) + "]}";
    }

    private static String page(String name, List<String> all, Request r) {
        int from = Integer.parseInt(r.get("page")) * PAGE;
        String shown = all.stream().skip(from).limit(PAGE).collect(Collectors.joining(","));
        return "{\"" + name + "\":[" + shown + "],\"more\":" + (all.size() > from + PAGE) + "}";
    }

    private static String time(Instant at) {
        return at.atZone(Market.ZONE).format(TIME);
    }
}
