package org.jts.trading.internal;

import java.security.SecureRandom;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.order.ClientOrderId;

/**
 * Makes names for orders, unique for ever: the moment the desk started, four random characters for two desks that start
 * in the same millisecond, and a number. Lower-case letters, digits and a hyphen, 20 characters at most: what every
 * broker with such ids takes.
 */
final class ClientOrderIds {

    private static final int RANDOM_RANGE = 36 * 36 * 36 * 36;

    private final String prefix;
    private final AtomicLong numbers = new AtomicLong();

    ClientOrderIds(Instant start) {
        String random = Integer.toString(RANDOM_RANGE + new SecureRandom().nextInt(RANDOM_RANGE), 36).substring(1);
        prefix = Long.toString(start.toEpochMilli(), 36) + random;
    }

    ClientOrderId next() {
        return new ClientOrderId(String.format(Locale.ROOT, "%s-%04d", prefix, numbers.incrementAndGet()));
    }
}
