package org.jts.server.internal;

import java.util.Map;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;

import io.micrometer.core.instrument.MeterRegistry;

/**
 * What a server stands on.
 *
 * @param registry the brokers that are set up
 * @param desk     through which every order goes
 * @param accounts which accounts there are
 * @param limits   the request limits of a broker, by what it meters
 * @param time     the clock
 * @param meters   where it says what it does
 * @param administration what operators change
 */
record Backend(BrokerRegistry registry, OrderDesk desk, AccountBook accounts,
        Function<BrokerId, Map<String, ? extends MeteredLimit>> limits, TimeSource time, MeterRegistry meters,
        Administration administration) {
}
