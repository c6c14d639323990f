package org.jts.api.order;

import org.jts.api.internal.Check;

/**
 * The broker's name for one trade, unique in an account: the same trade reported twice has the same id.
 *
 * @param value 1 to 100 characters
 * @since 1.0
 */
public record ExecutionId(String value) implements Comparable<ExecutionId> {
    public ExecutionId {
        Check.text(value, "execution id", 100);
    }

    @Override
    public int compareTo(ExecutionId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
