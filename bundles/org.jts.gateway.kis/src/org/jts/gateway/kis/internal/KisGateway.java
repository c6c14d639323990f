package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

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
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.secret.SecretStore;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.kis.catalog.KisEnvironment;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/** One customer of Korea Investment &amp; Securities: app keys with their accounts, real or paper. */
@Component(service = BrokerGateway.class, configurationPid = KisGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE, immediate = true,
        property = BrokerGateway.BROKER_TYPE + "=" + KisGateway.TYPE)
@Designate(ocd = KisConfig.class, factory = true)
public final class KisGateway implements BrokerGateway {

    static final String PID = "org.jts.gateway.kis";
    static final String TYPE = "kis";

    private final BrokerId id;
    private final TimeSource time;
    private final RequestLimiters limiters;
    private final Capabilities capabilities;
    private final KisSettings settings;
    private final String wrong;
    private final Routes routes;
    private final OwnAnswers ownAnswers = new OwnAnswers();
    private final FillBook book;
    private final Directory directory;
    private final Opener opener;
    private final OpenSession session = new OpenSession();

    @Activate
    public KisGateway(KisConfig config, Map<String, Object> properties, @Reference TimeSource time,
            @Reference(policyOption = ReferencePolicyOption.GREEDY) RequestLimiters limiters,
            @Reference LimitProfiles profiles, @Reference TokenDesk tokens, @Reference DataFolder folder,
            @Reference Trail trail, @Reference SecretStore secrets) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.time = time;
        this.limiters = limiters;
        KisSettings read = null;
        String problem = "";
        try {
            read = KisSettings.of(config, secrets);
        } catch (IllegalArgumentException e) {
            problem = e.getMessage();
        }
        settings = read;
        wrong = problem;
        capabilities = Offer.of(config);
        directory = settings == null ? null : new Directory(settings, folder);
        routes = settings == null ? null : new Routes(settings.route());
        book = settings == null ? null : new FillBook(settings.fees(), directory::isFund, new TradeFile(folder, id),
                routes);
        opener = settings == null ? null : new Opener(id, settings, new Opener.Services(time, limiters, profiles,
                tokens, trail), book, directory, routes);
    }

    @Deactivate
    void close() {
        disconnect();
        limiters.release(id);
    }

    @Override
    public BrokerId id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        settings();
        session.open(() -> {
            book.remember(Clock.today(time.now()));
            return opener.open(listener);
        });
    }

    @Override
    public void disconnect() {
        session.end();
    }

    private KisSettings settings() throws BrokerException {
        if (settings == null) {
            throw new BrokerException(ErrorCategory.VALIDATION, wrong);
        }
        return settings;
    }

    /** The connection there is. */
    Session session() throws BrokerException {
        return session.get();
    }

    KisEnvironment environment() throws BrokerException {
        return settings().environment();
    }

    /** Where calls go. */
    URI host() throws BrokerException {
        return settings().rest();
    }

    /** What the broker answered to orders in its own words. */
    OwnAnswers ownAnswers() {
        return ownAnswers;
    }

    /** The exchange that an order for Korean shares went to. */
    String route(OrderName order) {
        return routes.route(order);
    }

    /** The exchange that orders for Korean shares go to. */
    String route() throws BrokerException {
        return settings().route();
    }

    List<Account> configuredAccounts() {
        return settings == null ? List.of() : settings.accounts();
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        session.ask(s -> {
            s.reads.ping();
            return null;
        });
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.accounts());
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return session.ask(s -> directory.all());
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return session.ask(s -> s.feeds.timed(s.reads.of(directory.need(symbol)).quote(symbol, Lane.MARKET_DATA)));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.of(directory.need(symbol)).book(symbol));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return session.ask(s -> {
            directory.need(query.symbol());
            if (!capabilities.timeframes().contains(query.timeframe())) {
                throw new BrokerException(ErrorCategory.UNSUPPORTED, T.format("candles.frame",
                        query.timeframe().code()));
            }
            return s.reads.of(query.symbol()).candles(query);
        });
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.balances(s.reads.need(account)));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.positions(s.reads.need(account)));
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.openOrders(s.reads.need(account)).orders());
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.executions(s.reads.need(account), since));
    }

    @Override
    public Optional<Order> order(AccountId account, BrokerOrderId number)
            throws BrokerException, InterruptedException {
        return session.ask(s -> s.reads.order(s.reads.need(account), number));
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        boolean known = request.side() == Side.SELL || directory != null && directory.find(request.symbol())
                .isPresent();
        return order(request.account(), request.symbol(), known, s -> s.place(request));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException {
        session();
        return OwnForms.of(settings.environment());
    }

    @Override
    public OrderOutcome call(ClientOrderId id, OrderCall call) {
        try {
            return new OwnCalls(settings, session().rest, time, routes, ownAnswers).send(id, call);
        } catch (BrokerException e) {
            return new NotSent(e.getMessage());
        }
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order(change.order().account(), change.order().symbol(), true, s -> s.modify(change));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order(order.account(), order.symbol(), true, s -> s.cancel(order));
    }

    /** What is held can be sold and what is open be cancelled, whether the lists of symbols have it or not. */
    private OrderOutcome order(AccountId account, SymbolId symbol, boolean known, Function<Orders, OrderOutcome> send) {
        Session open;
        try {
            open = session();
        } catch (BrokerException e) {
            return new NotSent(e.getMessage());
        }
        if (!settings.has(account)) {
            return new Rejected(RejectReason.UNKNOWN_ACCOUNT, "", T.format("account.unknown", account));
        }
        if (!known || !Venue.isKnown(symbol) || !settings.markets().has(Venue.of(symbol))) {
            return new Rejected(RejectReason.UNKNOWN_SYMBOL, "", T.format("symbol.unknown", symbol));
        }
        return send.apply(open.reads.sender(symbol));
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> wanted, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return session.ask(s -> s.feeds.quotes(directory.need(wanted), listener::onQuote));
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> wanted, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return session.ask(s -> s.feeds.books(directory.need(wanted), listener::onOrderBook));
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return session.ask(s -> {
            if (settings.htsId().isEmpty()) {
                throw new BrokerException(ErrorCategory.UNSUPPORTED, T.get("hts.none"));
            }
            return s.feeds.orders(s.reads.need(account), listener::onOrderEvent);
        });
    }
}
