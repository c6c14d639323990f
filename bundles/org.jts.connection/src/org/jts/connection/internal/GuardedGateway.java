package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
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
import org.jts.api.gateway.GatewayListener;
import org.jts.api.gateway.OrderInstruction;
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
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.stream.Streams;

/** What others see of a gateway: no call outlasts its limit, and none reaches a gateway that is not connected. */
final class GuardedGateway implements BrokerGateway {

    private final Supervisor supervisor;
    private final Streams streams;
    private final Limits limits;
    private final Reads reads;
    private final OrderCalls orderCalls;

    GuardedGateway(Supervisor supervisor, CallGuard guard, Streams streams, Limits limits, TimeSource time,
            OrderHold hold) {
        this.supervisor = supervisor;
        this.streams = streams;
        this.limits = limits;
        this.reads = new Reads(supervisor, guard, time);
        this.orderCalls = new OrderCalls(supervisor, guard, limits.order(), hold);
    }

    Subscription holdOrders(String why) throws InterruptedException {
        return orderCalls.hold().hold(why);
    }

    boolean isHeld() {
        return orderCalls.hold().isHeld();
    }

    /** A new connection: what the one before it did counts no more. */
    void startAnew() {
        reads.startAnew();
    }

    @Override
    public BrokerId id() {
        return supervisor.id();
    }

    @Override
    public Capabilities capabilities() {
        return supervisor.capabilities();
    }

    @Override
    public void connect(GatewayListener listener) {
        throw supervised("connect");
    }

    @Override
    public void disconnect() {
        throw supervised("disconnect");
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        read(Lane.READ, limits.health(), gateway -> () -> {
            gateway.checkHealth();
            return true;
        });
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return read(gateway -> gateway::accounts);
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return read(gateway -> gateway::symbols);
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.quote(symbol));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.orderBook(symbol));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return read(Lane.HISTORY, limits.candles(), gateway -> () -> gateway.candles(query));
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.balances(account));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.positions(account));
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.openOrders(account));
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.executions(account, since));
    }

    @Override
    public Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException, InterruptedException {
        return read(gateway -> () -> gateway.order(account, id));
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return refusal(request).orElseGet(() -> orderCalls.newCall(what(request), g -> g.place(request)));
    }

    /** The same on the calling thread. @param overdue told when there is no answer in time: the result is empty then */
    Optional<OrderOutcome> placeHere(OrderRequest request, Consumer<OrderOutcome> overdue) {
        return refusal(request).or(() -> orderCalls.newCallHere(what(request), g -> g.place(request), overdue));
    }

    private static String what(OrderRequest request) {
        return "order " + request.clientOrderId();
    }

    private Optional<OrderOutcome> refusal(OrderRequest request) {
        Optional<String> unknown = request.instruction().filter(i -> capabilities().instruction(i).isEmpty());
        return unknown.map(code -> new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "",
                T.format("order.instruction", id(), capabilities().instructions().stream().map(OrderInstruction::code)
                        .collect(Collectors.joining(", ")), code)));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        return reads.callForms(limits.read());
    }

    @Override
    public OrderOutcome call(ClientOrderId id, OrderCall call) {
        String what = call.fullName() + " " + id;
        return call.isCancel() ? orderCalls.cancel(what, gateway -> gateway.call(id, call))
                : orderCalls.newCall(what, gateway -> gateway.call(id, call));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return orderCalls.newCall(T.format("call.change", change.order().brokerOrderId()),
                gateway -> gateway.modify(change));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return orderCalls.cancel(T.format("call.cancel", order.brokerOrderId()), gateway -> gateway.cancel(order));
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return streams.quotes(symbols, listener);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return streams.orderBooks(symbols, listener);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return streams.orders(account, listener);
    }

    private <T> T read(Function<BrokerGateway, Callable<T>> what) throws BrokerException, InterruptedException {
        return read(Lane.READ, limits.read(), what);
    }

    private <T> T read(Lane lane, Duration limit, Function<BrokerGateway, Callable<T>> what)
            throws BrokerException, InterruptedException {
        return reads.read(lane, limit, what);
    }

    private static UnsupportedOperationException supervised(String what) {
        return new UnsupportedOperationException("%s: expected a call of BrokerConnection.%s(), was one of the guarded "
                + "gateway: the connection is supervised".formatted(what, what));
    }
}
