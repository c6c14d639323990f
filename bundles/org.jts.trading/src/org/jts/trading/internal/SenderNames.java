package org.jts.trading.internal;

import java.time.Instant;
import java.util.HashSet;
import java.util.Set;

import org.jts.api.order.ClientOrderId;
import org.jts.trading.internal.journal.GivenNames;

/** Makes sure that no two orders go out under one name of a sender: not at once, and not weeks later. Thread-safe. */
final class SenderNames {

    private final GivenNames used = new GivenNames();
    /** Of orders that are being placed. */
    private final Set<String> placing = new HashSet<>();

    synchronized void restore(GivenNames before, Instant now) {
        before.since(now.minus(GivenNames.KEEP)).forEach(used::add);
    }

    /** @return whether it may be used: then {@link #end} is owed */
    synchronized boolean begin(ClientOrderId name, Instant now) {
        return !used.has(name.value(), now) && placing.add(name.value());
    }

    /** @param isUsed whether it became an order */
    synchronized void end(ClientOrderId name, boolean isUsed, Instant now) {
        placing.remove(name.value());
        if (isUsed) {
            used.add(name.value(), now);
        }
    }
}
