package org.jts.tck.fault;

import java.time.Duration;
import java.util.Objects;
import java.util.Set;

/**
 * At what moment a step of a script happens.
 *
 * @since 1.1
 */
public sealed interface When {

    /** At once. */
    record Now() implements When {
    }

    /** So long after the connection was made; a new connection begins anew, as long as it has not happened. */
    record After(Duration delay) implements When {
        public After {
            Objects.requireNonNull(delay, "delay");
        }
    }

    /**
     * At a call of the gateway, counted from the moment at which the script is played.
     *
     * @param of     names of the methods that count
     * @param number which one, 1 for the next; or each one whose number this divides
     * @param every  whether it happens over and over
     */
    record Call(Set<String> of, int number, boolean every) implements When {
        public Call {
            of = Set.copyOf(of);
        }
    }

    /**
     * At something that the broker sends by itself.
     *
     * @param of     {@code quotes}, {@code books}, {@code orders}: what counts
     * @param number which one, 1 for the next; or each one whose number this divides
     * @param every  whether it happens over and over
     */
    record Frame(Set<String> of, int number, boolean every) implements When {
        public Frame {
            of = Set.copyOf(of);
        }
    }
}
