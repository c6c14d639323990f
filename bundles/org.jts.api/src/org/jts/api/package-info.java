/**
 * What every other package stands on: identifiers, money, subscriptions.
 * <p>
 * For the whole API: no parameter, component or result is {@code null}; what may be absent is an
 * {@link java.util.Optional}. Numbers that are money, price or quantity are {@link java.math.BigDecimal} and exact.
 * Times are {@link java.time.Instant}; the zone of an exchange stands in {@link org.jts.api.market.Symbol#zone()}.
 * Values are immutable and may cross threads and bundles.
 */
@Version("1.0.0")
package org.jts.api;

import org.osgi.annotation.versioning.Version;
