package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.time.TimeSource;

/** Shares in the United States: reads prices, order books and candles. Order books are on the real service alone. */
final class UsMarket implements Prices {

    private static final BookReader BOOK = new BookReader("inquire-asking-price", "pbid", "vbid",
            "pask", "vask");

    private final KisRest rest;
    private final TimeSource time;
    private final boolean paper;

    UsMarket(KisRest rest, TimeSource time, boolean paper) {
        this.rest = rest;
        this.time = time;
        this.paper = paper;
    }

    /** Neither open, high nor low are told here, and no time: it is the second of asking. */
    @Override
    public Quote quote(SymbolId symbol, Lane lane) throws BrokerException, InterruptedException {
        Instant asked = Instant.ofEpochSecond(time.now().getEpochSecond());
        Node output = rest.read(T.get("what.quote"), KisRest.Call.of("overseas-price/price", lane, fields(symbol)))
                .body().block("output");
        BigDecimal last = output.number("last");
        if (last.signum() <= 0) {
            throw new BrokerException(ErrorCategory.DATA, T.format("quote.none", symbol));
        }
        return new Quote(symbol, asked, last, BigDecimal.ZERO, Optional.empty(), Optional.empty(), Optional.empty(),
                QuoteDecoder.price(output.number("base")), output.number("tvol").max(BigDecimal.ZERO),
                Optional.empty(), BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO);
    }

    @Override
    public OrderBook book(SymbolId symbol) throws BrokerException, InterruptedException {
        Node body = rest.read(T.get("what.book"), KisRest.Call.of("overseas-price/inquire-asking-price",
                Lane.MARKET_DATA, fields(symbol))).body();
        return BOOK.read(symbol, Instant.ofEpochSecond(time.now().getEpochSecond()), body.block("output2"));
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return new UsCandles(rest, time, paper).candles(query);
    }

    static Map<String, String> fields(SymbolId symbol) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("AUTH", "");
        fields.put("EXCD", Venue.of(symbol).quoting);
        fields.put("SYMB", symbol.code());
        return fields;
    }
}
