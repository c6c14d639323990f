package org.jts.api.limit;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.BrokerId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * The request limits of a broker whose requests are counted elsewhere: by the server that serves the broker. No permit
 * is taken from them here; they are shown beside those of {@link RequestLimiters}. A gateway registers it as a service
 * of its component. Thread-safe; calls return at once.
 *
 * @since 1.2
 */
@ConsumerType
public interface RemoteLimits {

    /** The configured broker of this process whose limits these are. */
    BrokerId id();

    /**
     * What the server said last, by what it meters; the keys begin with the id of the broker, so that they are told
     * from those of this process. Empty when there is no line to the server: then nobody knows.
     */
    Map<String, MeteredLimit> limits();

    /**
     * Limits as a server said them.
     *
     * @param at     when it was heard, by the clock of this machine
     * @param limits by what the server meters, with keys as those of {@link RemoteLimits#limits}; empty when it said
     *               that it meters nothing
     * @since 1.3
     */
    record Said(Instant at, Map<String, MeteredLimit> limits) {
        public Said {
            Objects.requireNonNull(at, "at");
            limits = Collections.unmodifiableSortedMap(new TreeMap<>(limits)); // in an order that stays
        }
    }

    /**
     * Whether {@link #limits} is what holds now. It is not while there is no line to the server, and not before its
     * first word: that nothing is metered then is not known either.
     *
     * @since 1.3
     */
    default boolean isKnown() {
        return true;
    }

    /** What the server said last, over whichever line; empty when it has said nothing since the start. @since 1.3 */
    default Optional<Said> lastSaid() {
        return Optional.empty();
    }

    /**
     * Whose limits nobody can tell now.
     *
     * @param elsewhere where limits are kept
     * @return the keeper of the broker's limits, when it cannot be asked
     * @since 1.3
     */
    static Optional<RemoteLimits> unknown(Collection<? extends RemoteLimits> elsewhere, BrokerId broker) {
        return elsewhere.stream().filter(remote -> remote.id().equals(broker) && !remote.isKnown())
                .<RemoteLimits>map(remote -> remote).findFirst();
    }

    /**
     * Everything that is to be shown.
     *
     * @param own       limits that this process keeps, by key
     * @param elsewhere where others are kept
     * @return all of them by key, ordered
     */
    static Map<String, MeteredLimit> beside(Map<String, ? extends MeteredLimit> own,
            Collection<? extends RemoteLimits> elsewhere) {
        Map<String, MeteredLimit> all = new TreeMap<>(own);
        elsewhere.forEach(remote -> all.putAll(remote.limits()));
        return all;
    }

    /** The same for one broker. */
    static Map<String, MeteredLimit> beside(Map<String, ? extends MeteredLimit> own,
            Collection<? extends RemoteLimits> elsewhere, BrokerId broker) {
        return beside(own, elsewhere.stream().filter(remote -> remote.id().equals(broker)).toList());
    }
}
