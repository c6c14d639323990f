package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.exchange.MarketTrade;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Kind;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisJson;
import org.jts.simulator.kis.KisFaults;

/** The real-time side: sessions, registrations, frames. Thread-safe. */
final class Streams {

    /** What has a market or an account behind it. */
    private static final Set<String> SIMULATED = Set.of("H0STCNT0", "H0STASP0", "H0STCNI0", "H0STCNI9",
            "HDFSCNT0", "HDFSASP0", "H0GSCNI0", "H0GSCNI9");
    private static final int MOST = 41;
    private static final String OK = "0";
    private static final String REFUSED = "1";
    private static final String CONTROL = "9";

    private final World world;
    private final OAuth oauth;
    private final KisFaults faults;
    private final FrameWriter frames;
    private final Set<StreamSession> sessions = ConcurrentHashMap.newKeySet();
    /** What traded since the last flush; guarded by itself. */
    private final Map<SymbolId, List<MarketTrade>> trades = new LinkedHashMap<>();
    private final Map<SymbolId, OrderBook> books = new LinkedHashMap<>();

    Streams(World world, OAuth oauth, KisFaults faults) {
        this.world = world;
        this.oauth = oauth;
        this.faults = faults;
        this.frames = new FrameWriter(world.config().wideFrames());
    }

    private String noticeChannel(boolean us) {
        return (us ? "H0GSCNI" : "H0STCNI") + (world.config().paper() ? "9" : "0");
    }

    private boolean isNotice(String id) {
        return id.equals(noticeChannel(false)) || id.equals(noticeChannel(true));
    }

    void opened(StreamSession session) {
        sessions.add(session);
    }

    void closed(StreamSession session) {
        sessions.remove(session);
    }

    int sessions() {
        return (int) sessions.stream().filter(s -> s.appKey != null).count();
    }

    void cut() {
        sessions.forEach(StreamSession::cut);
    }

    void cut(String appKey) {
        sessions.stream().filter(s -> appKey.equals(s.appKey)).forEach(StreamSession::cut);
    }

    void ping() {
        if (!faults.mutesStreams()) {
            world.catchUp();
            String text = KisJson.write(Map.of("header", header("PINGPONG", "datetime",
                    Texts.day(world.now()) + Texts.clock(world.now()))));
            sessions.forEach(s -> s.send(text));
        }
    }

    private static Map<String, Object> header(String id, String name, String value) {
        Map<String, Object> header = new LinkedHashMap<>();
        header.put("tr_id", id);
        header.put(name, value);
        return header;
    }

    /** A message of the client: a registration, its end, or the echo of a PINGPONG. */
    void message(StreamSession session, String text) {
        Map<String, Object> message;
        try {
            message = KisJson.readObject(text);
        } catch (IOException e) {
            session.send(control("(null)", "", CONTROL, "OPSP9990", "JSON PARSING ERROR", null));
            return;
        }
        Map<?, ?> header = map(message.get("header"));
        if ("PINGPONG".equals(header.get("tr_id"))) {
            return;
        }
        Map<?, ?> input = map(map(message.get("body")).get("input"));
        String answer = register(session, header, String.valueOf(input.get("tr_id")),
                String.valueOf(input.get("tr_key")));
        if (!faults.mutesStreams()) {
            session.send(answer);
        }
        if (faults.closesRefusedStreams() && session.appKey == null) {
            session.cut();
        }
    }

    private String register(StreamSession session, Map<?, ?> header, String id, String key) {
        Optional<String> appKey = oauth.approved(String.valueOf(header.get("approval_key")));
        if (appKey.isEmpty()) {
            return control(id, key, CONTROL, "OPSP0011", "invalid approval : NOT FOUND", null);
        }
        if (!takeKey(session, appKey.orElseThrow())) {
            return control("(null)", "", CONTROL, "OPSP8996", "ALREADY IN USE appkey", null);
        }
        KisApi api = KisCatalog.get().byId(id).filter(a -> a.kind() == Kind.WEBSOCKET)
                .filter(a -> a.ids(world.config().environment()).containsValue(id)).orElse(null);
        if (api == null) {
            return control(id, key, CONTROL, "OPSP8991", "invalid tr_id : NOT FOUND", null);
        }
        if (!isKey(id, key)) {
            return control(id, key, CONTROL, "OPSP8992", "invalid tr_key : NOT FOUND", null);
        }
        return switch (String.valueOf(header.get("tr_type"))) {
            case "1" -> subscribe(session, id, key);
            case "2" -> session.registered.remove(id + "|" + key)
                    ? control(id, key, OK, "OPSP0001", "UNSUBSCRIBE SUCCESS", null)
                    : control(id, key, REFUSED, "OPSP0003", "UNSUBSCRIBE ERROR(not found!)", null);
            default -> control(id, key, CONTROL, "OPSP8997", "invalid tr_type", null);
        };
    }

    private synchronized boolean takeKey(StreamSession session, String appKey) {
        if (sessions.stream().anyMatch(s -> s != session && appKey.equals(s.appKey))) {
            return false;
        }
        session.appKey = appKey;
        return true;
    }

    private boolean isKey(String id, String key) {
        if (isNotice(id)) {
            return key.equals(world.config().htsId());
        }
        if (id.equals("HDFSCNT0") || id.equals("HDFSASP0")) {
            return key.matches("[DR]\\w{3}.+") && world.us(key.substring(1, 4), key.substring(4)).isPresent();
        }
        return !id.startsWith("H0ST") || world.symbol(key).isPresent();
    }

    private String subscribe(StreamSession session, String id, String key) {
        if (session.registered.contains(id + "|" + key)) {
            return control(id, key, REFUSED, "OPSP0002", "ALREADY IN SUBSCRIBE", null);
        }
        if (session.registered.size() >= MOST) {
            return control(id, key, REFUSED, "OPSP0008", "MAX SUBSCRIBE OVER", null);
        }
        Cipher256 cipher = session.ciphers.computeIfAbsent(id, unused -> Cipher256.fresh());
        session.registered.add(id + "|" + key);
        return control(id, key, OK, "OPSP0000", "SUBSCRIBE SUCCESS", cipher);
    }

    private String control(String id, String key, String rtCd, String code, String text, Cipher256 cipher) {
        Map<String, Object> header = header(id, "tr_key", key);
        header.put("encrypt", isNotice(id) && cipher != null ? "Y" : "N");
        Map<String, Object> body = Reply.refused(rtCd, code, text).body();
        if (cipher != null) {
            Map<String, Object> output = new LinkedHashMap<>();
            output.put("iv", cipher.iv());
            output.put("key", cipher.key());
            body.put("output", output);
        }
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("header", header);
        message.put("body", body);
        return KisJson.write(message);
    }

    private static Map<?, ?> map(Object value) {
        return value instanceof Map<?, ?> map ? map : Map.of();
    }

    boolean isWanted(SymbolId symbol) {
        return sessions.stream().anyMatch(s -> s.registered.contains(trades(symbol))
                || s.registered.contains(books(symbol)));
    }

    private static String trades(SymbolId symbol) {
        return World.isUs(symbol) ? "HDFSCNT0|" + FrameWriter.name(symbol) : "H0STCNT0|" + symbol.code();
    }

    private static String books(SymbolId symbol) {
        return World.isUs(symbol) ? "HDFSASP0|" + FrameWriter.name(symbol) : "H0STASP0|" + symbol.code();
    }

    void trade(MarketTrade trade) {
        synchronized (trades) {
            trades.computeIfAbsent(trade.symbol(), unused -> new ArrayList<>()).add(trade);
        }
    }

    void book(OrderBook book) {
        synchronized (trades) {
            books.put(book.symbol(), book);
        }
    }

    /** Sends what has gathered: all trades of a symbol in one frame, the newest of its books in another. */
    void flush() {
        Map<SymbolId, List<MarketTrade>> traded;
        Map<SymbolId, OrderBook> changed;
        synchronized (trades) {
            traded = new LinkedHashMap<>(trades);
            changed = new LinkedHashMap<>(books);
            trades.clear();
            books.clear();
        }
        traded.forEach((symbol, list) -> {
            Quote quote = world.exchange.quote(symbol).orElseThrow();
            OrderBook book = world.exchange.orderBook(symbol).orElseThrow();
            send(trades(symbol), World.isUs(symbol) ? frames.usTrades(quote, list) : frames.trades(quote, book, list));
        });
        changed.forEach((symbol, book) -> send(books(symbol), World.isUs(symbol) ? frames.usBook(book)
                : frames.book(book)));
    }

    /** A record for each registration of a channel that is not simulated, so that its layout can be seen and read. */
    void fill() {
        for (StreamSession session : sessions) {
            for (String registration : session.registered) {
                int bar = registration.indexOf('|');
                String id = registration.substring(0, bar);
                if (!SIMULATED.contains(id)) {
                    send(session, frames.filler(id, registration.substring(bar + 1), world.now()));
                }
            }
        }
    }

    private void send(String registration, String frame) {
        for (StreamSession session : sessions) {
            if (session.registered.contains(registration)) {
                send(session, frame);
            }
        }
    }

    private void send(StreamSession session, String frame) {
        if (faults.mutesStreams()) {
            return;
        }
        session.send(frame);
        if (faults.duplicatesFrames()) {
            session.send(frame);
        }
    }

    /** Sends notices, encrypted, to whoever registered the customer's id. */
    void tell(List<Notice> notices) {
        if (faults.dropsNotices()) {
            return;
        }
        for (StreamSession session : sessions) {
            for (Notice notice : notices) {
                String channel = noticeChannel(notice.us());
                if (session.registered.contains(channel + "|" + world.config().htsId())) {
                    send(session, frames.notice(channel, world.config().htsId(), notice,
                            session.ciphers.get(channel)));
                }
            }
        }
    }
}
