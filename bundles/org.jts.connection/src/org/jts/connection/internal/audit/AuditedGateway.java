package org.jts.connection.internal.audit;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.Correlation;
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
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;

/**
 * A gateway whose calls and answers are written to the audit trail, and what it says unasked, but for prices. An order
 * call is written before it is made, too: what went out last stands there, however the program ended.
 */
public final class AuditedGateway implements BrokerGateway {

    private static final String ORIGIN = "call";

    private final Optional<BrokerId> about;
    private final BrokerGateway gateway;
    private final AuditRecorder audit;
    /** The newest order event of each account. */
    private final Map<AccountId, Said> said = new ConcurrentHashMap<>();

    /** What the broker said, and who heard it first. */
    private record Said(OrderEvent event, Object to) {
    }

    public AuditedGateway(BrokerId id, BrokerGateway gateway, AuditRecorder audit) {
        this.about = Optional.of(id);
        this.gateway = gateway;
        this.audit = audit;
    }

    /** A read or another call that may fail. */
    @FunctionalInterface
    private interface Read<T> {
        T ask() throws BrokerException, InterruptedException;
    }

    private <T> T read(String action, String what, Read<T> call) throws BrokerException, InterruptedException {
        if (!audit.isOn()) {
            return call.ask();
        }
        long start = audit.nanoTime();
        try (Correlation.Scope scope = Correlation.open(ORIGIN)) {
            T answer = call.ask();
            long took = audit.nanoTime() - start;
            audit.record(Kind.CALL, about, action, () -> Facts.of(Facts.ANSWER).put("of", what).millis(took)
                    .result(answer instanceof Subscription ? null : answer).map());
            return answer;
        } catch (BrokerException | InterruptedException | RuntimeException | Error e) {
            long took = audit.nanoTime() - start;
            audit.record(Kind.CALL, about, action, () -> Facts.of(Facts.ANSWER).put("of", what).millis(took).failure(e)
                    .map());
            throw e;
        }
    }

    private OrderOutcome order(String action, Supplier<Facts> request, Supplier<Facts> named,
            Supplier<OrderOutcome> call) {
        if (!audit.isOn()) {
            return call.get();
        }
        long start = audit.nanoTime();
        try (Correlation.Scope scope = Correlation.open(ORIGIN)) {
            audit.record(Kind.CALL, about, action, () -> request.get().map());
            OrderOutcome outcome = call.get();
            long took = audit.nanoTime() - start;
            audit.record(Kind.CALL, about, action, () -> outcome == null ? named.get().millis(took).map()
                    : named.get().millis(took).outcome(outcome).map());
            return outcome;
        } catch (RuntimeException | Error e) {
            long took = audit.nanoTime() - start;
            audit.record(Kind.CALL, about, action, () -> named.get().millis(took).failure(e).map());
            throw e;
        }
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return order("place", () -> Facts.of(Facts.REQUEST).request(request),
                () -> Facts.of(Facts.ANSWER).put("order", request.clientOrderId()), () -> gateway.place(request));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        return read("call forms", "", gateway::callForms);
    }

    @Override
    public OrderOutcome call(ClientOrderId name, OrderCall call) {
        return order("order call", () -> Facts.of(Facts.REQUEST).call(name, call),
                () -> Facts.of(Facts.ANSWER).put("order", name), () -> gateway.call(name, call));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order("modify", () -> Facts.of(Facts.REQUEST).change(change),
                () -> Facts.of(Facts.ANSWER).reference(change.order()), () -> gateway.modify(change));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order("cancel", () -> Facts.of(Facts.REQUEST).reference(order),
                () -> Facts.of(Facts.ANSWER).reference(order), () -> gateway.cancel(order));
    }

    @Override
    public BrokerId id() {
        return gateway.id();
    }

    @Override
    public Capabilities capabilities() {
        return gateway.capabilities();
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        GatewayListener told = new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                audit.record(Kind.EVENT, about, "connection lost", () -> Facts.of("event").failure(reason).map());
                listener.onConnectionLost(reason);
            }

            @Override
            public void onNotice(String text) {
                audit.record(Kind.EVENT, about, "notice", () -> Facts.of("event").put("text", text).map());
                listener.onNotice(text);
            }
        };
        read("connect", "", () -> {
            gateway.connect(told);
            return null;
        });
    }

    @Override
    public void disconnect() {
        try (Correlation.Scope scope = Correlation.open(ORIGIN)) {
            audit.record(Kind.CALL, about, "disconnect", () -> Facts.of(Facts.REQUEST).map());
            gateway.disconnect();
        }
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        read("health", "", () -> {
            gateway.checkHealth();
            return null;
        });
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return read("accounts", "", gateway::accounts);
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return read("symbols", "", gateway::symbols);
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return read("quote", symbol.toString(), () -> gateway.quote(symbol));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return read("order book", symbol.toString(), () -> gateway.orderBook(symbol));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return read("candles", query.toString(), () -> gateway.candles(query));
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return read("balances", "account=" + account, () -> gateway.balances(account));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return read("positions", "account=" + account, () -> gateway.positions(account));
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return read("open orders", "account=" + account, () -> gateway.openOrders(account));
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return read("executions", "account=%s since %s".formatted(account, since),
                () -> gateway.executions(account, since));
    }

    @Override
    public Optional<Order> order(AccountId account, BrokerOrderId id) throws BrokerException, InterruptedException {
        return read("order", "account=%s %s".formatted(account, id), () -> gateway.order(account, id));
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        return read("subscribe quotes", symbols.toString(), () -> gateway.subscribeQuotes(symbols, listener));
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        return read("subscribe order books", symbols.toString(),
                () -> gateway.subscribeOrderBooks(symbols, listener));
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        Object by = new Object();
        return read("subscribe orders", "account=" + account, () -> gateway.subscribeOrders(account, event -> {
            if (isFirstToHear(account, event, by)) {
                audit.record(Kind.EVENT, about, "order event", () -> Facts.of("event").event(event).map());
            }
            listener.onOrderEvent(event);
        }));
    }

    /**
     * What the broker said once stands in the trail once, however many listen: the desk and the account book always do.
     * What it said twice comes to each of them twice.
     */
    private boolean isFirstToHear(AccountId account, OrderEvent event, Object by) {
        Said before = said.get(account);
        boolean isFirst = before == null || before.event() != event || before.to() == by;
        if (isFirst) {
            said.put(account, new Said(event, by));
        }
        return isFirst;
    }
}
