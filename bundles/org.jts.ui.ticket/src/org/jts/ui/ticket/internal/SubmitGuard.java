package org.jts.ui.ticket.internal;

import java.util.function.LongSupplier;

import org.jts.api.trading.OrderDraft;

/**
 * Keeps one wish from becoming two orders: nothing is taken while an order is on its way, and the same order not again
 * within a moment, which is what a double click or a held key looks like. UI thread only.
 */
final class SubmitGuard {
    static final long QUIET_NANOS = 1_000_000_000;

    private final LongSupplier nanoTime;
    private boolean busy;
    private OrderDraft last;
    private long endedAt;

    SubmitGuard(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** @return whether the draft may go on; then {@link #end} must follow */
    boolean begin(OrderDraft draft) {
        if (busy || draft.equals(last) && nanoTime.getAsLong() - endedAt < QUIET_NANOS) {
            return false;
        }
        busy = true;
        last = draft;
        return true;
    }

    void end() {
        busy = false;
        endedAt = nanoTime.getAsLong();
    }

    boolean isBusy() {
        return busy;
    }
}
