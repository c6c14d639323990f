package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.time.Instant;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;

import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.Placement;
import org.jts.trading.internal.journal.GivenNames;

/**
 * Makes sure that no two orders, in a broker's own words or not, go out under one name of a sender: not at once, and
 * not weeks later. Thread-safe.
 */
final class SenderNames {

    private final TimeSource time;
    private final Predicate<String> isKnown;
    private final GivenNames used = new GivenNames();
    /** Of orders that are being placed. */
    private final Set<String> placing = new HashSet<>();

    /** @param isKnown whether the desk has an order of that name */
    SenderNames(TimeSource time, Predicate<String> isKnown) {
        this.time = time;
        this.isKnown = isKnown;
    }

    synchronized void restore(GivenNames before) {
        Instant now = time.now();
        before.since(now.minus(GivenNames.KEEP)).forEach(used::add);
    }

    /** Places under a name that nothing had before. */
    Placement place(ClientOrderId name, Supplier<Placement> order) {
        return place(name, overdue -> Optional.of(order.get()), overdue -> { }).orElseThrow();
    }

    /** The same for what may be told as overdue: it is being placed until then. */
    Optional<Placement> place(ClientOrderId name, Overdue.Call<Placement> order, Consumer<Placement> overdue) {
        if (!begin(name)) {
            return Optional.of(known(name));
        }
        return Overdue.holding(() -> end(name), late -> isKnown.test(name.value()) ? Optional.of(known(name))
                : order.make(late), overdue);
    }

    private static Placement known(ClientOrderId name) {
        return new Placement(Optional.empty(), new OrderOutcome.Rejected(RejectReason.DUPLICATE, "",
                T.format("refuse.known", name)));
    }

    /** @return whether it may be used: then {@link #end} is owed */
    private synchronized boolean begin(ClientOrderId name) {
        return !used.has(name.value(), time.now()) && placing.add(name.value());
    }

    /** It is used when it became an order. */
    private void end(ClientOrderId name) {
        end(name, isKnown.test(name.value()));
    }

    private synchronized void end(ClientOrderId name, boolean isUsed) {
        placing.remove(name.value());
        if (isUsed) {
            used.add(name.value(), time.now());
        }
    }
}
