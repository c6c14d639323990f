package org.jts.ratelimit.internal;

import java.util.function.IntToLongFunction;

/**
 * How long a bulk job of requests of weight 1 takes under windows and pace, if nobody else comes and answers come at
 * once. The slowest of them decides.
 */
final class Forecast {

    private final int requests;
    private final IntToLongFunction paced;
    private long longest;

    /** @param paced how many nanoseconds the pace makes that many requests take */
    Forecast(int requests, IntToLongFunction paced) {
        this.requests = requests;
        this.paced = paced;
        this.longest = paced.applyAsLong(requests);
    }

    /**
     * Whole budgets take a span each. The rest goes at the pace, or as what is used now ages out, evenly at best.
     *
     * @param used of the window, by everybody
     */
    void under(WindowState window, long used) {
        int budget = window.allowed();
        long rounds = (requests - 1) / budget;
        int rest = (requests - 1) % budget + 1;
        long free = Math.max(0, budget - used);
        long aging = rest <= free ? 0 : Math.round((double) (rest - free) / (budget - free) * window.spanNanos());
        longest = Math.max(longest, rounds * window.spanNanos() + Math.max(paced.applyAsLong(rest), aging));
    }

    long nanos() {
        return longest;
    }
}
