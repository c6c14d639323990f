package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.net.http.HttpClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;

/** One connection, from connect until it ends: calls, stream, listeners. */
final class Session implements KisStream.Receiver {

    /** Even without trades there is PINGPONG. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);
    private static final Duration WATCH = Duration.ofSeconds(15);

    final KisRest rest;
    final MarketReader market;
    final OrderReader orders;
    final Set<AccountId> checkedAccounts = ConcurrentHashMap.newKeySet();

    private final KisSettings settings;
    private final FillBook book;
    private final TimeSource time;
    private final String threadPrefix;
    private final GatewayListener listener;
    private final BiConsumer<String, NoticeDecoder.Notice> audit;
    private final ExecutorService threads;
    private final HttpClient streamClient;
    private final Dispatcher dispatcher;
    private final Topics<SymbolId, Quote> quotes = new Topics<>();
    private final Topics<SymbolId, OrderBook> books = new Topics<>();
    private final Topics<AccountId, OrderEvent> orderEvents = new Topics<>();
    private final Map<SymbolId, Instant> quoteTimes = new ConcurrentHashMap<>();
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile KisStream stream;
    private volatile Subscription watch = () -> { };

    Session(KisSettings settings, KisRest rest, FillBook book, TimeSource time, String threadPrefix,
            GatewayListener listener, BiConsumer<String, NoticeDecoder.Notice> audit) {
        this.audit = audit;
        this.settings = settings;
        this.rest = rest;
        this.book = book;
        this.time = time;
        this.threadPrefix = threadPrefix;
        this.listener = listener;
        this.market = new MarketReader(rest, time);
        this.orders = new OrderReader(rest, book, time);
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(threadPrefix + "stream-", 0)
                .factory());
        this.streamClient = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).executor(threads).build();
        this.dispatcher = new Dispatcher(threadPrefix + "events", () -> lose(T.get("events.overrun")));
    }

    /** Signs in and opens the stream. */
    void open(RequestLimiter limiter) throws BrokerException, InterruptedException {
        rest.signIn();
        stream = KisStream.open(streamClient, settings.stream(), rest.approval(), limiter, this, time);
        watch = time.scheduleWithFixedDelay(threadPrefix + "watch", WATCH, this::listenForSilence);
        if (ended.get()) {
            close();
        }
    }

    boolean isOpen() {
        return !ended.get();
    }

    GatewayListener listener() {
        return listener;
    }

    /** Run again and again: a line may be dead and say nothing of it. */
    void listenForSilence() {
        if (stream.silence().compareTo(LONGEST_SILENCE) > 0) {
            lose(T.format("stream.silent", LONGEST_SILENCE.toSeconds()));
        }
    }

    @Override
    public void ended(String why) {
        lose(why);
    }

    /** The connection is gone, and is told to be once. */
    private void lose(String why) {
        if (ended.compareAndSet(false, true)) {
            Thread.ofVirtual().name(threadPrefix + "end").start(() -> {
                silence();
                listener.onConnectionLost(new BrokerException(ErrorCategory.NETWORK, why));
                close();
            });
        }
    }

    /** Ends it as asked. */
    void end() {
        ended.set(true);
        close();
    }

    /** Nobody is told anything any more. */
    private void silence() {
        quotes.clear();
        books.clear();
        orderEvents.clear();
        dispatcher.close();
    }

    private void close() {
        watch.close();
        silence();
        KisStream open = stream;
        if (open != null) {
            open.close();
        }
        streamClient.shutdownNow();
        rest.close();
        threads.shutdownNow();
    }

    Subscription quotes(Set<SymbolId> symbols, Consumer<Quote> to) throws BrokerException, InterruptedException {
        Topics<SymbolId, Quote>.Feed feed = quotes.add(symbols, to);
        register("H0STCNT0", symbols, feed::close, quotes);
        background("snapshot", () -> {
            for (SymbolId symbol : feed.keys.stream().sorted().toList()) {
                if (!feed.isServed(symbol)) {
                    Quote quote = timed(market.quote(symbol, Lane.MARKET_DATA));
                    dispatcher.market(() -> feed.begin(symbol, quote));
                }
            }
        });
        return () -> {
            feed.close();
            deregister("H0STCNT0", feed.keys, quotes);
        };
    }

    Subscription books(Set<SymbolId> symbols, Consumer<OrderBook> to) throws BrokerException, InterruptedException {
        Topics<SymbolId, OrderBook>.Feed feed = books.add(symbols, to);
        register("H0STASP0", symbols, feed::close, books);
        background("snapshot", () -> {
            for (SymbolId symbol : feed.keys.stream().sorted().toList()) {
                if (!feed.isServed(symbol)) {
                    OrderBook now = market.book(symbol);
                    dispatcher.market(() -> feed.begin(symbol, now));
                }
            }
        });
        return () -> {
            feed.close();
            deregister("H0STASP0", feed.keys, books);
        };
    }

    /** All that is known is read first, so that what comes later is told as what is new. */
    Subscription orders(AccountId account, Consumer<OrderEvent> to) throws BrokerException, InterruptedException {
        orders.read(account, Clock.today(time.now()), OrderReader.ALL, "");
        stream.register(settings.paper() ? "H0STCNI9" : "H0STCNI0", settings.htsId());
        return orderEvents.add(Set.of(account), to)::close;
    }

    private <V> void register(String channel, Set<SymbolId> symbols, Runnable undo, Topics<SymbolId, V> topics)
            throws BrokerException, InterruptedException {
        try {
            for (SymbolId symbol : symbols.stream().sorted().toList()) {
                stream.register(channel, symbol.code());
            }
        } catch (BrokerException | InterruptedException e) {
            undo.run();
            deregister(channel, symbols, topics);
            throw e;
        }
    }

    private <V> void deregister(String channel, Set<SymbolId> symbols, Topics<SymbolId, V> topics) {
        for (SymbolId symbol : symbols) {
            if (!topics.isWanted(symbol)) {
                stream.deregister(channel, symbol.code());
            }
        }
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
                unreadable(e);
            } catch (InterruptedException e) {
                // the session ends
            }
        });
    }

    @Override
    public void frame(Frame frame, String plain) throws BrokerException {
        switch (frame.id()) {
            case "H0STCNT0" -> {
                for (Frame.Row row : frame.rows(Layout.TRADES)) {
                    tell(timed(QuoteDecoder.quote(row)));
                }
            }
            case "H0STASP0" -> {
                for (Frame.Row row : frame.rows(Layout.BOOK)) {
                    OrderBook now = QuoteDecoder.book(row, time.now());
                    books.of(now.symbol()).forEach(f -> dispatcher.market(() -> f.tell(now.symbol(), now)));
                }
            }
            case "H0STCNI0", "H0STCNI9" -> notices(new Frame(false, frame.id(), frame.count(), plain));
            default -> { } // nothing else was registered
        }
    }

    private void tell(Quote quote) {
        quotes.of(quote.symbol()).forEach(f -> dispatcher.market(() -> f.tell(quote.symbol(), quote)));
    }

    /** Stamps are whole seconds of several clocks: a quote is never older than the one before. */
    private Quote timed(Quote q) {
        Instant at = quoteTimes.merge(q.symbol(), q.time(), (before, now) -> now.isBefore(before) ? before : now);
        return at.equals(q.time()) ? q : new Quote(q.symbol(), at, q.last(), q.lastSize(), q.open(), q.high(), q.low(),
                q.previousClose(), q.volume(), q.bid(), q.bidSize(), q.ask(), q.askSize());
    }

    Quote asked(Quote quote) {
        return timed(quote);
    }

    private void notices(Frame plain) throws BrokerException {
        Layout layout = NoticeDecoder.layout(plain);
        for (Frame.Row row : plain.rows(layout)) {
            NoticeDecoder.Notice notice = NoticeDecoder.notice(row, layout);
            audit.accept(plain.id(), notice);
            FillBook.Effect effect = book.heard(notice, time.now());
            tell(notice.account(), effect.events());
            if (effect.doubt()) {
                background("doubt", () -> tell(notice.account(), orders.read(notice.account(),
                        Clock.today(time.now()), OrderReader.ALL, "").events()));
            }
        }
    }

    void tell(AccountId account, List<OrderEvent> events) {
        for (OrderEvent event : events) {
            orderEvents.of(account).forEach(f -> dispatcher.order(() -> f.tell(account, event)));
        }
    }

    @Override
    public void unreadable(BrokerException problem) {
        if (isOpen()) {
            listener.onNotice(problem.getMessage());
        }
    }
}
