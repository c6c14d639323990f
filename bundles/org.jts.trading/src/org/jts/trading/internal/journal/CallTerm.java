package org.jts.trading.internal.journal;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.jts.api.account.AccountKey;
import org.jts.api.order.Order;
import org.jts.api.trading.DeskCall;

/**
 * For how long an order in a broker's own words is gone on with: a day, and for as long as it may be open. That is
 * known of one that the broker lists; of the others, of which no broker can be asked, only how long they last at most.
 */
public final class CallTerm {

    /** Of every one. */
    static final Duration DAY = Duration.ofDays(1);
    /**
     * Of one that no list has. The longest known are reserved orders of KIS, which wait until a day of at most 30 days
     * behind the next trading day, and there are holidays before that.
     */
    static final Duration UNLISTED = Duration.ofDays(45);
    /** So many that no list has at most, beside those of the last day: the oldest go. */
    static final int MOST_UNLISTED = 1_000;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** What is known of the order that came of a call. */
    public enum Listed {
        /** The broker has not listed any so far. */
        NEVER,
        /** It is open, or ended a short time ago. */
        KEPT,
        /** It ended, and is let go. */
        ENDED
    }

    private CallTerm() {
    }

    /**
     * Whether an order that nobody placed as one, and that the broker calls, or once called, by the number of a call,
     * came of it. What changes may tell the number of what it changed: an order that was there before came of no call.
     */
    public static boolean isOf(DeskCall call, AccountKey account, Order order) {
        return call.call().account().equals(account)
                && !order.createdAt().isBefore(call.placedAt().minus(CLOCKS_DIFFER));
    }

    /**
     * The calls to let go.
     *
     * @param all    oldest first
     * @param listed asked of those that the broker took and that are older than a day
     * @return their keys
     */
    public static Set<String> over(Collection<DeskCall> all, Function<DeskCall, Listed> listed, Instant now) {
        Set<String> over = new HashSet<>();
        int unlisted = 0;
        for (DeskCall call : List.copyOf(all).reversed()) {
            if (call.outcome().isEmpty() || call.isUnknown() || call.updatedAt().isAfter(now.minus(DAY))) {
                continue;
            }
            Listed order = call.call().isCancel() || call.number().isEmpty() ? Listed.ENDED : listed.apply(call);
            if (order == Listed.NEVER) {
                unlisted++;
            }
            if (order == Listed.ENDED || order == Listed.NEVER && (unlisted > MOST_UNLISTED
                    || call.placedAt().isBefore(now.minus(UNLISTED)))) {
                over.add(call.key());
            }
        }
        return over;
    }
}
