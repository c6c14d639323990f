package org.jts.gateway.grpc.internal;

import java.util.Map;

import org.jts.api.order.ExecutionId;
import org.jts.concurrent.BoundedMap;

/** The trades that were told last, so that a trade that is asked for afterwards is not told twice. Thread-safe. */
final class RecentTrades {

    private static final int MAX = 8_192;

    private final Map<ExecutionId, Boolean> told = BoundedMap.ofNewest(MAX);

    /** @return whether it had not been told */
    synchronized boolean add(ExecutionId trade) {
        return told.put(trade, true) == null;
    }
}
