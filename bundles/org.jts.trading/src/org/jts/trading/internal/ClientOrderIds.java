package org.jts.trading.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.order.ClientOrderId;

/**
 * Makes names for orders, unique for ever: the moment the desk started, four random characters for two desks that start
 * in the same millisecond, and a number. A desk whose clock was set back starts no earlier than the one before it.
 * Lower-case letters, digits and a hyphen, 20 characters at most: what every broker with such ids takes.
 */
final class ClientOrderIds {

    private static final int RANDOM_RANGE = 36 * 36 * 36 * 36;
    private static final int RANDOM_DIGITS = 4;

    private final String prefix;
    private final AtomicLong numbers = new AtomicLong();

    /** @param used the prefixes of earlier desks on this folder */
    ClientOrderIds(Instant start, Set<String> used) {
        long latest = used.stream().mapToLong(ClientOrderIds::moment).max().orElse(0);
        String random = Integer.toString(RANDOM_RANGE + new SecureRandom().nextInt(RANDOM_RANGE), 36).substring(1);
        prefix = Long.toString(Math.max(start.toEpochMilli(), latest + 1), 36) + random;
    }

    String prefix() {
        return prefix;
    }

    ClientOrderId next() {
        return new ClientOrderId(String.format(Locale.ROOT, "%s-%04d", prefix, numbers.incrementAndGet()));
    }

    private static long moment(String prefix) {
        return Long.parseLong(prefix.substring(0, prefix.length() - RANDOM_DIGITS), 36);
    }
}
