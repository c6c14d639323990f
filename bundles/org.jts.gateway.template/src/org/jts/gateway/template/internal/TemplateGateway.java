package org.jts.gateway.template.internal;

import static org.jts.gateway.template.internal.Words.T;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;

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
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
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
 * time, and let the contract kit tell what is missing. docs/plugin-guide.md goes along. What is said to the broker is
 * in {@link Prices} and {@link Orders}; here is what the workstation asks for, and the settings.
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
    private static final Capabilities CAPABILITIES = new Capabilities(
            Set.of(Feature.QUOTE, Feature.QUOTE_STREAM, Feature.ORDER_BOOK, Feature.ORDER_BOOK_STREAM, Feature.CANDLES,
                    Feature.PLACE_ORDER, Feature.MODIFY_ORDER, Feature.CANCEL_ORDER, Feature.OPEN_ORDERS,
                    Feature.EXECUTIONS, Feature.ORDER_STREAM, Feature.CLIENT_ORDER_ID),
            Map.of(OrderType.MARKET, Set.of(TimeInForce.DAY), OrderType.LIMIT, Set.of(TimeInForce.DAY)),
            Prices.FRAMES.keySet(), OptionalInt.of(100));
    // end

    /** The broker's own, for who has no key: it opens the simulator's accounts. */
    private static final String DEMO_KEY = "template-key";
    private static final LimitProfile LIMITS = LimitProfile.of("template", "Template Securities",
            "its simulator", List.of(RateWindow.of(100, Duration.ofSeconds(1))));

    private final BrokerId id;
    private final RequestLimiters limiters;
    /** Why the settings are of no use; empty when they are. */
    private final String wrong;
    private final Session session;
    private final Prices prices;
    private final Orders orders;

    // snippet: activate
    /** Called once for each broker that is set up; returns at once and touches no network. */
    @Activate
    public TemplateGateway(TemplateConfig config, Map<String, Object> properties,
            @Reference RequestLimiters limiters, @Reference LimitProfiles profiles, @Reference SecretStore secrets) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.limiters = limiters;
        String key = "";
        String problem = "";
        try {
            key = config.key().isBlank() ? DEMO_KEY : secrets.resolve(T.get("key"), config.key().strip());
        } catch (SecretException e) { // told when somebody connects: a component that fails to start tells nobody
            problem = e.getMessage();
        }
        this.wrong = problem;
        // what the broker counts: here each key; never the key itself, for it is shown
        RequestLimiter limiter = limiters.limiter(id, "template/" + Integer.toHexString(key.hashCode()),
                profiles.profile(LIMITS.id()).orElse(LIMITS));
        this.session = new Session(id, URI.create(config.address()), key, limiter);
        this.prices = new Prices(session);
        this.orders = new Orders(session, CAPABILITIES);
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

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        if (!wrong.isEmpty()) {
            throw new BrokerException(ErrorCategory.AUTHENTICATION, wrong);
        }
        session.connect(listener);
    }

    @Override
    public void disconnect() {
        session.disconnect();
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        Line line = session.line();
        line.read(Lane.ACCOUNT, "/time", Map.of(), json -> Answers.time(json.text("time")));
        line.stream.checkAlive();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return session.line().read(Lane.ACCOUNT, "/accounts", Map.of(),
                json -> json.list("accounts").stream().map(Answers::account).toList());
    }

    @Override
    public List<Symbol> symbols() throws BrokerException {
        return session.symbols();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return prices.quote(symbol);
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return prices.book(symbol);
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return prices.candles(query);
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return session.line().read(Lane.ACCOUNT, "/balance", Map.of("account", account.value()),
                json -> List.of(Answers.balance(account, json)));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return session.line().read(Lane.ACCOUNT, "/positions", Map.of("account", account.value()),
                json -> json.list("positions").stream().map(item -> Answers.position(account, item)).toList());
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return orders.open(account);
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return orders.trades(account, since);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return orders.place(request);
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return orders.modify(change);
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return orders.cancel(order);
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return prices.followQuotes(symbols, listener);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return prices.followBooks(symbols, listener);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        if (accounts().stream().noneMatch(known -> known.id().equals(account))) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.format("account.unknown", account));
        }
        return orders.follow(account, listener);
    }
}
