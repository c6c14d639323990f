package org.jts.server.internal;

import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a server stands on.
 *
 * @param registry the brokers that are set up
 * @param desk     through which every order goes
 * @param accounts which accounts there are
 * @param limiters what is used of request limits
 * @param time     the clock
 * @param meters   where it says what it does
 */
record Backend(BrokerRegistry registry, OrderDesk desk, AccountBook accounts, RequestLimiters limiters, TimeSource time,
        MeterRegistry meters) {
}
