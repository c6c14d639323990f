package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.MarketFeed;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.jts.api.trading.Violation;
import org.jts.journal.JournalException;
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
public final class OrderDeskImpl implements OrderDesk {

    private static final Logger LOG = LoggerFactory.getLogger(OrderDeskImpl.class);

    private final BrokerRegistry registry;
    private final TimeSource time;
    private final EventLog events;
    private final DeskJournal journal;
    private final Sender sender;
    private final LiveLocks locks;
    private final KillSwitch killSwitch;
    private final LimitChecks limits;
    private final PreTrade rules;
    private final SenderNames names;
    private final Placer placer;
    private final Changer changer;
    private final Teller teller = new Teller();
    private final CallBook calls = new CallBook(teller::changed);
    private final CalledOrders called;
    private final CallSender callSender;
    private final Settlement settlement;
    private final Holdings holdings = new Holdings();
    private final Blotter blotter;
    final Followers followers = new Followers(this::follower);
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
        this.blotter = new Blotter(teller::changed, this::note, time::nanoTime);
        this.called = new CalledOrders(calls, blotter);
        this.locks = new LiveLocks(accounts, events);
        this.days = new DayStarts(accounts, feed, time, journal::note);
        this.limits = new LimitChecks(account -> accountLimits.apply(account), feed, accounts,
                new DayCounts(blotter, calls, feed, days, time), days, time);
        this.killSwitch = new KillSwitch(journal, time, events);
        this.settlement = new Settlement(journal, blotter, time, events);
        this.sender = new Sender(journal, blotter, time, events, killSwitch, followers::resync);
        this.rules = new PreTrade(new DraftChecker(registry, feed, accounts, blotter::touched, locks, limits), limits,
                locks, killSwitch, journal);
        this.names = new SenderNames(time, key -> blotter.order(key).isPresent() || calls.get(key).isPresent());
        this.placer = new Placer(rules, sender, blotter, names, time, followers::of);
        this.callSender = new CallSender(new CallRules(accounts, locks, killSwitch, journal, limits, calls), calls,
                blotter, journal, killSwitch, events, time, followers::of, followers::resync);
        this.changer = new Changer(registry, rules, sender, blotter, ids::isDone);
        this.opener = Thread.ofPlatform().name("desk-open").daemon().start(this::open);
    }

    /** A long journal takes seconds: nobody who starts this waits for them, orders do. */
    private void open() {
        try {
            Replay replay = journal.open();
            ClientOrderIds fresh = restore(replay);
            teller.state();
            registration = registry.listen(followers);
            ids.complete(fresh);
        } catch (CancellationException e) {
            // Closed meanwhile.
            return;
        } catch (RuntimeException e) {
            LOG.error("the orders of before cannot be taken from the journal", e);
            journal.fail(T.format("journal.closed", e));
            registration = registry.listen(followers);
            ids.complete(new ClientOrderIds(time.now(), Set.of()));
        }
    }

    private ClientOrderIds restore(Replay replay) {
        ClientOrderIds fresh = new ClientOrderIds(time.now(), replay.prefixes());
        replay.orders(time.now()).forEach(blotter::restore);
        replay.held().values().forEach(holdings::restore);
        replay.tradesSince().forEach((account, trades) -> trades.forEach(e -> holdings.traded(account, e)));
        Entry.Started started = new Entry.Started(fresh.prefix());
        journal.setEverything(() -> everything(started));
        journal.note(started);
        killSwitch.restore(replay.stopped(), replay.stoppedAt());
        days.restore(replay.days());
        names.restore(replay.given());
        callSender.restore(replay.calls(time.now()));
        limits.restored();
        List<String> unknown = blotter.orders().stream().filter(o -> o.order().status() == OrderStatus.UNKNOWN)
                .map(DeskOrder::key).toList();
        if (!unknown.isEmpty()) {
            events.publish(Severity.WARNING, "trading", Optional.empty(),
                    T.format("start.unknown", unknown.size()),
                    T.get("start.unknown.detail") + "\n" + String.join("\n", unknown));
        }
        return fresh;
    }

    /** What accounts hold comes last: the trades before it are in it. */
    List<Entry> everything(Entry.Started started) {
        List<Entry> all = new ArrayList<>(List.of(started, killSwitch.state()));
        all.addAll(days.all());
        all.addAll(blotter.everything());
        all.addAll(calls.everything());
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
        followers.close();
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
        return rules.check(draft);
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
        return isOpened() ? placer.place(draft, ids.join()) : Placer.refused(T.get("journal.reading"));
    }

    @Override
    public Placement place(OrderDraft draft, ClientOrderId name) {
        return place(draft, name, Overdue.Way.WAITING, late -> { }).orElseThrow();
    }

    @Override
    public void place(OrderDraft draft, ClientOrderId name, Consumer<Placement> answered) {
        place(draft, name, Overdue.Way.LENT, answered).ifPresent(answered);
    }

    private Optional<Placement> place(OrderDraft draft, ClientOrderId name, Overdue.Way way,
            Consumer<Placement> overdue) {
        // A name of before is known when the journal was read.
        return isOpened() ? placer.place(draft, name, way, overdue)
                : Optional.of(Placer.refused(T.get("journal.reading")));
    }

    @Override
    public Placement place(OrderCall call) {
        return isOpened() ? callSender.place(call, ids.join()::next, false)
                : Placer.refused(T.get("journal.reading"));
    }

    @Override
    public Placement place(OrderCall call, ClientOrderId name) {
        return isOpened() ? names.place(name, () -> callSender.place(call, () -> name, true))
                : Placer.refused(T.get("journal.reading"));
    }

    @Override
    public List<DeskCall> calls() {
        return called.calls();
    }

    @Override
    public Optional<DeskCall> call(String key) {
        return called.call(key);
    }

    private boolean isOpened() {
        return Waiting.until(time, "desk-opening", Placer.GATE_LIMIT, ids);
    }

    @Override
    public OrderOutcome modify(String key, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        return changer.modify(key, quantity, limitPrice);
    }

    @Override
    public OrderOutcome cancel(String key) {
        return changer.cancel(key);
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
        return teller.listen(listener);
    }

    @Override
    public Optional<String> settle(String key, Verdict verdict) {
        return calls.get(key).isPresent() ? callSender.settle(key, verdict) : settlement.settle(key, verdict);
    }

    @Override
    public List<StopResult> stop(String why) {
        List<StopResult> results = killSwitch.stop(why, () -> {
            sender.withdrawAll();
            teller.state();
        }, this::openOrders, changer);
        callSender.tellOutOfReach(called.outOfReach());
        return results;
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
        teller.state();
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
        teller.state();
        return refusal;
    }

    @Override
    public void lock(AccountKey account) {
        locks.lock(account);
        teller.state();
    }

    @Override
    public boolean isUnlocked(AccountKey account) {
        return locks.isUnlocked(account);
    }

    @Override
    public void flush() throws StoreException {
        if (!isOpened()) {
            throw new StoreException(T.get("journal.reading"));
        }
        try {
            journal.sync();
        } catch (JournalException e) {
            throw new StoreException(T.format("journal.unflushed", String.valueOf(e.getMessage())), e);
        }
        Optional<String> problem = journal.problem(); // what could not be noted is not among what was queued
        if (problem.isPresent()) {
            throw new StoreException(T.format("journal.unflushed", problem.get()));
        }
    }

    private BrokerFollower follower(BrokerConnection connection) {
        return new BrokerFollower(connection, blotter, time, events,
                new Reconciler(connection.id(), blotter, holdings, time, new Differences(journal, events,
                        called::has), calls), f -> killSwitch.cancelLate(connection.id(), f::openOrders,
                                o -> !o.foreign() || called.has(o), changer), called::forgetEnded);
    }
}
