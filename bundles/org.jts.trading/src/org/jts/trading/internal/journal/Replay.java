package org.jts.trading.internal.journal;

import static org.jts.trading.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.journal.JournalFold;
import org.jts.journal.JournalRecord;

/** Goes through the records of an order journal and keeps what a desk needs to go on. One thread. */
public final class Replay implements JournalFold {

    /** Orders that ended longer ago are left in the journal: no report about them can come any more. */
    static final Duration KEEP = Duration.ofDays(1);

    /** An order while it is put together. */
    private static final class Draft {
        final BrokerId broker;
        final boolean foreign;
        final Set<BrokerOrderId> names = new HashSet<>(2);
        final Set<ExecutionId> counted = new HashSet<>(2);
        final List<Execution> executions = new ArrayList<>(2);
        Order order;
        boolean concluded;
        Entry.Changing changing;
        Instant touched;

        Draft(BrokerId broker, boolean foreign) {
            this.broker = broker;
            this.foreign = foreign;
        }
    }

    private final Map<String, Draft> orders = new LinkedHashMap<>();
    private final Map<AccountKey, Entry.Held> held = new HashMap<>();
    private final Map<AccountKey, Map<ExecutionId, Execution>> since = new HashMap<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Map<AccountKey, Entry.DayStarted> days = new HashMap<>();
    private final GivenNames given = new GivenNames();
    private final Calls calls = new Calls();
    /** The clock by which a state is made. */
    private final Supplier<Instant> clock;
    private Optional<Entry.Stopped> stopped = Optional.empty();
    private Instant stoppedAt = Instant.EPOCH;
    private Optional<String> fault = Optional.empty();
    private long records;

    /** @param clock by which it is told what ended long ago */
    public Replay(Supplier<Instant> clock) {
        this.clock = clock;
    }

    @Override
    public void accept(JournalRecord journalRecord) {
        records++;
        if (fault.isPresent()) {
            return;
        }
        try {
            Codec.read(journalRecord.text(), this::known).ifPresent(this::apply);
        } catch (IOException e) {
            fault = Optional.of(T.format("journal.record", Long.toString(journalRecord.number()), e.getMessage()));
        }
    }

    /** The first record that could not be understood; what came after it was left aside. */
    Optional<String> fault() {
        return fault;
    }

    /** How many records were read. */
    public long records() {
        return records;
    }

    /** With what the names of earlier orders began. */
    public Set<String> prefixes() {
        return prefixes;
    }

    /** What each account held when it was last compared. */
    public Map<AccountKey, Entry.Held> held() {
        return held;
    }

    /** The trades of each account that were counted after it was last compared. */
    public Map<AccountKey, Collection<Execution>> tradesSince() {
        Map<AccountKey, Collection<Execution>> all = new HashMap<>();
        since.forEach((account, trades) -> all.put(account, trades.values()));
        return all;
    }

    /** The names that senders gave to their orders. */
    public GivenNames given() {
        return given;
    }

    /** Whether new orders are stopped, and why. */
    public Optional<Entry.Stopped> stopped() {
        return stopped.filter(Entry.Stopped::stopped);
    }

    /** Since when, while {@link #stopped} says that they are. */
    public Instant stoppedAt() {
        return stoppedAt;
    }

    /** What each account was worth at the beginning of the last day on which it was read. */
    public Map<AccountKey, Entry.DayStarted> days() {
        return days;
    }

    /**
     * The orders to go on with, oldest first: those that are open, and those that ended less than a day before
     * {@code now}. One that may have been sent and was never answered is unknown.
     */
    public List<Kept> orders(Instant now) {
        List<Kept> all = new ArrayList<>();
        orders.forEach((key, draft) -> {
            if (isKept(draft, now)) {
                DeskOrder order = new DeskOrder(key, draft.broker, doubted(draft.order, now), draft.executions,
                        draft.foreign);
                all.add(new Kept(order, draft.names, draft.changing, draft.concluded));
            }
        });
        return all;
    }

    /**
     * The orders in brokers' own words to go on with, oldest first: those of which it is not known what became, those
     * that may be open, and those of the day before {@code now}. One that may have been sent and was never answered is
     * unknown.
     */
    public List<DeskCall> calls(Instant now) {
        return calls.kept(listed(now), now).stream().map(c -> c.outcome().isPresent() ? c
                : c.with(new OrderOutcome.Unknown(T.get("replay.callCutOff")), c.updatedAt())).toList();
    }

    /** What {@link #orders} would tell of what came of a call. */
    private Function<DeskCall, CallTerm.Listed> listed(Instant now) {
        record Name(BrokerId broker, BrokerOrderId number) {
        }
        Map<Name, List<Draft>> named = new HashMap<>();
        orders.values().stream().filter(d -> d.foreign).forEach(d -> d.names.forEach(n ->
                named.computeIfAbsent(new Name(d.broker, n), name -> new ArrayList<>(1)).add(d)));
        return call -> call.number().map(n -> named.get(new Name(call.call().account().broker(), n)))
                .flatMap(all -> all.stream().filter(d -> CallTerm.isOf(call, new AccountKey(d.broker,
                        d.order.account()), d.order)).findFirst())
                .map(d -> isKept(d, now) ? CallTerm.Listed.KEPT : CallTerm.Listed.ENDED)
                .orElse(CallTerm.Listed.NEVER);
    }

    private static boolean isKept(Draft draft, Instant now) {
        return draft.order.status().isOpen() || draft.touched.isAfter(now.minus(KEEP));
    }

    /**
     * The orders that {@link #orders} would give, as they are; what accounts held, and the trades since; whether
     * trading is stopped; the newest prefix; the names that senders gave. In an order in which each trade counts where
     * it counted.
     */
    @Override
    public List<String> state() {
        if (fault.isPresent()) {
            throw new IllegalStateException("expected records that can be understood, found " + fault.get());
        }
        Instant now = clock.get();
        List<Line> lines = new ArrayList<>();
        newest(prefixes).ifPresent(p -> lines.add(new Line(now, new Entry.Started(p))));
        stopped().ifPresent(s -> lines.add(new Line(stoppedAt, s)));
        days.values().forEach(d -> lines.add(new Line(now, d)));
        given.since(now.minus(GivenNames.KEEP)).forEach((name, at) -> lines.add(new Line(at, new Entry.Named(name))));
        orders.forEach((key, draft) -> {
            boolean isNeeded = draft.executions.stream().anyMatch(e -> isSince(draft, e));
            if (isNeeded || isKept(draft, now)) {
                lines.add(new Line(draft.touched, new Entry.Seen(key, draft.broker, draft.foreign, draft.order,
                        draft.names, draft.concluded)));
                draft.executions.stream().filter(e -> !isSince(draft, e))
                        .forEach(e -> lines.add(new Line(draft.touched, new Entry.Traded(key, e))));
                if (draft.changing != null) {
                    lines.add(new Line(draft.touched, draft.changing));
                }
            }
        });
        calls.kept(listed(now), now).stream().flatMap(Calls::lines).forEach(lines::add);
        held.values().forEach(h -> lines.add(new Line(now, h)));
        orders.forEach((key, draft) -> draft.executions.stream().filter(e -> isSince(draft, e))
                .forEach(e -> lines.add(new Line(draft.touched, new Entry.Traded(key, e)))));
        return lines.stream().map(Codec::write).toList();
    }

    /** Whether a trade was counted after its account was last compared. */
    private boolean isSince(Draft draft, Execution e) {
        return since.getOrDefault(new AccountKey(draft.broker, e.account()), Map.of()).containsKey(e.id());
    }

    /** Names begin with the moment: of the same length, so that they sort by it. */
    private static Optional<String> newest(Set<String> prefixes) {
        return prefixes.stream().max(Comparator.comparing(String::length).thenComparing(p -> p));
    }

    private static Order doubted(Order order, Instant now) {
        boolean unanswered = order.status() == OrderStatus.PENDING || order.status() == OrderStatus.SUBMITTED;
        return unanswered ? order.withStatus(OrderStatus.UNKNOWN, now, Optional.of(T.get("replay.cutOff"))) : order;
    }

    private Order known(String key) {
        Draft draft = orders.get(key);
        return draft == null ? null : draft.order;
    }

    private void apply(Line line) {
        switch (line.entry()) {
            case Entry.Started e -> prefixes.add(e.idPrefix());
            case Entry.Placing e -> {
                String key = e.request().clientOrderId().value();
                put(key, new Draft(e.broker(), false), Order.pending(e.request(), line.at()), line.at(), false);
                if (e.isGiven()) {
                    given.add(key, line.at());
                }
            }
            case Entry.Named e -> given.add(e.name(), line.at());
            case Entry.Seen e -> {
                Draft draft = orders.getOrDefault(e.key(), new Draft(e.broker(), e.foreign()));
                draft.names.addAll(e.names());
                put(e.key(), draft, e.order(), line.at(), e.concluded());
            }
            case Entry.Moved e -> put(e.key(), orders.get(e.key()), e.order(), line.at(), e.concluded());
            case Entry.Traded e -> traded(e, line.at());
            case Entry.Changing e -> change(e.key(), e);
            case Entry.Answered e -> {
                if (e.call().equals(Answers.MODIFY) && !e.outcome().equals(Answers.UNKNOWN)) {
                    change(e.key(), null);
                }
            }
            case Entry.Joined e -> join(orders.remove(e.key()), orders.get(e.into()));
            case Entry.Held e -> {
                held.put(e.account(), e);
                since.remove(e.account());
            }
            case Entry.DayStarted e -> days.put(e.account(), e);
            case Entry.Stopped e -> {
                stopped = Optional.of(e);
                stoppedAt = line.at();
            }
            case Entry.Calling e -> {
                calls.apply(e);
                if (e.isGiven()) {
                    given.add(e.key(), line.at());
                }
            }
            case Entry.Called e -> calls.apply(e, line.at());
            case Entry.Attempt e -> { }
            case Entry.Cancelling e -> { }
            case Entry.Settled e -> { }
        }
    }

    private void put(String key, Draft draft, Order order, Instant at, boolean concluded) {
        draft.order = order;
        draft.concluded = concluded;
        if (order.status().isFinal()) {
            draft.changing = null;
        }
        draft.touched = at;
        order.brokerOrderId().ifPresent(draft.names::add);
        orders.put(key, draft);
    }

    private void traded(Entry.Traded traded, Instant at) {
        Draft draft = orders.get(traded.key());
        if (draft != null && draft.counted.add(traded.execution().id())) {
            draft.executions.add(traded.execution());
            name(draft, traded.execution());
            draft.touched = at;
            count(new AccountKey(draft.broker, traded.execution().account()), traded.execution());
        }
    }

    /** A program may end behind a trade, and before it wrote down what the trade tells the order is called now. */
    private static void name(Draft draft, Execution execution) {
        BrokerOrderId id = execution.brokerOrderId();
        boolean isNew = draft.names.add(id) && execution.clientOrderId().isPresent();
        if (isNew || draft.order.brokerOrderId().isEmpty()) {
            draft.order = draft.order.withBrokerOrderId(id, draft.order.updatedAt());
        }
    }

    /** Before an account was compared there is nothing to which its trades could be added. */
    private void count(AccountKey account, Execution execution) {
        if (held.containsKey(account)) {
            // One may have been seen under two orders, before it was known that they are one.
            since.computeIfAbsent(account, k -> new LinkedHashMap<>()).putIfAbsent(execution.id(), execution);
        }
    }

    private static void join(Draft gone, Draft into) {
        if (gone != null && into != null) {
            gone.executions.stream().filter(e -> into.counted.add(e.id())).forEach(into.executions::add);
            into.names.addAll(gone.names);
            gone.order.brokerOrderId().ifPresent(id ->
                    into.order = into.order.withBrokerOrderId(id, into.order.updatedAt()));
        }
    }

    private void change(String key, Entry.Changing changing) {
        Draft draft = orders.get(key);
        if (draft != null) {
            draft.changing = changing;
        }
    }
}
