package org.jts.trading.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.trading.internal.journal.Entry;

/** Changes of orders that may have been sent and were not answered, one an order at most. Thread-safe. */
final class OpenChanges {

    private final Map<String, Entry.Changing> all = new HashMap<>();
    /** When those began whose call was made in this life of the program, by a clock that may have been set since. */
    private final Map<String, Instant> begun = new HashMap<>();
    /** Those whose call has not returned: its answer will tell. */
    private final Set<String> underWay = new HashSet<>();

    /** Takes one from the journal. */
    synchronized void restore(Entry.Changing change) {
        all.put(change.key(), change);
    }

    /** The change of an order of which it is not known whether the broker has it. */
    synchronized Optional<Entry.Changing> of(String key) {
        return Optional.ofNullable(all.get(key));
    }

    synchronized List<Entry.Changing> all() {
        return List.copyOf(all.values());
    }

    /** When the change of an order began; empty when it has none, and when it is one of before the start. */
    synchronized Optional<Instant> begun(String key) {
        return Optional.ofNullable(begun.get(key));
    }

    /** A change is about to be sent. @return whether it may be: not while another one may have been */
    synchronized boolean begin(Entry.Changing change, Instant now) {
        boolean isFirst = all.putIfAbsent(change.key(), change) == null;
        if (isFirst) {
            begun.put(change.key(), now);
            underWay.add(change.key());
        }
        return isFirst;
    }

    /** Whether the call of a change has not returned yet. */
    synchronized boolean isUnderWay(String key) {
        return underWay.contains(key);
    }

    /** The call of a change has returned, and nobody knows what came of it. */
    synchronized void doubt(String key) {
        underWay.remove(key);
    }

    /** The change was answered, or is settled, or its order has ended. */
    synchronized void end(String key) {
        all.remove(key);
        begun.remove(key);
        underWay.remove(key);
    }
}
