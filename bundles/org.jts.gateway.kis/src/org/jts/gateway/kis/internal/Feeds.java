package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;

/** Who listens to what over one connection: registers it, reads its frames, and passes on what they say. */
final class Feeds {

    private static final String BAR = "|";
    private final KisSettings settings;
    private final Reads reads;
    private final FillBook book;
    private final TimeSource time;
    private final String threadPrefix;
    private final Dispatcher dispatcher;
    private final Consumer<BrokerException> problems;
    private final BiConsumer<String, NoticeDecoder.Notice> audit;
    private final Topics<SymbolId, Quote> quotes = new Topics<>();
    private final Topics<SymbolId, OrderBook> books = new Topics<>();
    private final Topics<AccountId, OrderEvent> orderEvents = new Topics<>();
    private final Topics<String, Frame> raw = new Topics<>();
    /** How many want a registration, by {@code channel|key}; gone at 0. */
    private final Map<String, Integer> uses = new ConcurrentHashMap<>();
    private final Map<SymbolId, Instant> quoteTimes = new ConcurrentHashMap<>();
    private volatile StreamPool streams;

    Feeds(KisSettings settings, Reads reads, FillBook book, TimeSource time, String threadPrefix,
            Dispatcher dispatcher, Consumer<BrokerException> problems,
            BiConsumer<String, NoticeDecoder.Notice> audit) {
        this.settings = settings;
        this.reads = reads;
        this.book = book;
        this.time = time;
        this.threadPrefix = threadPrefix;
        this.dispatcher = dispatcher;
        this.problems = problems;
        this.audit = audit;
    }

    void use(StreamPool pool) {
        streams = pool;
    }

    /** Nobody is told anything any more. */
    void clear() {
        quotes.clear();
        books.clear();
        orderEvents.clear();
        raw.clear();
    }

    /**
     * All frames of any channel, decrypted, as they come, those of other keys too; {@link #keys} tells which there are.
     */
    Subscription raw(String channel, String key, Consumer<Frame> to) throws BrokerException, InterruptedException {
        Topics<String, Frame>.Feed feed = raw.add(Set.of(channel), to);
        try {
            acquire(channel, key);
        } catch (BrokerException | InterruptedException e) {
            feed.close();
            throw e;
        }
        return once(() -> {
            feed.close();
            release(channel, key);
        });
    }

    /** The keys that are registered for a channel, whoever wants them. */
    Set<String> keys(String channel) {
        String start = channel + BAR;
        return uses.keySet().stream().filter(n -> n.startsWith(start)).map(n -> n.substring(start.length()))
                .collect(Collectors.toSet());
    }

    /** A registration is held as long as anybody wants it: prices, books, notices, or a channel by its name. */
    private void acquire(String channel, String key) throws BrokerException, InterruptedException {
        acquire(channel + BAR + key, () -> streams.register(channel, key));
    }

    private void acquireNotices(String channel) throws BrokerException, InterruptedException {
        try {
            acquire(channel + BAR + settings.htsId(), () -> streams.registerNotices(channel, settings.htsId()));
        } catch (BrokerException e) {
            if (e.category() != ErrorCategory.VALIDATION) {
                throw e;
            }
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("hts.unknown", settings.htsId(),
                    e.getMessage()), e);
        }
    }

    /** It is counted before it is asked for, so that nobody who lets go meanwhile ends it. */
    private void acquire(String name, Work register) throws BrokerException, InterruptedException {
        uses.merge(name, 1, Integer::sum);
        boolean done = false;
        try {
            register.run();
            done = true;
        } finally {
            if (!done) {
                letGo(name);
            }
        }
    }

    /** @return whether nobody wants it any more */
    private boolean letGo(String name) {
        return uses.computeIfPresent(name, (same, count) -> count == 1 ? null : count - 1) == null;
    }

    private void release(String channel, String key) {
        if (letGo(channel + BAR + key)) {
            streams.deregister(channel, key);
            if (uses.containsKey(channel + BAR + key)) {
                // somebody came while it was ended
                background("again", () -> streams.register(channel, key));
            }
        }
    }

    /** What is closed twice is closed once. */
    private static Subscription once(Runnable close) {
        AtomicBoolean closed = new AtomicBoolean();
        return () -> {
            if (closed.compareAndSet(false, true)) {
                close.run();
            }
        };
    }

    Subscription quotes(Set<SymbolId> symbols, Consumer<Quote> to) throws BrokerException, InterruptedException {
        return subscribe(Feeds::tradesOf, quotes, symbols, to, symbol -> timed(reads.of(symbol).quote(symbol,
                Lane.MARKET_DATA)));
    }

    Subscription books(Set<SymbolId> symbols, Consumer<OrderBook> to) throws BrokerException, InterruptedException {
        return subscribe(Feeds::bookOf, books, symbols, to, symbol -> reads.of(symbol).book(symbol));
    }

    private static String tradesOf(Venue venue) {
        return venue.isUs() ? "HDFSCNT0" : "H0STCNT0";
    }

    private static String bookOf(Venue venue) {
        return venue.isUs() ? "HDFSASP0" : "H0STASP0";
    }

    /** Which channel tells it, by market. */
    @FunctionalInterface
    private interface Channel {
        String of(Venue venue);
    }

    /** How it stands now. */
    @FunctionalInterface
    private interface Picture<V> {
        V of(SymbolId symbol) throws BrokerException, InterruptedException;
    }

    private <V> Subscription subscribe(Channel channel, Topics<SymbolId, V> topics, Set<SymbolId> symbols,
            Consumer<V> to, Picture<V> picture) throws BrokerException, InterruptedException {
        if (settings.paper() && symbols.stream().anyMatch(s -> Venue.of(s).isUs())) {
            throw new BrokerException(ErrorCategory.UNSUPPORTED, T.get("us.stream"));
        }
        Topics<SymbolId, V>.Feed feed = topics.add(symbols, to);
        List<SymbolId> held = new ArrayList<>();
        try {
            for (SymbolId symbol : symbols.stream().sorted().toList()) {
                acquire(channel.of(Venue.of(symbol)), Venue.of(symbol).key(symbol));
                held.add(symbol);
            }
        } catch (BrokerException | InterruptedException e) {
            feed.close();
            release(channel, held);
            throw e;
        }
        background("snapshot", () -> {
            for (SymbolId symbol : feed.keys.stream().sorted().toList()) {
                if (!feed.isServed(symbol)) {
                    V now = picture.of(symbol);
                    dispatcher.market(() -> feed.begin(symbol, now));
                }
            }
        });
        return once(() -> {
            feed.close();
            release(channel, held);
        });
    }

    private void release(Channel channel, List<SymbolId> symbols) {
        symbols.forEach(s -> release(channel.of(Venue.of(s)), Venue.of(s).key(s)));
    }

    /** All that is known is read first, so that what comes later is told as what is new. */
    Subscription orders(AccountId account, Consumer<OrderEvent> to) throws BrokerException, InterruptedException {
        reads.begin(account);
        if (settings.markets().korea()) {
            acquireNotices(settings.paper() ? "H0STCNI9" : "H0STCNI0");
        }
        if (settings.markets().us()) {
            acquireNotices(settings.paper() ? "H0GSCNI9" : "H0GSCNI0");
        }
        return orderEvents.add(Set.of(account), to)::close;
    }

    /** What is done in the background. */
    @FunctionalInterface
    private interface Work {
        void run() throws BrokerException, InterruptedException;
    }

    private void background(String name, Work work) {
        Thread.ofVirtual().name(threadPrefix + name).start(() -> {
            try {
                work.run();
            } catch (BrokerException e) {
                problems.accept(e);
            } catch (InterruptedException e) {
                // the session ends
            }
        });
    }

    void frame(Frame frame, String plain) throws BrokerException {
        for (var feed : raw.of(frame.id())) {
            Frame open = new Frame(false, frame.id(), frame.count(), plain);
            dispatcher.market(() -> feed.tell(frame.id(), open));
        }
        switch (frame.id()) {
            case "H0STCNT0" -> {
                for (Frame.Row row : frame.rows(Layout.TRADES)) {
                    tell(QuoteDecoder.quote(row));
                }
            }
            case "HDFSCNT0" -> {
                for (Frame.Row row : frame.rows(Layout.US_TRADES)) {
                    tell(UsDecoder.quote(row));
                }
            }
            case "H0STASP0" -> {
                for (Frame.Row row : frame.rows(Layout.BOOK)) {
                    tell(QuoteDecoder.book(row, time.now()));
                }
            }
            case "HDFSASP0" -> {
                for (Frame.Row row : frame.rows(Layout.US_BOOK)) {
                    tell(UsDecoder.book(row));
                }
            }
            case "H0STCNI0", "H0STCNI9", "H0GSCNI0", "H0GSCNI9" -> notices(new Frame(false, frame.id(),
                    frame.count(), plain));
            default -> { } // nothing else was registered
        }
    }

    private void tell(Quote read) {
        Quote quote = timed(read);
        quotes.of(quote.symbol()).forEach(f -> dispatcher.market(() -> f.tell(quote.symbol(), quote)));
    }

    private void tell(OrderBook now) {
        books.of(now.symbol()).forEach(f -> dispatcher.market(() -> f.tell(now.symbol(), now)));
    }

    /** Stamps are whole seconds of several clocks: a quote is never older than the one before. */
    Quote timed(Quote q) {
        Instant at = quoteTimes.merge(q.symbol(), q.time(), (before, now) -> now.isBefore(before) ? before : now);
        return at.equals(q.time()) ? q : new Quote(q.symbol(), at, q.last(), q.lastSize(), q.open(), q.high(), q.low(),
                q.previousClose(), q.volume(), q.bid(), q.bidSize(), q.ask(), q.askSize());
    }

    private void notices(Frame plain) throws BrokerException {
        Layout layout = NoticeDecoder.layout(plain);
        for (Frame.Row row : plain.rows(layout)) {
            NoticeDecoder.Notice notice = NoticeDecoder.notice(row, layout);
            if (notice == null) {
                continue;
            }
            audit.accept(plain.id(), notice);
            FillBook.Effect effect = book.heard(notice, time.now());
            tell(notice.account(), effect.events());
            if (effect.doubt()) {
                boolean us = Venue.of(notice.symbol()).isUs();
                background("doubt", () -> reads.orders.read(notice.account(), us, time.now().atZone(Venue.of(
                        notice.symbol()).zone()).toLocalDate()));
            }
        }
    }

    void tell(AccountId account, List<OrderEvent> events) {
        for (OrderEvent event : events) {
            orderEvents.of(account).forEach(f -> dispatcher.order(() -> f.tell(account, event)));
        }
    }
}
