package org.jts.sample.broker.internal;

import static org.jts.sample.broker.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

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
import org.jts.api.order.RejectReason;
import org.jts.api.order.TimeInForce;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The gateway to a {@link SampleBroker}. */
@Component(service = BrokerGateway.class, configurationPid = SampleGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, // a delayed one would forget its orders whenever nobody uses it for a moment
        property = BrokerGateway.BROKER_TYPE + "=sample-broker")
@Designate(ocd = SampleConfig.class, factory = true)
public final class SampleGateway implements BrokerGateway {

    static final String PID = "org.jts.sample.broker";

    private static final Capabilities CAPABILITIES = new Capabilities(
            Set.of(Feature.QUOTE, Feature.PLACE_ORDER, Feature.CANCEL_ORDER, Feature.OPEN_ORDERS,
                    Feature.EXECUTIONS, Feature.ORDER_STREAM, Feature.CLIENT_ORDER_ID),
            Map.of(OrderType.MARKET, Set.of(TimeInForce.DAY), OrderType.LIMIT, Set.of(TimeInForce.DAY)),
            Set.of(), OptionalInt.empty());

    private final BrokerId id;
    private final SampleBroker broker;
    private final AtomicReference<Session> line = new AtomicReference<>();

    /** Called once for each broker that is set up; returns at once and touches no network. */
    @Activate
    public SampleGateway(SampleConfig config, Map<String, Object> properties, @Reference TimeSource time) {
        id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        broker = new SampleBroker(new AccountId(config.account()), BigDecimal.valueOf(config.cash()), time);
    }

    @Deactivate
    void close() {
        disconnect();
    }

    @Override
    public BrokerId id() {
        return id;
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    /** Here a real gateway signs in; what goes wrong is a BrokerException whose text says what to do. */
    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        Session session = new Session(id);
        if (line.compareAndSet(null, session)) {
            broker.listen(session::tell);
        } else {
            session.close();
        }
    }

    @Override
    public void disconnect() {
        Session session = line.getAndSet(null);
        if (session != null) {
            session.close();
        }
    }

    @Override
    public void checkHealth() throws BrokerException {
        connected();
    }

    @Override
    public List<Account> accounts() throws BrokerException {
        connected();
        return broker.accounts();
    }

    @Override
    public List<Symbol> symbols() throws BrokerException {
        connected();
        return broker.symbols();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException {
        connected();
        return broker.quote(symbol).orElseThrow(
                () -> new BrokerException(ErrorCategory.VALIDATION, T.format("symbol.unknown", symbol)));
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException {
        check(account);
        return broker.balances();
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException {
        check(account);
        return broker.positions();
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException {
        check(account);
        return broker.openOrders();
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException {
        check(account);
        return broker.executions(since);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        if (!CAPABILITIES.takes(request.type(), request.timeInForce())) {
            return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "",
                    T.format("order.kind", request.type(), request.timeInForce()));
        }
        return send(() -> broker.place(request));
    }

    /** NotSent only while it is certain that nothing left; over a network, silence is Unknown, never sent again. */
    private OrderOutcome send(Supplier<OrderOutcome> order) {
        return line.get() == null ? new OrderOutcome.NotSent(T.get("line.none")) : order.get();
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return send(() -> broker.cancel(order));
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener) throws BrokerException {
        check(account);
        return connected().subscribe(listener);
    }

    // What this broker does not offer yet. To offer it: write it, list its feature above, and run the contract kit.

    @Override
    public OrderOutcome modify(OrderChange change) {
        return new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "", T.get("unsupported"));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException {
        throw unsupported();
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException {
        throw unsupported();
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener) throws BrokerException {
        throw unsupported();
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException {
        throw unsupported();
    }

    private static BrokerException unsupported() {
        return new BrokerException(ErrorCategory.UNSUPPORTED, T.get("unsupported"));
    }

    private Session connected() throws BrokerException {
        Session session = line.get();
        if (session == null) {
            throw new BrokerException(ErrorCategory.NETWORK, T.get("line.none"));
        }
        return session;
    }

    private void check(AccountId account) throws BrokerException {
        connected();
        if (!account.equals(broker.account())) {
            throw new BrokerException(ErrorCategory.VALIDATION,
                    T.format("account.unknown", broker.account(), account));
        }
    }
}
