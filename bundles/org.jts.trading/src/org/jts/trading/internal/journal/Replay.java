package org.jts.trading.internal.journal;

import static org.jts.trading.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskOrder;
import org.jts.journal.JournalRecord;

/** Goes through the records of an order journal and keeps what a desk needs to go on. One thread. */
public final class Replay {

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
        Entry.Changing changing;
        Instant touched;

        Draft(BrokerId broker, boolean foreign) {
            this.broker = broker;
            this.foreign = foreign;
        }
    }

    private final Map<String, Draft> orders = new LinkedHashMap<>();
    private final Map<AccountKey, Entry.Held> held = new HashMap<>();
    private final Map<AccountKey, List<Execution>> since = new HashMap<>();
    private final Set<String> prefixes = new HashSet<>();
    private final Map<AccountKey, Entry.DayStarted> days = new HashMap<>();
    private Optional<Entry.Stopped> stopped = Optional.empty();
    private Instant stoppedAt = Instant.EPOCH;
    private Optional<String> fault = Optional.empty();
    private long records;

    /** Takes the next record. */
    void accept(JournalRecord journalRecord) {
        records++;
        if (fault.isPresent()) {
            return;
        }
        try {
            Codec.read(journalRecord.text(), this::known).ifPresent(this::apply);
        } catch (IOException e) {
            fault = Optional.of("record %d: %s".formatted(journalRecord.number(), e.getMessage()));
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
    public Map<AccountKey, List<Execution>> tradesSince() {
        return since;
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
            if (draft.order.status().isOpen() || draft.touched.isAfter(now.minus(KEEP))) {
                DeskOrder order = new DeskOrder(key, draft.broker, doubted(draft.order, now), draft.executions,
                        draft.foreign);
                all.add(new Kept(order, draft.names, draft.changing));
            }
        });
        return all;
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
            case Entry.Placing e -> put(e.request().clientOrderId().value(), new Draft(e.broker(), false),
                    Order.pending(e.request(), line.at()), line.at());
            case Entry.Seen e -> put(e.key(), orders.getOrDefault(e.key(), new Draft(e.broker(), e.foreign())),
                    e.order(),
                    line.at());
            case Entry.Moved e -> put(e.key(), orders.get(e.key()), e.order(), line.at());
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
            case Entry.Cancelling e -> { }
            case Entry.Settled e -> { }
        }
    }

    private void put(String key, Draft draft, Order order, Instant at) {
        draft.order = order;
        draft.touched = at;
        order.brokerOrderId().ifPresent(draft.names::add);
        orders.put(key, draft);
    }

    private void traded(Entry.Traded traded, Instant at) {
        Draft draft = orders.get(traded.key());
        if (draft != null && draft.counted.add(traded.execution().id())) {
            draft.executions.add(traded.execution());
            draft.names.add(traded.execution().brokerOrderId());
            draft.touched = at;
            since.computeIfAbsent(new AccountKey(draft.broker, traded.execution().account()), k -> new ArrayList<>())
                    .add(traded.execution());
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
