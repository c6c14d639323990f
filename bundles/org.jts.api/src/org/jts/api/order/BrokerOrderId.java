package org.jts.api.order;

import org.jts.api.internal.Check;

/**
 * The broker's name for an order. Some brokers give a new one when an order is modified.
 *
 * @param value 1 to 64 characters
 * @since 1.0
 */
public record BrokerOrderId(String value) implements Comparable<BrokerOrderId> {
    public BrokerOrderId {
        Check.text(value, "broker order id", 64);
    }

    @Override
    public int compareTo(BrokerOrderId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
