package org.jts.connection.internal.stream;

import static org.jts.connection.internal.Words.T;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.ObjLongConsumer;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.connection.Cause;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.OrderBookListener;
import org.jts.api.market.Quote;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.Limits;
import org.jts.connection.internal.Notices;
import org.jts.connection.internal.SerialTasks;
import org.jts.connection.internal.call.CallException;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;

/**
 * The subscriptions of one broker. They are accepted whether it is connected or not, opened at the gateway after each
 * connect, and each delivers on a thread of its own. Order events are opened before the connection is announced, so
 * that whoever reads the open orders then misses nothing; prices right after.
 */
public final class Streams {

    private static final int MAX_TASKS = 1_000_000;

    private final BrokerId broker;
    private final Supplier<BrokerGateway> gateway;
    private final CallGuard guard;
    private final TimeSource time;
    private final Limits limits;
    private final RandomGenerator random;
    private final Notices notices;
    private final ObjLongConsumer<Failure> onLost;
    private final SerialTasks worker;
    private final Set<Durable<?>> all = ConcurrentHashMap.newKeySet();
    /** The connection that serves them; 0 while there is none. */
    private volatile long session;

    /** What the streams of one broker are made of. */
    public record Parts(BrokerId broker, Supplier<BrokerGateway> gateway, CallGuard guard, TimeSource time,
            Limits limits, RandomGenerator random, Notices notices) {
    }

    /** @param onLost told of a session that has to be made anew because events of it were lost */
    public Streams(Parts parts, ObjLongConsumer<Failure> onLost) {
        this.broker = parts.broker();
        this.gateway = parts.gateway();
        this.guard = parts.guard();
        this.time = parts.time();
        this.limits = parts.limits();
        this.random = parts.random();
        this.notices = parts.notices();
        this.onLost = onLost;
        this.worker = new SerialTasks("jts-subscribe-" + broker, MAX_TASKS);
    }

    public Subscription quotes(Set<SymbolId> symbols, QuoteListener listener)
            throws BrokerException, InterruptedException {
        Set<SymbolId> wanted = atLeastOne(symbols);
        LatestOutlet<Quote> outlet = new LatestOutlet<>("jts-quotes-" + broker, wanted, Quote::symbol,
                listener::onQuote, faults(T.get("stream.quotes.any")));
        return add(Durable.latest(T.format("stream.quotes", names(wanted)), outlet,
                (target, sink) -> target.subscribeQuotes(wanted, sink::accept)));
    }

    public Subscription orderBooks(Set<SymbolId> symbols, OrderBookListener listener)
            throws BrokerException, InterruptedException {
        Set<SymbolId> wanted = atLeastOne(symbols);
        LatestOutlet<OrderBook> outlet = new LatestOutlet<>("jts-books-" + broker, wanted, OrderBook::symbol,
                listener::onOrderBook, faults(T.get("stream.books.any")));
        return add(Durable.latest(T.format("stream.books", names(wanted)), outlet,
                (target, sink) -> target.subscribeOrderBooks(wanted, sink::accept)));
    }

    public Subscription orders(AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        EveryOutlet<OrderEvent> outlet = new EveryOutlet<>("jts-orders-" + broker, limits.orderQueue(),
                listener::onOrderEvent, faults(T.get("stream.orders.any")));
        return add(Durable.every(T.format("stream.orders", account), outlet,
                (target, sink) -> target.subscribeOrders(account, sink::accept), this::overflowed));
    }

    /** From now on this connection serves them. */
    public void begin(long newSession) {
        session = newSession;
    }

    /** Opens what must miss nothing. Blocks, each for at most the time limit of a read. */
    public void attachOrders(long newSession) throws InterruptedException {
        for (Durable<?> durable : all) {
            if (durable.isEverything()) {
                attach(durable, newSession);
            }
        }
    }

    /** Opens all others, in the background. */
    public void attachRest(long ofSession) {
        all.stream().filter(durable -> !durable.isEverything()).forEach(durable -> later(durable, ofSession));
    }

    /** The connection is over; what was subscribed waits for the next. */
    public void detach() {
        session = 0;
        all.forEach(Durable::detach);
    }

    /** Ends every subscription: the broker is gone. */
    public void close() {
        session = 0;
        all.forEach(Durable::close);
        all.clear();
        worker.close();
    }

    private Subscription add(Durable<?> durable) throws BrokerException, InterruptedException {
        all.add(durable);
        long now = session;
        if (now != 0 && durable.claim(now)) {
            try {
                open(durable, now);
            } catch (BrokerException e) {
                if (!e.isRetryable()) {
                    forget(durable);
                    throw e;
                }
                failed(durable, now, e);
            } catch (InterruptedException e) {
                forget(durable);
                throw e;
            } catch (Exception | Error e) {
                failed(durable, now, e);
            }
        }
        return () -> forget(durable);
    }

    private void attach(Durable<?> durable, long forSession) throws InterruptedException {
        if (session != forSession || !durable.claim(forSession)) {
            return;
        }
        try {
            open(durable, forSession);
        } catch (InterruptedException e) {
            durable.failed(forSession);
            throw e;
        } catch (Exception | Error e) {
            failed(durable, forSession, e);
        }
    }

    private void open(Durable<?> durable, long forSession) throws Exception {
        BrokerGateway target = gateway.get();
        Subscription opened = guard.call(Lane.READ, limits.read(), () -> durable.open(target, forSession),
                Streams::closeLate);
        if (!durable.opened(forSession, opened)) {
            closeAtGateway(opened, forSession);
        }
        int failures = durable.takeFailures();
        if (failures > 0) {
            notices.info(broker, T.format("stream.again", durable.what()), "");
        }
    }

    private void failed(Durable<?> durable, long forSession, Throwable why) {
        int failures = durable.failed(forSession);
        if (session != forSession || durable.isClosed()) {
            return;
        }
        boolean again = !(why instanceof BrokerException e) || e.isRetryable();
        if (failures == 1 || !again) {
            notices.warning(broker, T.format("stream.failed", durable.what()),
                    "%s%n%s".formatted(why instanceof CallException ? why.getMessage() : Failure.of(why).detail(),
                            again ? T.get("stream.retry")
                                    : T.get("stream.retryLater")));
        }
        if (again) {
            durable.retryBy(time.schedule("jts-subscribe-" + broker,
                    limits.rules().backOff().delay(failures, random.nextDouble()), () -> later(durable, forSession)));
        }
    }

    private void later(Durable<?> durable, long forSession) {
        worker.execute(() -> {
            try {
                attach(durable, forSession);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private void forget(Durable<?> durable) {
        all.remove(durable);
        long now = session;
        Subscription atGateway = durable.close();
        if (now != 0) {
            closeAtGateway(atGateway, now);
        }
    }

    private void closeAtGateway(Subscription subscription, long ofSession) {
        worker.execute(() -> {
            try {
                if (session == ofSession && subscription != null) {
                    guard.call(Lane.READ, limits.disconnect(), () -> {
                        subscription.close();
                        return null;
                    });
                }
            } catch (CallException e) {
                if (e.reason() == CallException.Reason.BUSY) {
                    time.schedule("jts-subscribe-" + broker, limits.disconnect(),
                            () -> closeAtGateway(subscription, ofSession));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (Exception | Error e) {
                notices.warning(broker, T.get("stream.notClosed"),
                        Failure.of(e).detail());
            }
        });
    }

    private void overflowed() {
        long now = session;
        if (now != 0) {
            onLost.accept(new Failure(Cause.GATEWAY_FAULT, T.format("stream.overflow",
                    limits.orderQueue())), now);
        }
    }

    private Consumer<Throwable> faults(String what) {
        AtomicBoolean said = new AtomicBoolean();
        return thrown -> {
            if (said.compareAndSet(false, true)) {
                notices.error(broker, T.format("stream.receiver", what),
                        T.format("stream.receiver.detail", thrown));
            }
        };
    }

    private static void closeLate(Subscription late) {
        if (late != null) {
            late.close();
        }
    }

    private static Set<SymbolId> atLeastOne(Set<SymbolId> symbols) throws BrokerException {
        if (symbols.isEmpty()) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.get("stream.noSymbol"));
        }
        return Set.copyOf(symbols);
    }

    private static String names(Set<SymbolId> symbols) {
        List<String> few = symbols.stream().sorted().limit(3).map(SymbolId::toString).toList();
        int more = symbols.size() - few.size();
        String names = String.join(", ", few);
        return more > 0 ? T.format("stream.more", names, more) : names;
    }
}
