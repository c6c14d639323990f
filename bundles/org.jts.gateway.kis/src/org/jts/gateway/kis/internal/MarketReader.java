package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
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

/** Korean shares: reads prices, order books and candles. */
final class MarketReader implements Prices {

    static final String KRX = "J";
    private static final BookReader BOOK = new BookReader("inquire-asking-price-exp-ccn", "bidp", "bidp_rsqn",
            "askp", "askp_rsqn");

    private final KisRest rest;
    private final TimeSource time;
    private final boolean paper;

    MarketReader(KisRest rest, TimeSource time, boolean paper) {
        this.rest = rest;
        this.time = time;
        this.paper = paper;
    }

    /** Without bid and ask: the broker tells them elsewhere. The answer has no time: it is the second of asking. */
    @Override
    public Quote quote(SymbolId symbol, Lane lane) throws BrokerException, InterruptedException {
        Instant asked = Instant.ofEpochSecond(time.now().getEpochSecond());
        Node output = rest.read(T.get("what.quote"), KisRest.Call.of("inquire-price", lane, fields(symbol))).body()
                .block("output");
        BigDecimal last = output.number("stck_prpr");
        if (last.signum() <= 0) {
            throw new BrokerException(ErrorCategory.DATA, T.format("quote.none", symbol));
        }
        return new Quote(symbol, asked, last, BigDecimal.ZERO, QuoteDecoder.price(output.number("stck_oprc")),
                QuoteDecoder.price(output.number("stck_hgpr")), QuoteDecoder.price(output.number("stck_lwpr")),
                QuoteDecoder.price(output.number("stck_sdpr")), output.number("acml_vol").max(BigDecimal.ZERO),
                Optional.empty(), BigDecimal.ZERO, Optional.empty(), BigDecimal.ZERO);
    }

    @Override
    public OrderBook book(SymbolId symbol) throws BrokerException, InterruptedException {
        Node levels = rest.read(T.get("what.book"), KisRest.Call.of("inquire-asking-price-exp-ccn", Lane.MARKET_DATA,
                fields(symbol))).body().block("output1");
        LocalTime clock = Clock.time("aspr_acpt_hour", levels.text("aspr_acpt_hour"));
        return BOOK.read(symbol, Clock.at(Clock.today(time.now()), clock), levels);
    }

    @Override
    public List<Candle> candles(CandleQuery query) throws BrokerException, InterruptedException {
        return new CandleReader(rest, time, paper).candles(query);
    }

    static Map<String, String> fields(SymbolId symbol) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("FID_COND_MRKT_DIV_CODE", KRX);
        fields.put("FID_INPUT_ISCD", symbol.code());
        return fields;
    }
}
