package org.jts.trading.internal.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.concurrent.BoundedMap;

/**
 * Names that senders gave to their orders, remembered for longer than the orders themselves: whoever sends the same
 * name again, after a long silence or out of a backup, means the same order. One thread at a time.
 */
public final class GivenNames {

    /** For so long a name is remembered. */
    public static final Duration KEEP = Duration.ofDays(30);
    /** So many at most; the oldest go. */
    static final int MOST = 200_000;

    /** Bounded not by age: a clock that was wrong for a moment must not make all be forgotten. */
    private final Map<String, Instant> names = BoundedMap.ofNewest(MOST);

    /** It was given at that moment. */
    public void add(String name, Instant at) {
        names.remove(name);
        names.put(name, at);
    }

    /** Whether it was given within the last {@link #KEEP}. */
    public boolean has(String name, Instant now) {
        Instant at = names.get(name);
        return at != null && !at.isBefore(now.minus(KEEP));
    }

    /** Those that were given since a moment, the oldest first, and when. */
    public Map<String, Instant> since(Instant oldest) {
        Map<String, Instant> found = new LinkedHashMap<>();
        names.forEach((name, at) -> {
            if (!at.isBefore(oldest)) {
                found.put(name, at);
            }
        });
        return found;
    }
}
