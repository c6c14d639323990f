package org.jts.gateway.mock.internal;

import java.time.Instant;
import java.util.List;
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
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
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

/** A gateway that does what another does: to be broken in one place. */
class Wrapped implements BrokerGateway {

    final BrokerGateway whole;

    Wrapped(BrokerGateway whole) {
        this.whole = whole;
    }

    @Override
    public BrokerId id() {
        return whole.id();
    }

    @Override
    public Capabilities capabilities() {
        return whole.capabilities();
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        whole.connect(listener);
    }

    @Override
    public void disconnect() {
        whole.disconnect();
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        whole.checkHealth();
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return whole.accounts();
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return whole.symbols();
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return whole.quote(symbol);
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return whole.orderBook(symbol);
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return whole.candles(query);
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return whole.balances(account);
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return whole.positions(account);
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return whole.openOrders(account);
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return whole.executions(account, since);
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return whole.place(request);
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        return whole.callForms();
    }

    @Override
    public OrderOutcome call(ClientOrderId id, OrderCall call) {
        return whole.call(id, call);
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return whole.modify(change);
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return whole.cancel(order);
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return whole.subscribeQuotes(symbols, listener);
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return whole.subscribeOrderBooks(symbols, listener);
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        return whole.subscribeOrders(account, listener);
    }
}
