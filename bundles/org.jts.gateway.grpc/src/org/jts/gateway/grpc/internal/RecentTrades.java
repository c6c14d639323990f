package org.jts.gateway.grpc.internal;

import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.api.order.ExecutionId;

/** The trades that were told last, so that a trade that is asked for afterwards is not told twice. Thread-safe. */
final class RecentTrades {

    private static final int MAX = 8_192;

    private final Map<ExecutionId, Boolean> told = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<ExecutionId, Boolean> eldest) {
            return size() > MAX;
        }
    };

    /** @return whether it had not been told */
    synchronized boolean add(ExecutionId trade) {
        return told.put(trade, true) == null;
    }
}
