package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Instant;
import java.util.EnumMap;
import java.util.EnumSet;
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
import org.jts.api.audit.AuditTrail;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.Lane;
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
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;
import org.jts.api.store.MarketStore;
import org.jts.api.time.TimeSource;
import org.jts.exchange.MarketControl;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Modified;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;
import org.osgi.service.metatype.annotations.Designate;

/**
 * A broker that exists only here. Accounts, orders and prices live as long as the configuration of the component: they
 * outlive a disconnect, not a restart. Every request travels a simulated line, on which faults strike as ordered.
 */
@Component(service = BrokerGateway.class, configurationPid = MockGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, // a delayed one would forget accounts and orders whenever nobody uses it for a moment
        property = BrokerGateway.BROKER_TYPE + "=" + MockGateway.TYPE)
@Designate(ocd = MockConfig.class, factory = true)
public final class MockGateway implements BrokerGateway {

    static final String PID = "org.jts.gateway.mock";
    static final String TYPE = "mock";

    private static final Capabilities CAPABILITIES = everything();

    private final BrokerId id;
    private final MockLine line;
    private final RateDesk desk;
    private final Permits permits;
    private final MockAudit audit;
    private final MockWire wire;
    private final MockWorld world;
    private final MockReads reads;
    private final OwnCalls ownCalls;

    @Activate
    public MockGateway(MockConfig config, Map<String, Object> properties, @Reference TimeSource time) {
        id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        line = new MockLine(id, time, config.market_seed());
        world = new MockWorld(id, time, line);
        desk = new RateDesk(time);
        audit = new MockAudit(id, time);
        permits = new Permits(id, RateRules.DEFAULT.profile());
        wire = new MockWire(line, permits, desk, audit);
        reads = new MockReads(wire, world);
        ownCalls = new OwnCalls(line, wire, world);
        configure(config);
    }

    /** Faults change under the running connection; another market begins with a new one. */
    @Modified
    void configure(MockConfig config) {
        try {
            RateRules rules = RateRules.of(config);
            faults(FaultPlan.of(config));
            desk.rules(rules);
            permits.profile(rules.profile());
            world.configure(MockSettings.of(config));
        } catch (IllegalArgumentException e) {
            world.refuse(e.getMessage());
        }
    }

    @Deactivate
    void close() {
        line.close();
        world.close();
        permits.close();
    }

    /** The one of the highest ranking may come later: the market goes on, only the permits come from elsewhere then. */
    @Reference(policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    void bindLimiters(RequestLimiters limiters) {
        permits.use(limiters);
    }

    void unbindLimiters(RequestLimiters limiters) {
        permits.leave(limiters);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindTrail(AuditTrail trail) {
        audit.attach(trail);
    }

    void unbindTrail(AuditTrail trail) {
        audit.detach(trail);
    }

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    void bindStore(MarketStore store) {
        world.bindStore(store);
    }

    void unbindStore(MarketStore store) {
        world.unbindStore(store);
    }

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
        world.checkSettings();
        if (line.session() != null) {
            return;
        }
        wire.dial();
        world.open();
        Session session = line.open(listener);
        if (session.supervisor() == listener) {
            session.every(world.pumpPeriod(), "pump", () -> world.pump(session));
            world.tellNotices(session);
        }
    }

    @Override
    public void disconnect() {
        line.hangUp();
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        reads.ping();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return reads.accounts();
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return reads.symbols();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return reads.quote(symbol);
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return reads.orderBook(symbol);
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return reads.candles(query);
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return reads.balances(account);
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return reads.positions(account);
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return reads.openOrders(account);
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return reads.executions(account, since);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return wire.order(() -> T.format("what.order", request.clientOrderId()), Lane.ORDER,
                () -> world.order(e -> Orders.place(e, request)));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException {
        return ownCalls.offered();
    }

    @Override
    public OrderOutcome call(ClientOrderId name, OrderCall call) {
        return ownCalls.call(name, call);
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return wire.order(() -> T.format("what.change", change.order().brokerOrderId()), Lane.ORDER,
                () -> world.order(e -> Orders.modify(e, change)));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return wire.order(() -> T.format("what.cancel", order.brokerOrderId()), Lane.CANCEL,
                () -> world.order(e -> Orders.cancel(e, order)));
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return reads.subscribeQuotes(symbols, listener);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return reads.subscribeOrderBooks(symbols, listener);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return reads.subscribeOrders(account, listener);
    }

    /** The present faults, for commands. */
    FaultPlan faults() {
        return line.faults().plan();
    }

    void faults(FaultPlan plan) {
        line.plan(plan);
        desk.drift(plan.drift());
    }

    /** The broker's own count of requests. */
    RateDesk desk() {
        return desk;
    }

    OwnCalls ownCalls() {
        return ownCalls;
    }

    void loseNextAnswer() {
        line.faults().loseNextAnswer();
    }

    void breakLine(String why) {
        line.lose(ErrorCategory.NETWORK, why);
    }

    /** The broker does not take its session any more, and ends it; signing in makes another. */
    void revokeToken() {
        line.lose(ErrorCategory.AUTHENTICATION, T.get("line.revoked"));
    }

    /** As another program of the same customer places an order: not over this gateway's line. */
    OrderOutcome placeElsewhere(OrderRequest request) {
        return world.order(exchange -> Orders.place(exchange, request));
    }

    /** @throws IllegalStateException before the first connect */
    MarketControl control() {
        return world.exchange().control();
    }

    List<SymbolId> listed() {
        return world.exchange().symbols().stream().map(Symbol::id).toList();
    }

    private static Capabilities everything() {
        Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(OrderType.class);
        for (OrderType type : OrderType.values()) {
            orders.put(type, EnumSet.allOf(TimeInForce.class));
        }
        return new Capabilities(EnumSet.allOf(Feature.class), orders, EnumSet.allOf(Timeframe.class),
                OptionalInt.empty());
    }
}
