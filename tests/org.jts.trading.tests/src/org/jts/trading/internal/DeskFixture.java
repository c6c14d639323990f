package org.jts.trading.internal;

import static org.jts.testkit.Samples.ACCOUNT;
import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.SEOUL;
import static org.jts.testkit.Samples.dec;
import static org.jts.testkit.Samples.paperAccount;
import static org.jts.testkit.Samples.stock;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.FeedListener;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.OrderLimits;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.FakeRegistry;
import org.jts.trading.internal.journal.DeskJournal;

/** A desk with one connected broker, one paper account and one locked live account. */
final class DeskFixture implements AutoCloseable {

    static final AccountKey PAPER = new AccountKey(BROKER, ACCOUNT);
    private static final OrderOutcome NO_ANSWER =
            new OrderOutcome.Rejected(RejectReason.OTHER, "", "no answer prepared");
    static final AccountKey LIVE = new AccountKey(BROKER, new AccountId("LIVE-001"));

    final FakeTime time = new FakeTime();
    final FakeEventLog events = new FakeEventLog(time);
    final FakeRegistry registry = new FakeRegistry();
    final FakeAccountBook accounts = new FakeAccountBook();
    final FakeGateway gateway = new FakeGateway(BROKER).with(stock(SAMSUNG, "삼성전자")).with(paperAccount(ACCOUNT));
    final FakeConnection connection = new FakeConnection(gateway, time);
    final List<DeskOrder> told = new CopyOnWriteArrayList<>();
    final SymbolsOnly feed = new SymbolsOnly();
    final FakeDataFolder folder;
    final OrderDeskImpl desk;

    DeskFixture() {
        this(new FakeDataFolder());
    }

    DeskFixture(FakeDataFolder folder) {
        this(folder, Duration.ZERO);
    }

    /** @param later how long after {@link FakeTime#START} it starts */
    DeskFixture(FakeDataFolder folder, Duration later) {
        this(folder, later, List.of());
    }

    /** @param open the orders that are open at the broker */
    DeskFixture(FakeDataFolder folder, Duration later, List<Order> open) {
        this(folder, later, open, DeskJournal.Size.STANDARD);
    }

    DeskFixture(FakeDataFolder folder, Duration later, List<Order> open, DeskJournal.Size size) {
        this.folder = folder;
        time.advance(later);
        gateway.setOpenOrders(open);
        // What is not sent is tried again, by a clock that stands still here.
        gateway.onPlace(r -> NO_ANSWER);
        gateway.onModify(c -> NO_ANSWER);
        gateway.onCancel(c -> NO_ANSWER);
        desk = new OrderDeskImpl(registry, feed, accounts, time, events, folder, size);
        setLimits(Map.of());
        putAccount(PAPER, AccountType.PAPER);
        putAccount(LIVE, AccountType.LIVE);
        desk.listen(told::add);
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        Await.until("the desk has compared the account", () -> desk.followers.of(BROKER) != null
                && desk.followers.of(BROKER).gate().isOpen(ACCOUNT));
        awaitLook();
        Await.until("the desk knows its orders", () -> !desk.cancel("none").equals(
                new OrderOutcome.NotSent(Words.T.get("journal.reading"))));
    }

    /** Only the named limits, for all accounts. */
    void setLimits(Map<String, String> settings) {
        AccountLimits limits = limits(settings);
        desk.setLimits(account -> limits);
    }

    /** What is not named limits nothing. */
    static AccountLimits limits(Map<String, String> settings) {
        return new AccountLimits(key -> settings.getOrDefault(key, OrderLimits.OFF));
    }

    /** The line goes and comes, and the desk has looked at what the broker has now. */
    void reconnect() {
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        awaitLook();
    }

    /**
     * The desk looks, and is through with it: what is put at the broker from now on, no look before has seen. It looks
     * once at a time, so that the next one that begins tells of the end of the one before.
     */
    void awaitLook() {
        for (String which : List.of("looks", "has looked")) {
            int begun = gateway.accountReads();
            desk.followers.resync(BROKER);
            Await.until("the desk " + which, () -> gateway.accountReads() > begun);
        }
    }

    static OrderDraft limitBuy(long quantity, long price) {
        return new OrderDraft(PAPER, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(quantity),
                Optional.of(dec(price)), Optional.empty());
    }

    /** Looks again and again, as time goes by, until the one order that there is has this number at the broker. */
    void awaitOnlyIs(String number) {
        Await.until("followed as " + number, () -> {
            time.advance(Duration.ofSeconds(1));
            return desk.orders().size() == 1
                    && only().order().brokerOrderId().equals(Optional.of(new BrokerOrderId(number)));
        });
    }

    /**
     * Lets time go by until something has happened, and only while a timer is planned: on a busy machine it would else
     * be over for everybody before the desk has done what it waits for.
     *
     * @param timer what the name of the timer begins with
     */
    void awaitBy(String timer, String expected, Callable<Boolean> condition) {
        Await.until(expected, () -> {
            if (time.isPlanned(timer)) {
                time.advance(Duration.ofMillis(500));
            }
            return condition.call();
        });
    }

    DeskOrder only() {
        List<DeskOrder> all = desk.orders();
        if (all.size() != 1) {
            throw new AssertionError("expected one order, found " + all);
        }
        return all.getFirst();
    }

    Order reported(OrderRequest r, String brokerId, OrderStatus status, long filled) {
        return new Order(Optional.of(r.clientOrderId()), Optional.of(new BrokerOrderId(brokerId)), r.account(),
                r.symbol(), r.side(), r.type(), r.timeInForce(), r.quantity(), r.limitPrice(), r.stopPrice(), status,
                dec(filled), filled == 0 ? Optional.empty() : r.limitPrice(), BigDecimal.ZERO, time.now(), time.now(),
                Optional.empty());
    }

    Execution execution(OrderRequest r, String brokerId, String id, long quantity) {
        return new Execution(new ExecutionId(id), new BrokerOrderId(brokerId), Optional.of(r.clientOrderId()),
                r.account(), r.symbol(), r.side(), dec(quantity), r.limitPrice().orElseThrow(), dec(10), dec(0),
                CurrencyCode.KRW, time.now());
    }

    private void putAccount(AccountKey key, AccountType type) {
        Account account = new Account(key.account(), "Account", type, CurrencyCode.KRW, false);
        accounts.put(new AccountSnapshot(key, account,
                List.of(new Balance(key.account(), CurrencyCode.KRW, dec(1_000_000), dec(1_000_000), dec(1_000_000),
                        time.now())),
                List.of(new Position(key.account(), SAMSUNG, "삼성전자", CurrencyCode.KRW, dec(5), dec(3), dec(70_000),
                        dec(71_000))),
                Optional.of(time.now()), Optional.empty()));
    }

    @Override
    public void close() {
        desk.close();
        folder.close();
    }

    /** Traded in New York, in dollars. */
    static final Symbol APPLE = new Symbol(new SymbolId("NASDAQ", "AAPL"), "Apple", "NASDAQ", Optional.empty(),
            CurrencyCode.USD, ZoneId.of("America/New_York"), stock(HYNIX, "x").ticks(), BigDecimal.ONE,
            Optional.empty(), true);

    /**
     * From now on the broker answers orders when it may.
     *
     * @param answer until then it holds the answer back
     * @return counted down when it has an order
     */
    CountDownLatch holdOrders(CountDownLatch answer, Supplier<OrderOutcome> outcome) {
        CountDownLatch atTheBroker = new CountDownLatch(1);
        gateway.onPlace(request -> {
            atTheBroker.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
            return outcome.get();
        });
        return atTheBroker;
    }

    /** Knows two symbols, one of them halted, what else a test gives, and the price that it gives. */
    static final class SymbolsOnly implements MarketFeed {

        volatile Optional<LiveQuote> quote = Optional.empty();

        /** Whether the broker's symbols are there already. */
        volatile boolean known = true;

        /** What is traded elsewhere, beside the two. */
        volatile List<Symbol> more = List.of(APPLE);

        private static final Symbol HALTED = new Symbol(HYNIX, "SK하이닉스", "KOSPI", Optional.empty(),
                CurrencyCode.KRW, SEOUL, stock(HYNIX, "x").ticks(), BigDecimal.ONE,
                Optional.of(dec(5_000)), false);

        @Override
        public List<Symbol> symbols(BrokerId broker) {
            return known ? Stream.concat(Stream.of(stock(SAMSUNG, "삼성전자"), HALTED), more.stream()).toList()
                    : List.of();
        }

        @Override
        public Optional<Symbol> symbol(BrokerId broker, SymbolId symbol) {
            return symbols(broker).stream().filter(s -> s.id().equals(symbol)).findFirst();
        }

        @Override
        public Optional<LiveQuote> latest(BrokerId broker, SymbolId symbol) {
            return quote;
        }

        @Override
        public Subscription watch(BrokerId broker, Set<SymbolId> symbols, FeedListener listener) {
            return () -> { };
        }

        @Override
        public Subscription watchOrderBook(BrokerId broker, SymbolId symbol, OrderBookListener listener) {
            return () -> { };
        }

        @Override
        public Optional<OrderBook> latestOrderBook(BrokerId broker, SymbolId symbol) {
            return Optional.empty();
        }

        @Override
        public CandleSeries candles(BrokerId broker, CandleQuery query) {
            throw new UnsupportedOperationException("the desk reads no candles");
        }

        @Override
        public Subscription listenSymbols(Runnable listener) {
            return () -> { };
        }
    }
}
