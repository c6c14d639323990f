/**
 * A deterministic exchange in memory: seeded prices, a price-time-priority order book, the rules of the Korea Exchange
 * and of 24-hour crypto exchanges, fees, taxes and accounts whose balances always add up.
 * <p>
 * Nothing here reads a clock, starts a thread or draws an unseeded random number: the same builder settings and the
 * same calls at the same times give the same events, to the byte ({@link org.jts.exchange.Exchange#digest()}).
 */
@Version("1.1.0")
package org.jts.exchange;

import org.osgi.annotation.versioning.Version;
