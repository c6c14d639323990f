package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.MarketFeed;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.store.DataFolder;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.concurrent.CoalescedSignal;
import org.jts.concurrent.Listeners;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.Entry;
import org.jts.trading.internal.journal.Replay;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checks, names, sends and follows orders. Others reach it through {@link AuditedDesk}. */
@Component(service = OrderDeskImpl.class)
public final class OrderDeskImpl implements OrderDesk, RegistryListener {

    /** How long an order waits for the comparison after a connect. */
    static final Duration GATE_LIMIT = Duration.ofSeconds(10);

    private static final Logger LOG = LoggerFactory.getLogger(OrderDeskImpl.class);

    private final BrokerRegistry registry;
    private final TimeSource time;
    private final EventLog events;
    private final DeskJournal journal;
    private final Sender sender;
    private final LiveLocks locks;
    private final LimitChecks limits;
    private final DraftChecker checker;
    private final KillSwitch killSwitch;
    /** Names that senders gave to orders which are being placed. */
    private final Set<ClientOrderId> named = ConcurrentHashMap.newKeySet();
    private final OrderNews news = new OrderNews();
    private final Listeners<DeskListener> listeners = new Listeners<>();
    private final Settlement settlement;
    private final CoalescedSignal teller = new CoalescedSignal("desk-news", this::tellNews);
    private final Holdings holdings = new Holdings();
    private final Blotter blotter;
    private final Map<BrokerId, BrokerFollower> followers = new ConcurrentHashMap<>();
    /** Completes when the journal was read: then there are orders, and names for new ones. */
    private final CompletableFuture<ClientOrderIds> ids = new CompletableFuture<>();
    private final Thread opener;
    private volatile Subscription registration = () -> { };

    private final DayStarts days;
    /** The default ones until those are there that the trader set: before anybody can order. */
    private volatile Function<AccountKey, AccountLimits> accountLimits = account -> AccountLimits.standard();

    @Activate
    public OrderDeskImpl(@Reference BrokerRegistry registry, @Reference MarketFeed feed,
            @Reference AccountBook accounts, @Reference TimeSource time, @Reference EventLog events,
            @Reference DataFolder folder) {
        this(registry, feed, accounts, time, events, folder, DeskJournal.Size.STANDARD);
    }

    /** @param size of the journal */
    public OrderDeskImpl(BrokerRegistry registry, MarketFeed feed, AccountBook accounts, TimeSource time,
            EventLog events, DataFolder folder, DeskJournal.Size size) {
        this.registry = registry;
        this.time = time;
        this.events = events;
        this.journal = new DeskJournal(DeskJournal.folder(folder), time, events, size);
        this.blotter = new Blotter(this::changed, this::note, time::nanoTime);
        this.locks = new LiveLocks(accounts, events);
        this.days = new DayStarts(accounts, feed, time, journal::note);
        this.limits = new LimitChecks(account -> accountLimits.apply(account), feed, accounts, blotter, days, time);
        this.checker = new DraftChecker(registry, feed, accounts, blotter::touched, locks, limits);
        this.killSwitch = new KillSwitch(journal, time, events);
        this.settlement = new Settlement(journal, blotter, time, events);
        this.sender = new Sender(journal, blotter, time, events, killSwitch, this::ask);
        this.opener = Thread.ofPlatform().name("desk-open").daemon().start(this::open);
    }

    /** A long journal takes seconds: nobody who starts this waits for them, orders do. */
    private void open() {
        try {
            Replay replay = journal.open();
            ClientOrderIds names = restore(replay);
            tellState();
            registration = registry.listen(this);
            ids.complete(names);
        } catch (CancellationException e) {
            // Closed meanwhile.
            return;
        } catch (RuntimeException e) {
            LOG.error("the orders of before cannot be taken from the journal", e);
            journal.fail(T.format("journal.closed", e));
            registration = registry.listen(this);
            ids.complete(new ClientOrderIds(time.now(), Set.of()));
        }
    }

    private ClientOrderIds restore(Replay replay) {
        ClientOrderIds names = new ClientOrderIds(time.now(), replay.prefixes());
        replay.orders(time.now()).forEach(blotter::restore);
        replay.held().values().forEach(holdings::restore);
        replay.tradesSince().forEach((account, trades) -> trades.forEach(e -> holdings.traded(account, e)));
        Entry.Started started = new Entry.Started(names.prefix());
        journal.setEverything(() -> everything(started));
        journal.note(started);
        killSwitch.restore(replay.stopped(), replay.stoppedAt());
        days.restore(replay.days());
        List<String> unknown = blotter.orders().stream().filter(o -> o.order().status() == OrderStatus.UNKNOWN)
                .map(DeskOrder::key).toList();
        if (!unknown.isEmpty()) {
            events.publish(Severity.WARNING, "trading", Optional.empty(),
                    T.format("start.unknown", unknown.size()),
                    T.get("start.unknown.detail") + "\n" + String.join("\n", unknown));
        }
        return names;
    }

    /** What accounts hold comes last: the trades before it are in it. */
    List<Entry> everything(Entry.Started started) {
        List<Entry> all = new ArrayList<>(List.of(started, killSwitch.state()));
        all.addAll(days.all());
        all.addAll(blotter.everything());
        all.addAll(holdings.all());
        return all;
    }

    /** With the blotter's lock: only queues. */
    private void note(Entry entry) {
        journal.note(entry);
        if (entry instanceof Entry.Traded traded) {
            blotter.order(traded.key()).ifPresent(o -> holdings.traded(o.account(), traded.execution()));
        }
    }

    @Deactivate
    public void close() {
        journal.stopOpening();
        awaitOpener();
        registration.close();
        days.close();
        followers.values().forEach(BrokerFollower::close);
        teller.close();
        journal.close();
    }

    private void awaitOpener() {
        try {
            opener.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public List<Violation> check(OrderDraft draft) {
        List<Violation> found = checker.check(draft);
        killSwitch.refusal().ifPresent(stopped -> found.addFirst(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK,
                ((OrderOutcome.NotSent) stopped).why())));
        journal.problem().ifPresent(problem -> found.add(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK,
                T.format("journal.refused", problem))));
        return found;
    }

    /** There before the desk is a service, and for as long. */
    @Reference
    void setLimitBook(LimitBook book) {
        setLimits(book::limits);
    }

    /** For those who start a desk without a framework. */
    public void setLimits(Function<AccountKey, AccountLimits> all) {
        accountLimits = all;
    }

    @Override
    public Placement place(OrderDraft draft) {
        return isOpened() ? place(draft, ids.join()::next) : refused(T.get("journal.reading"));
    }

    @Override
    public Placement place(OrderDraft draft, ClientOrderId name) {
        // A name of before is known when the journal was read.
        if (!isOpened()) {
            return refused(T.get("journal.reading"));
        }
        boolean first = named.add(name);
        try {
            return first && blotter.order(name.value()).isEmpty() ? place(draft, () -> name)
                    : new Placement(Optional.empty(), new OrderOutcome.Rejected(RejectReason.DUPLICATE, "",
                            T.format("refuse.known", name)));
        } finally {
            if (first) {
                named.remove(name);
            }
        }
    }

    private boolean isOpened() {
        return Waiting.until(time, "desk-opening", GATE_LIMIT, ids);
    }

    private Placement place(OrderDraft draft, Supplier<ClientOrderId> name) {
        BrokerFollower follower = followers.get(draft.account().broker());
        if (follower != null) {
            limits.askPrice(draft, follower.connection());
        }
        List<Violation> violations = check(draft);
        if (violations.isEmpty()) {
            limits.checkPriced(draft, violations);
        }
        if (!violations.isEmpty() || follower == null) {
            return refused(violations.isEmpty() ? T.format("check.broker", "", draft.account().broker())
                    : text(violations));
        }
        Permission permission = new Permission(draft, follower);
        Optional<OrderOutcome> waited = permission.gate();
        if (waited.isPresent()) {
            return new Placement(Optional.empty(), waited.get());
        }
        Optional<String> duplicate = limits.duplicate(draft);
        if (duplicate.isPresent()) {
            return refused(duplicate.get());
        }
        OrderRequest request = new OrderRequest(name.get(), draft.account().account(), draft.symbol(), draft.side(),
                draft.type(), draft.timeInForce(), draft.quantity(), draft.limitPrice(), draft.stopPrice());
        OrderOutcome outcome = sender.place(follower.connection(), request, permission);
        limits.placed(draft, outcome);
        if (outcome instanceof OrderOutcome.Accepted) {
            follower.lookAfterOpen();
        }
        return new Placement(Optional.of(request.clientOrderId().value()).filter(k -> blotter.order(k).isPresent()),
                outcome);
    }

    private static Placement refused(String why) {
        return new Placement(Optional.empty(), new OrderOutcome.NotSent(why));
    }

    /** What was checked may be otherwise when an order has waited. */
    private final class Permission implements Sender.Permission {

        private final OrderDraft draft;
        private final BrokerFollower follower;
        /** The last look was one without a line: nothing was checked. */
        private boolean unchecked;

        Permission(OrderDraft draft, BrokerFollower follower) {
            this.draft = draft;
            this.follower = follower;
        }

        /** @return what ends the call: the account was not compared in time, or the order may not be placed any more */
        Optional<OrderOutcome> gate() {
            if (follower.gate().isOpen(draft.account().account())) {
                return Optional.empty();
            }
            Optional<String> closed = follower.gate().await(draft.account().account(), GATE_LIMIT);
            return closed.isPresent() ? notSent(closed.get()) : checked();
        }

        @Override
        public Optional<OrderOutcome> last() {
            if (!locks.isUnlocked(draft.account())) {
                return notSent(T.format("check.live", draft.account()));
            }
            boolean isBack = follower.connection().state().isConnected();
            return isBack && (unchecked || !follower.gate().isOpen(draft.account().account()))
                    ? notSent(T.get("attempt.unchecked")) : Optional.empty();
        }

        /** Without a line it is tried nevertheless, and not sent: it may be back at the next try. */
        @Override
        public Optional<OrderOutcome> again() {
            unchecked = !follower.connection().state().isConnected();
            return unchecked ? Optional.empty() : checked().or(this::gate);
        }

        private Optional<OrderOutcome> checked() {
            List<Violation> violations = check(draft);
            if (violations.isEmpty()) {
                limits.checkPriced(draft, violations);
            }
            return violations.isEmpty() ? Optional.empty() : notSent(text(violations));
        }
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        Optional<DeskOrder> order = blotter.order(key);
        Optional<OrderOutcome> refusal = refuse(key, order);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        List<Violation> violations = checker.checkChange(order.get(), quantity, limitPrice);
        if (!violations.isEmpty()) {
            return new OrderOutcome.NotSent(text(violations));
        }
        BrokerConnection connection = registry.broker(order.get().broker()).orElseThrow();
        return sender.modify(connection, order.get(), quantity, limitPrice, new Sender.Permission() {
            @Override
            public Optional<OrderOutcome> last() {
                return locks.isUnlocked(order.get().account()) ? Optional.empty()
                        : notSent(T.format("check.live", order.get().account()));
            }

            @Override
            public Optional<OrderOutcome> again() {
                // What filled meanwhile counts.
                List<Violation> found = checker.checkChange(blotter.order(key).orElse(order.get()), quantity,
                        limitPrice);
                return found.isEmpty() || !connection.state().isConnected() ? Optional.empty() : notSent(text(found));
            }
        });
    }

    @Override
    public OrderOutcome cancel(String key) {
        Optional<DeskOrder> order = blotter.order(key);
        if (order.filter(o -> o.order().ref().isEmpty()).isPresent() && sender.withdraw(key)) {
            return new OrderOutcome.NotSent(T.format("attempt.withdrawn", key));
        }
        Optional<OrderOutcome> refusal = refuse(key, order);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        BrokerConnection connection = registry.broker(order.get().broker()).orElseThrow();
        return sender.cancel(connection, order.get());
    }

    @Override
    public List<DeskOrder> orders() {
        return blotter.orders();
    }

    @Override
    public Optional<DeskOrder> order(String key) {
        return blotter.order(key);
    }

    @Override
    public Subscription listen(DeskListener listener) {
        return listeners.add(listener);
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        return settlement.settle(key, verdict);
    }

    @Override
    public List<StopResult> stop(String why) {
        return killSwitch.stop(why, () -> {
            sender.withdrawAll();
            tellState();
        }, this::openOrders, order -> cancel(order.key()));
    }

    /** Those of before the start too: the journal is waited for. */
    private List<DeskOrder> openOrders() {
        if (!isOpened()) {
            events.publish(Severity.ERROR, "trading", Optional.empty(), T.get("journal.reading"), "");
        }
        return blotter.orders().stream().filter(o -> o.order().status().isOpen()).toList();
    }

    @Override
    public void resume() {
        killSwitch.resume();
        tellState();
    }

    @Override
    public Optional<String> stopped() {
        return killSwitch.stopped();
    }

    @Override
    public Optional<Instant> stoppedSince() {
        return killSwitch.since();
    }

    @Override
    public Optional<String> unlock(AccountKey account, String typedNumber) {
        Optional<String> refusal = locks.unlock(account, typedNumber);
        tellState();
        return refusal;
    }

    @Override
    public void lock(AccountKey account) {
        locks.lock(account);
        tellState();
    }

    @Override
    public boolean isUnlocked(AccountKey account) {
        return locks.isUnlocked(account);
    }

    @Override
    public void onAdded(BrokerConnection connection) {
        Reconciler reconciler = new Reconciler(connection.id(), blotter, holdings, time,
                new Differences(journal, events));
        BrokerFollower old = followers.put(connection.id(),
                new BrokerFollower(connection, blotter, time, events, reconciler));
        if (old != null) {
            old.close();
        }
        onStateChanged(connection, connection.state());
    }

    @Override
    public void onRemoved(BrokerConnection connection) {
        BrokerFollower gone = followers.get(connection.id());
        if (gone != null && gone.connection() == connection) {
            followers.remove(connection.id(), gone);
            gone.close();
        }
    }

    @Override
    public void onStateChanged(BrokerConnection connection, ConnectionState state) {
        BrokerFollower follower = followers.get(connection.id());
        if (follower != null) {
            follower.onState(state.isConnected());
        }
    }

    private void ask(BrokerId broker) {
        BrokerFollower follower = followers.get(broker);
        if (follower != null) {
            follower.resync();
        }
    }

    private Optional<OrderOutcome> refuse(String key, Optional<DeskOrder> order) {
        if (order.isEmpty()) {
            return notSent(ids.isDone() ? T.format("refuse.noOrder", key) : T.get("journal.reading"));
        }
        Order known = order.get().order();
        if (!known.status().isOpen()) {
            return notSent(T.format("refuse.ended", key, OrderNames.status(known.status())));
        }
        if (known.ref().isEmpty()) {
            return notSent(T.format("refuse.unnamed", key, OrderNames.status(known.status())));
        }
        if (registry.broker(order.get().broker()).isEmpty()) {
            return notSent(T.format("refuse.noBroker", key, order.get().broker()));
        }
        return Optional.empty();
    }

    private static String text(List<Violation> violations) {
        return violations.stream().map(Violation::text).collect(Collectors.joining("\n"));
    }

    private static Optional<OrderOutcome> notSent(String why) {
        return Optional.of(new OrderOutcome.NotSent(why));
    }

    private void changed(DeskOrder order) {
        news.put(order);
        teller.raise();
    }

    private void tellState() {
        listeners.tell(DeskListener::onTradingState);
    }

    private void tellNews() {
        for (DeskOrder order = news.poll(); order != null; order = news.poll()) {
            DeskOrder now = order;
            listeners.tell(l -> l.onOrder(now));
        }
    }
}
