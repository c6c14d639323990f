package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Answers.EXCHANGE;
import static org.jts.gateway.template.internal.Words.T;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.TimeInForce;
import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * Template Securities, as the workstation sees it. It keeps the whole contract against the simulator in its tests.
 * Where to go on: put the paths, names and codes of your broker into {@link Line} and {@link Answers}, one call at a
 * time, and let the contract kit tell what is missing. docs/plugin-guide.md goes along.
 */
// snippet: component
@Component(service = BrokerGateway.class, configurationPid = TemplateGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        property = BrokerGateway.BROKER_TYPE + "=template")
@Designate(ocd = TemplateConfig.class, factory = true)
public final class TemplateGateway implements BrokerGateway {

    static final String PID = "org.jts.gateway.template";
    // end

    // snippet: capabilities
    private static final Map<Timeframe, String> FRAMES = Map.of(Timeframe.MINUTE_1, "1m", Timeframe.DAY_1, "1d");
    private static final Capabilities CAPABILITIES = new Capabilities(
            Set.of(Feature.QUOTE, Feature.QUOTE_STREAM, Feature.ORDER_BOOK, Feature.ORDER_BOOK_STREAM, Feature.CANDLES,
                    Feature.PLACE_ORDER, Feature.MODIFY_ORDER, Feature.CANCEL_ORDER, Feature.OPEN_ORDERS,
                    Feature.EXECUTIONS, Feature.ORDER_STREAM, Feature.CLIENT_ORDER_ID),
            Map.of(OrderType.MARKET, Set.of(TimeInForce.DAY), OrderType.LIMIT, Set.of(TimeInForce.DAY)),
            FRAMES.keySet(), OptionalInt.of(100));
    // end

    /** The broker's own, for who has no key: it opens the simulator's accounts. */
    private static final String DEMO_KEY = "template-key";
    private static final LimitProfile LIMITS = LimitProfile.of("template", "Template Securities",
            "its simulator", List.of(RateWindow.of(100, Duration.ofSeconds(1))));

    private final BrokerId id;
    private final URI address;
    private final RequestLimiters limiters;
    private final RequestLimiter limiter;
    private final String key;
    /** Why the settings are of no use; empty when they are. */
    private final String wrong;
    private final ReentrantLock connecting = new ReentrantLock();
    private final AtomicInteger hangUps = new AtomicInteger();
    private volatile Line line;
    private volatile Map<SymbolId, Symbol> symbols = Map.of();

    // snippet: activate
    /** Called once for each broker that is set up; returns at once and touches no network. */
    @Activate
    public TemplateGateway(TemplateConfig config, Map<String, Object> properties,
            @Reference RequestLimiters limiters, @Reference LimitProfiles profiles, @Reference SecretStore secrets) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.address = URI.create(config.address());
        this.limiters = limiters;
        String found = "";
        String problem = "";
        try {
            found = config.key().isBlank() ? DEMO_KEY : secrets.resolve(T.get("key"), config.key().strip());
        } catch (SecretException e) { // told when somebody connects: a component that fails to start tells nobody
            problem = e.getMessage();
        }
        this.key = found;
        this.wrong = problem;
        // what the broker counts: here each key; never the key itself, for it is shown
        this.limiter = limiters.limiter(id, "template/" + Integer.toHexString(key.hashCode()),
                profiles.profile(LIMITS.id()).orElse(LIMITS));
    }

    @Deactivate
    void close() {
        disconnect();
        limiters.release(id);
    }
    // end

    @Override
    public BrokerId id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    // snippet: connect
    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        connecting.lockInterruptibly(); // two at once make one connection; not synchronized: it waits for the broker
        try {
            if (line == null || !line.isOpen()) {
                open(listener);
            }
        } finally {
            connecting.unlock();
        }
    }

    private void open(GatewayListener listener) throws BrokerException, InterruptedException {
        if (!wrong.isEmpty()) {
            throw new BrokerException(ErrorCategory.AUTHENTICATION, wrong);
        }
        int before = hangUps.get();
        Line fresh = Line.open(id, address, key, limiter, listener);
        try {
            symbols = fresh.read(Lane.MARKET_DATA, "/symbols", Map.of(), json -> json.list("symbols").stream()
                    .map(Answers::symbol).collect(Collectors.toUnmodifiableMap(Symbol::id, Function.identity())));
            line = fresh;
        } finally {
            if (line != fresh || hangUps.get() != before) { // failed, or somebody disconnected meanwhile
                fresh.close();
            }
        }
    }

    @Override
    public void disconnect() {
        hangUps.incrementAndGet();
        Line open = line;
        if (open != null) {
            open.close();
        }
    }
    // end

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        Line open = connected();
        open.read(Lane.ACCOUNT, "/time", Map.of(), json -> Answers.time(json.text("time")));
        open.stream.checkAlive();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return connected().read(Lane.ACCOUNT, "/accounts", Map.of(),
                json -> json.list("accounts").stream().map(Answers::account).toList());
    }

    @Override
    public List<Symbol> symbols() throws BrokerException {
        connected();
        return symbols.values().stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
    }

    // snippet: quote-call
    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return connected().read(Lane.MARKET_DATA, "/quote", Map.of("symbol", code(symbol)), Answers::quote);
    }
    // end

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return connected().read(Lane.MARKET_DATA, "/book", Map.of("symbol", code(symbol)), Answers::book);
    }

    // snippet: candles
    /** The broker gives the newest of a range first, a page at a time. */
    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        Line open = connected();
        String frame = FRAMES.get(query.timeframe());
        if (frame == null) {
            throw new BrokerException(ErrorCategory.UNSUPPORTED, T.get("unsupported"));
        }
        String code = code(query.symbol());
        List<Candle> newestFirst = new ArrayList<>();
        Instant to = query.to();
        boolean more = true;
        while (more && !to.isBefore(query.from()) && newestFirst.size() < query.limit()) {
            int before = newestFirst.size();
            more = open.read(Lane.HISTORY, "/candles", Map.of("symbol", code, "frame", frame,
                    "from", Answers.time(query.from()), "to", Answers.time(to)), json -> {
                        json.list("candles").forEach(candle -> newestFirst.add(Answers.candle(candle)));
                        return json.flag("more");
                    });
            if (more && newestFirst.size() == before) { // it would be asked for ever
                throw new BrokerException(ErrorCategory.DATA, T.format("answer.pages", "/candles"));
            }
            to = newestFirst.isEmpty() ? to : newestFirst.getLast().openTime().minusMillis(1);
        }
        return newestFirst.subList(0, Math.min(newestFirst.size(), query.limit())).reversed().stream()
                .filter(candle -> !candle.openTime().isBefore(query.from())).toList();
    }
    // end

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return connected().read(Lane.ACCOUNT, "/balance", Map.of("account", account.value()),
                json -> List.of(Answers.balance(account, json)));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return connected().read(Lane.ACCOUNT, "/positions", Map.of("account", account.value()),
                json -> json.list("positions").stream().map(item -> Answers.position(account, item)).toList());
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return connected().pages("/orders", Map.of("account", account.value()), "orders", Answers::order);
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return connected().pages("/trades", Map.of("account", account.value(), "since", Answers.time(since)), "trades",
                json -> Answers.trade(account, json)).stream().filter(trade -> !trade.time().isBefore(since)).toList();
    }

    // snippet: place
    @Override
    public OrderOutcome place(OrderRequest request) {
        if (!CAPABILITIES.takes(request.type(), request.timeInForce())) {
            return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "",
                    T.format("order.kind", request.type(), request.timeInForce()));
        }
        if (!request.symbol().exchange().equals(EXCHANGE)) {
            return new OrderOutcome.Rejected(RejectReason.UNKNOWN_SYMBOL, "",
                    T.format("symbol.unknown", request.symbol()));
        }
        Map<String, String> words = new TreeMap<>(Map.of("account", request.account().value(), "symbol",
                request.symbol().code(), "side", request.side().name(), "type", request.type().name(),
                "quantity", plain(request.quantity()), "name", request.clientOrderId().value()));
        request.limitPrice().ifPresent(price -> words.put("price", plain(price)));
        return order(Lane.ORDER, "/order", words);
    }

    /** NotSent only while it is certain that nothing left: without a line nothing does. */
    private OrderOutcome order(Lane lane, String path, Map<String, String> query) {
        Line open = line;
        return open != null && open.isOpen() ? open.order(lane, path, query)
                : new OrderOutcome.NotSent(T.get("line.none"));
    }
    // end

    @Override
    public OrderOutcome modify(OrderChange change) {
        OrderRef order = change.order();
        return order(Lane.ORDER, "/change", Map.of("account", order.account().value(), "order",
                order.brokerOrderId().value(), "quantity", plain(change.quantity()), "price",
                change.limitPrice().map(TemplateGateway::plain).orElse("0")));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order(Lane.CANCEL, "/cancel",
                Map.of("account", order.account().value(), "order", order.brokerOrderId().value()));
    }

    // snippet: stream
    @Override
    public Subscription subscribeQuotes(Set<SymbolId> wanted, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return follow("quotes", wanted, Answers::quote, Quote::time, listener::onQuote, this::quote);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> wanted, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return follow("books", wanted, Answers::book, OrderBook::time, listener::onOrderBook, this::orderBook);
    }

    /** Frames from now on, and the present picture of each symbol, which is asked for. */
    private <T> Subscription follow(String channel, Set<SymbolId> wanted, Function<Json, T> reader,
            Function<T, Instant> time, Consumer<T> listener, Present<T> present)
            throws BrokerException, InterruptedException {
        Line open = connected();
        Set<String> topics = new TreeSet<>();
        for (SymbolId symbol : wanted) {
            topics.add(channel + " " + code(symbol));
        }
        Feed<T> feed = new Feed<>(listener);
        Subscription frames = open.stream.subscribe(topics, json -> {
            T item = json.as(reader);
            feed.tell(new SymbolId(EXCHANGE, json.text("symbol")), time.apply(item), item);
        });
        for (SymbolId symbol : wanted) {
            T picture = present.of(symbol);
            open.stream.tell(() -> feed.tell(symbol, time.apply(picture), picture));
        }
        return () -> {
            feed.close();
            frames.close();
        };
    }
    // end

    /** Asks for the present picture of a symbol. */
    @FunctionalInterface
    private interface Present<T> {
        T of(SymbolId symbol) throws BrokerException, InterruptedException;
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        Line open = connected();
        if (accounts().stream().noneMatch(known -> known.id().equals(account))) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("account.unknown", account));
        }
        return open.stream.subscribe(Set.of("orders " + account.value()),
                json -> listener.onOrderEvent(json.as(Answers::event)));
    }

    private Line connected() throws BrokerException {
        Line open = line;
        if (open == null || !open.isOpen()) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("line.none"));
        }
        return open;
    }

    /** The broker's name for a symbol. */
    private String code(SymbolId symbol) throws BrokerException {
        return Optional.ofNullable(symbols.get(symbol)).map(known -> known.id().code()).orElseThrow(
                () -> new BrokerException(ErrorCategory.VALIDATION, T.format("symbol.unknown", symbol)));
    }

    private static String plain(BigDecimal number) {
        return number.stripTrailingZeros().toPlainString();
    }
}
