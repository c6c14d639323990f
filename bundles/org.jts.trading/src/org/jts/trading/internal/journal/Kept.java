package org.jts.trading.internal.journal;

import java.util.Set;

import org.jts.api.order.BrokerOrderId;
import org.jts.api.trading.DeskOrder;

/**
 * An order as the journal tells it.
 *
 * @param order     its last picture, with its trades
 * @param names     every name the broker had for it: late reports may come under an old one
 * @param changing  the change of it that was sent and not answered before the end, else null
 * @param concluded whether no broker told of its end
 */
public record Kept(DeskOrder order, Set<BrokerOrderId> names, Entry.Changing changing, boolean concluded) {
    public Kept {
        names = Set.copyOf(names);
    }
}
