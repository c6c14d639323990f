package org.jts.api.order;

import org.jts.api.internal.Check;

/**
 * Our own name for an order: made here, unique for ever, sent to brokers that take one.
 *
 * @param value 1 to 36 characters
 * @since 1.0
 */
public record ClientOrderId(String value) implements Comparable<ClientOrderId> {
    public ClientOrderId {
        Check.text(value, "client order id", 36);
    }

    @Override
    public int compareTo(ClientOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
