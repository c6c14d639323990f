package org.jts.tck.fault;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
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
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;
import org.jts.tck.fault.FaultScript.Step;

/**
 * A gateway around another, whose faults follow a {@link FaultScript}. Without one it does what the other does. Of what
 * the broker and the line do it makes what a gateway makes that is right; only what is sent twice, sent late or done
 * twice is handed on as it comes. So it shows how a workstation, a desk or a strategy takes what may come.
 * <p>
 * It is for paper: it does not connect a gateway with an account of real money.
 * <p>
 * The gateway within belongs to this one and is used by nobody else. Thread-safe.
 *
 * @since 1.1
 */
public final class FaultGateway implements BrokerGateway {

    private final BrokerGateway whole;
    private final TimeSource time;
    private final Playing playing = new Playing();
    private final AtomicReference<FaultLine> line = new AtomicReference<>();
    /** By {@link TimeSource#nanoTime}; null when it is not silent. */
    private volatile Long silentUntil;

    /**
     * @param whole the gateway that does what is not disturbed
     * @param time  by which the script's times pass
     */
    public FaultGateway(BrokerGateway whole, TimeSource time) {
        this.whole = Objects.requireNonNull(whole, "gateway");
        this.time = Objects.requireNonNull(time, "time");
    }

    /** Adds the steps of a script to those that are still to come, and does at once what it says for now. */
    public void play(FaultScript script) {
        playing.add(script.steps().stream().filter(step -> !(step.when() instanceof When.Now)).toList());
        FaultLine open = open();
        if (open != null) {
            script.steps().stream().filter(step -> step.when() instanceof When.After)
                    .forEach(step -> plan(open, step));
        }
        script.steps().stream().filter(step -> step.when() instanceof When.Now)
                .forEach(step -> disturb(step.what()));
    }

    /** {@link #play(FaultScript)} of what is written. */
    public void play(String script) {
        play(FaultScript.parse(script));
    }

    /** Forgets every step that is still to come, and ends silence. A line that was cut stays so. */
    public void clear() {
        playing.clear();
        silentUntil = null;
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
        if (open() != null) {
            return;
        }
        FaultLine fresh = new FaultLine(listener, time);
        read("connect", fresh, () -> {
            whole.connect(fresh);
            checkPaper();
            return true;
        });
        line.set(fresh);
        playing.timed().forEach(step -> plan(fresh, step));
    }

    private void checkPaper() throws BrokerException, InterruptedException {
        Optional<Account> live = whole.accounts().stream().filter(a -> a.type() != AccountType.PAPER).findFirst();
        if (live.isPresent()) {
            whole.disconnect();
            throw new BrokerException(ErrorCategory.VALIDATION, ("Expected accounts for paper trading alone, found %s"
                    + " with real money: faults are not played on it.").formatted(live.get().id()));
        }
    }

    @Override
    public void disconnect() {
        FaultLine open = line.getAndSet(null);
        whole.disconnect();
        if (open != null) {
            open.hangUp();
        }
    }

    @Override
    public void checkHealth() throws BrokerException, InterruptedException {
        read("checkHealth", () -> {
            whole.checkHealth();
            return true;
        });
    }

    @Override
    public List<Account> accounts() throws BrokerException, InterruptedException {
        return read("accounts", whole::accounts);
    }

    @Override
    public List<Symbol> symbols() throws BrokerException, InterruptedException {
        return read("symbols", whole::symbols);
    }

    @Override
    public Quote quote(SymbolId symbol) throws BrokerException, InterruptedException {
        return read("quote", () -> whole.quote(symbol));
    }

    @Override
    public OrderBook orderBook(SymbolId symbol) throws BrokerException, InterruptedException {
        return read("orderBook", () -> whole.orderBook(symbol));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return read("candles", () -> whole.candles(query));
    }

    @Override
    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
        return read("balances", () -> whole.balances(account));
    }

    @Override
    public List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        return read("positions", () -> whole.positions(account));
    }

    @Override
    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
        return read("openOrders", () -> whole.openOrders(account));
    }

    @Override
    public List<Execution> executions(AccountId account, Instant since) throws BrokerException, InterruptedException {
        return read("executions", () -> whole.executions(account, since));
    }

    @Override
    public OrderOutcome place(OrderRequest request) {
        return order("place", () -> whole.place(request));
    }

    @Override
    public List<CallForm> callForms() throws BrokerException, InterruptedException {
        return read("callForms", whole::callForms);
    }

    @Override
    public OrderOutcome call(ClientOrderId id, OrderCall call) {
        return order("call", () -> whole.call(id, call));
    }

    @Override
    public OrderOutcome modify(OrderChange change) {
        return order("modify", () -> whole.modify(change));
    }

    @Override
    public OrderOutcome cancel(OrderRef order) {
        return order("cancel", () -> whole.cancel(order));
    }

    @Override
    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        return closing(closed, read("subscribeQuotes", () -> whole.subscribeQuotes(symbols,
                quote -> frame("quotes", closed, () -> listener.onQuote(quote)))));
    }

    @Override
    public Subscription subscribeOrderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        return closing(closed, read("subscribeOrderBooks", () -> whole.subscribeOrderBooks(symbols,
                book -> frame("books", closed, () -> listener.onOrderBook(book)))));
    }

    @Override
    public Subscription subscribeOrders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        AtomicBoolean closed = new AtomicBoolean();
        return closing(closed, read("subscribeOrders", () -> whole.subscribeOrders(account,
                event -> frame("orders", closed, () -> listener.onOrderEvent(event)))));
    }

    /** @return the line that is open, or null */
    private FaultLine open() {
        FaultLine known = line.get();
        return known != null && known.isOpen() ? known : null;
    }

    @FunctionalInterface
    private interface Read<T> {
        T get() throws BrokerException, InterruptedException;
    }

    private <T> T read(String method, Read<T> read) throws BrokerException, InterruptedException {
        FaultLine open = open();
        return open == null ? read.get() : read(method, open, read);
    }

    private <T> T read(String method, FaultLine open, Read<T> read) throws BrokerException, InterruptedException {
        Optional<What> fault = playing.call(method);
        fault.ifPresent(this::disturb);
        if (isSilent()) {
            throw open.awaitNothing(Optional.empty());
        }
        switch (fault.orElse(null)) {
            case What.TimeOut timeOut -> throw open.awaitNothing(timeOut.after());
            case What.Refuse refuse -> throw new BrokerException(category(refuse), refuse.text());
            case What.LoseAnswer lost -> {
                read.get();
                throw open.awaitNothing(Optional.empty());
            }
            case What.Garble garbled -> {
                read.get();
                throw new BrokerException(ErrorCategory.DATA, "Expected an answer that can be read, found none.");
            }
            case What.Late late -> {
                T answer = read.get();
                time.sleep(late.by());
                return answer;
            }
            case What.Twice twice -> {
                read.get();
                return read.get();
            }
            case null, default -> {
                return read.get();
            }
        }
    }

    private OrderOutcome order(String method, Supplier<OrderOutcome> order) {
        FaultLine open = open();
        if (open == null) {
            return order.get();
        }
        Optional<What> fault = playing.call(method);
        boolean arrives = !(fault.orElse(null) instanceof What.TimeOut);
        try {
            if (fault.orElse(null) instanceof What.Refuse refuse) {
                return new OrderOutcome.Rejected(reason(refuse), "", refuse.text());
            }
            if (fault.orElse(null) instanceof What.RevokeToken revoked) { // an answer: the broker has not taken it
                disturb(revoked);
                return new OrderOutcome.NotSent("The broker does not take the token any more, nor the order.");
            }
            OrderOutcome outcome = arrives ? order.get() : new OrderOutcome.Unknown("It never arrived.");
            fault.ifPresent(this::disturb);
            if (fault.orElse(null) instanceof What.CutLine && !(outcome instanceof OrderOutcome.NotSent)) {
                return new OrderOutcome.Unknown("The line was lost before an answer came.");
            }
            return isSilent() ? unanswered(open, Optional.empty()) : answered(fault, open, outcome, order);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new OrderOutcome.Unknown("The caller gave up before an answer came.");
        }
    }

    private OrderOutcome answered(Optional<What> fault, FaultLine open, OrderOutcome outcome,
            Supplier<OrderOutcome> order) throws InterruptedException {
        switch (fault.orElse(null)) {
            case What.TimeOut timeOut -> {
                return unanswered(open, timeOut.after());
            }
            case What.LoseAnswer lost -> {
                return unanswered(open, Optional.empty());
            }
            case What.Garble garbled -> {
                return new OrderOutcome.Unknown("The answer cannot be read.");
            }
            case What.Late late -> {
                time.sleep(late.by());
                return outcome;
            }
            case What.Twice twice -> {
                return order.get();
            }
            case null, default -> {
                return outcome;
            }
        }
    }

    private static OrderOutcome unanswered(FaultLine open, Optional<Duration> patience) throws InterruptedException {
        return new OrderOutcome.Unknown(open.awaitNothing(patience).getMessage());
    }

    private void frame(String stream, AtomicBoolean closed, Runnable delivery) {
        FaultLine open = open();
        if (open == null || closed.get() || isSilent()) {
            return;
        }
        Optional<What> fault = playing.frame(stream);
        fault.ifPresent(this::disturb);
        switch (fault.orElse(null)) {
            case What.Drop drop -> { }
            case What.Twice twice -> {
                delivery.run();
                delivery.run();
            }
            case What.Late late -> open.after("late frame", late.by(), () -> {
                if (!closed.get()) {
                    delivery.run();
                }
            });
            case What.GoSilent silent -> { }
            case null, default -> delivery.run();
        }
    }

    private static Subscription closing(AtomicBoolean closed, Subscription whole) {
        return () -> {
            closed.set(true);
            whole.close();
        };
    }

    private void plan(FaultLine open, Step step) {
        open.after("fault", ((When.After) step.when()).delay(), () -> {
            if (playing.done(step)) {
                disturb(step.what());
            }
        });
    }

    /** What concerns more than one call. */
    private void disturb(What what) {
        switch (what) {
            case What.CutLine cut -> lose(ErrorCategory.NETWORK, "The line broke, as the script says. Connect again.");
            case What.RevokeToken revoked -> lose(ErrorCategory.AUTHENTICATION,
                    "The broker does not take the token any more. Sign in again.");
            case What.GoSilent silent -> silentUntil = silent.lasting()
                    .map(lasting -> time.nanoTime() + lasting.toNanos()).orElse(Long.MAX_VALUE);
            default -> { }
        }
    }

    private void lose(ErrorCategory category, String why) {
        FaultLine open = line.getAndSet(null);
        if (open != null) {
            whole.disconnect();
            open.onConnectionLost(new BrokerException(category, why));
        }
    }

    private boolean isSilent() {
        Long until = silentUntil;
        return until != null && (until == Long.MAX_VALUE || time.nanoTime() - until < 0);
    }

    private static ErrorCategory category(What.Refuse refuse) {
        return refuse.as().flatMap(name -> named(ErrorCategory.values(), name)).orElse(ErrorCategory.SYSTEM);
    }

    private static RejectReason reason(What.Refuse refuse) {
        return refuse.as().flatMap(name -> named(RejectReason.values(), name)).orElse(RejectReason.OTHER);
    }

    private static <E extends Enum<E>> Optional<E> named(E[] values, String name) {
        return List.of(values).stream().filter(value -> value.name().equals(name)).findFirst();
    }
}
