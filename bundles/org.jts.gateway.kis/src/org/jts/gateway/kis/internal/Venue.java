package org.jts.gateway.kis.internal;

import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.market.SymbolId;

/** An exchange, under the several names that the broker has for it. Its name here is that of {@link SymbolId}. */
enum Venue {
    KRX("KRX", "J", ""),
    NASDAQ("NASD", "NAS", "DNAS"),
    NYSE("NYSE", "NYS", "DNYS"),
    AMEX("AMEX", "AMS", "DAMS");

    static final ZoneId NEW_YORK = ZoneId.of("America/New_York");
    static final List<Venue> US = List.of(NASDAQ, NYSE, AMEX);

    /** In orders and accounts. */
    final String trading;
    /** In prices and candles. */
    final String quoting;
    /** Before the symbol in a registration. */
    final String streaming;

    Venue(String trading, String quoting, String streaming) {
        this.trading = trading;
        this.quoting = quoting;
        this.streaming = streaming;
    }

    /** @throws IllegalArgumentException for an exchange that is none of these */
    static Venue of(SymbolId symbol) {
        return valueOf(symbol.exchange());
    }

    static boolean isKnown(SymbolId symbol) {
        return Arrays.stream(values()).anyMatch(v -> v.name().equals(symbol.exchange()));
    }

    /** That of orders and accounts; case and blanks do not matter. */
    static Optional<Venue> trading(String name) {
        return Arrays.stream(values()).filter(v -> v.trading.equalsIgnoreCase(name.strip())).findFirst();
    }

    boolean isUs() {
        return this != KRX;
    }

    CurrencyCode currency() {
        return isUs() ? CurrencyCode.USD : CurrencyCode.KRW;
    }

    /** Days begin and end in it. */
    ZoneId zone() {
        return isUs() ? NEW_YORK : Clock.SEOUL;
    }

    SymbolId symbol(String code) {
        return new SymbolId(name(), code);
    }

    /** What a registration names. */
    String key(SymbolId symbol) {
        return streaming + symbol.code();
    }
}
