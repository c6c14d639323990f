package org.jts.simulator.kis;

/**
 * How hard the simulated broker was asked. Worst windows count every request that is metered, refused ones too.
 *
 * @param requests    that reached the server, of any kind
 * @param metered     of them, those that count against the limit of the key
 * @param refused     with {@code EGW00201}
 * @param worstSecond the most metered requests in any second
 * @param worstMinute the most in any 60 seconds
 * @param worstHour   the most in any 3,600 seconds
 * @since 1.0
 */
public record RateReport(long requests, long metered, long refused, int worstSecond, int worstMinute, int worstHour) {
}
