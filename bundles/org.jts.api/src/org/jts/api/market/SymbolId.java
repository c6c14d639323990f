package org.jts.api.market;

import java.util.regex.Pattern;

import org.jts.api.internal.Check;

/**
 * Names a traded instrument by its exchange and the exchange's own code: {@code KRX:005930}, {@code UPBIT:KRW-BTC},
 * {@code BINANCE:BTCUSDT}, {@code NASDAQ:AAPL}. Two brokers that trade the same listing use the same id.
 *
 * @param exchange 2 to 12 upper-case letters or digits
 * @param code     1 to 20 characters, no white space and no colon
 * @since 1.0
 */
public record SymbolId(String exchange, String code) implements Comparable<SymbolId> {

    private static final Pattern EXCHANGE = Pattern.compile("[A-Z0-9]{2,12}");
    private static final Pattern CODE = Pattern.compile("[^\\s:]{1,20}");

    public SymbolId {
        Check.matches(exchange, "exchange", EXCHANGE, "2 to 12 upper-case letters or digits such as KRX");
        Check.matches(code, "symbol code", CODE, "1 to 20 characters without spaces or colons");
    }

    /**
     * Reads the form that {@link #toString()} writes.
     *
     * @throws IllegalArgumentException when {@code text} is not {@code EXCHANGE:CODE}
     */
    public static SymbolId parse(String text) {
        int colon = text.indexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException(
                    "symbol: expected EXCHANGE:CODE such as KRX:005930, was \"%s\"".formatted(text));
        }
        return new SymbolId(text.substring(0, colon), text.substring(colon + 1));
    }

    @Override
    public int compareTo(SymbolId other) {
        int byExchange = exchange.compareTo(other.exchange);
        return byExchange != 0 ? byExchange : code.compareTo(other.code);
    }

    @Override
    public String toString() {
        return exchange + ":" + code;
    }
}
