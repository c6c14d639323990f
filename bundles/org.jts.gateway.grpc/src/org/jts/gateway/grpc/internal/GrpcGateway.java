package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
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
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.time.TimeSource;
import org.jts.wire.BrokerWire;
import org.jts.wire.proto.gateway.Broker;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.GetBrokersRequest;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/**
 * One broker of a JTS server. What that broker offers is known only once there is a connection: until then it is taken
 * to offer everything, and nothing can be asked of it anyway.
 */
@Component(service = {BrokerGateway.class, RemoteLimits.class}, configurationPid = GrpcGateway.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE,
        immediate = true, // a delayed one would forget where its order streams were
        property = BrokerGateway.BROKER_TYPE + "=" + GrpcGateway.TYPE)
@Designate(ocd = GrpcConfig.class, factory = true)
public final class GrpcGateway implements BrokerGateway, RemoteLimits {

    static final String PID = "org.jts.gateway.grpc";
    static final String TYPE = "grpc";

    private final BrokerId id;
    private final Target target;
    private final TimeSource time;
    private final ReentrantLock connecting = new ReentrantLock();
    private final OrderFeeds orderFeeds;
    private volatile Capabilities capabilities = Everything.offered();
    private volatile RemoteBroker remote;
    /** That of now, and those of before on which a server that stops may still answer. */
    private final Set<Line> lines = ConcurrentHashMap.newKeySet();
    /** Whether the server has had the broker. */
    private volatile boolean known;
    private volatile Optional<Said> lastSaid = Optional.empty();

    @Activate
    public GrpcGateway(GrpcConfig config, Map<String, Object> properties, @Reference TimeSource time) {
        this.id = new BrokerId(Objects.toString(properties.get(BROKER_ID), ""));
        this.target = Target.of(config);
        this.time = time;
        this.orderFeeds = new OrderFeeds(time);
    }

    @Deactivate
    void close() {
        disconnect();
        lines.forEach(Line::close);
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
        connecting.lockInterruptibly();
        try {
            if (remote != null) {
                return;
            }
            Line next = new Line(target, "jts-grpc-" + id + "-", time, listener, this::lost);
            lines.removeIf(Line::hasEnded);
            lines.add(next);
            try {
                Broker found = find(next);
                capabilities = BrokerWire.capabilities(found.getCapabilities());
                RemoteBroker there = new RemoteBroker(next, found.getId(), id,
                        limits -> lastSaid = Optional.of(new Said(time.now(), limits)));
                remote = there;
                next.watch(found.getId());
                there.watchLimits();
                known = true;
            } catch (BrokerException | InterruptedException | RuntimeException e) {
                remote = null;
                next.close();
                throw e;
            }
        } finally {
            connecting.unlock();
        }
    }

    /** Where there has never been a server, nobody waits for one. */
    private Broker find(Line next) throws BrokerException, InterruptedException {
        return known ? new Search(time, next.patience(), next.first())
                .find(within -> find(next, within), next::connectNow) : find(next, next.first());
    }

    private Broker find(Line next, Duration within) throws BrokerException, InterruptedException {
        List<Broker> all = next.caller().read(T.format("what.server", target), GatewayServiceGrpc.getGetBrokersMethod(),
                GetBrokersRequest.getDefaultInstance(), within).getBrokersList();
        String wanted = target.broker();
        Broker found = all.stream().filter(b -> wanted.isEmpty() ? all.size() == 1 : b.getId().equals(wanted))
                .findFirst()
                .orElseThrow(() -> notThere(all));
        ConnectionState state = RemoteBroker.readable(T.format("what.server", target),
                () -> BrokerWire.state(found.getStatus()));
        if (!state.isConnected()) {
            throw Line.down(target, state);
        }
        return found;
    }

    /** A server that has just been started may not have its brokers yet; who names a wrong one will wait in vain. */
    private BrokerException notThere(List<Broker> all) {
        boolean comesPerhaps = known || all.isEmpty();
        return new BrokerException(comesPerhaps ? ErrorCategory.NETWORK : ErrorCategory.VALIDATION,
                T.format("broker.none",
                target, target.broker().isEmpty() ? T.get("broker.none.any")
                        : T.format("broker.none.named", target.broker()),
                all.isEmpty() ? T.get("broker.none.nothing") : all.stream().map(Broker::getId).toList()));
    }

    /** The line is lost; where the order streams were is kept for the next. */
    private void lost() {
        remote = null;
        orderFeeds.lost();
    }

    @Override
    public void disconnect() {
        RemoteBroker last = remote;
        remote = null;
        if (last != null) {
            orderFeeds.forget();
            last.line().close();
        }
    }

    @Override
    public Map<String, MeteredLimit> limits() {
        return limitsNow().orElse(Map.of());
    }

    private Optional<Map<String, MeteredLimit>> limitsNow() {
        RemoteBroker now = remote;
        return now == null ? Optional.empty() : now.limits();
    }

    @Override
    public boolean isKnown() {
        return limitsNow().isPresent();
    }

    @Override
    public Optional<Said> lastSaid() {
        return lastSaid;
    }

    private RemoteBroker remote() throws BrokerException {
        RemoteBroker now = remote;
        if (now == null) {
            throw Caller.noLine(target);
        }
        return now;
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        remote().checkHealth();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return remote().accounts();
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return remote().symbols();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return remote().quote(symbol);
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return remote().orderBook(symbol);
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return remote().candles(query);
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return remote().balances(account);
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return remote().positions(account);
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return remote().openOrders(account);
    }

    @Override
    public Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException, InterruptedException {
        return remote().order(account, id);
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return remote().executions(account, since);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return order(broker -> broker.place(request));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        return remote().callForms();
    }

    @Override
    public OrderOutcome call(ClientOrderId name, OrderCall call) {
        return order(broker -> broker.call(name, call));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order(broker -> broker.modify(change));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order(broker -> broker.cancel(order));
    }

    private OrderOutcome order(Function<RemoteBroker, OrderOutcome> call) {
        RemoteBroker now = remote;
        return now == null ? new OrderOutcome.NotSent(Caller.noLine(target).getMessage()) : call.apply(now);
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return remote().subscribeQuotes(symbols, listener);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return remote().subscribeOrderBooks(symbols, listener);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        RemoteBroker now = remote();
        return orderFeeds.subscribe(now.line(), now.broker(), account, listener);
    }
}
