package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;

/** Makes quotes and order books of frames. What cannot be read is an exception that names the column. */
final class QuoteDecoder {

    static final String EXCHANGE = "KRX";
    private static final int DEPTH = 10;
    /** What clocks may differ; a book from later than that is from the day before. */
    private static final Duration CLOCKS = Duration.ofHours(1);

    private static final Layout T0 = Layout.TRADES;
    private static final int CODE = T0.at("MKSC_SHRN_ISCD");
    private static final int HOUR = T0.at("STCK_CNTG_HOUR");
    private static final int PRICE = T0.at("STCK_PRPR");
    private static final int CHANGE = T0.at("PRDY_VRSS");
    private static final int OPEN = T0.at("STCK_OPRC");
    private static final int HIGH = T0.at("STCK_HGPR");
    private static final int LOW = T0.at("STCK_LWPR");
    private static final int ASK = T0.at("ASKP1");
    private static final int BID = T0.at("BIDP1");
    private static final int SIZE = T0.at("CNTG_VOL");
    private static final int VOLUME = T0.at("ACML_VOL");
    private static final int DAY = T0.at("BSOP_DATE");
    private static final int ASK_SIZE = T0.at("ASKP_RSQN1");
    private static final int BID_SIZE = T0.at("BIDP_RSQN1");

    private static final Layout B0 = Layout.BOOK;
    private static final int BOOK_CODE = B0.at("MKSC_SHRN_ISCD");
    private static final int BOOK_HOUR = B0.at("BSOP_HOUR");
    private static final int ASKS = B0.at("ASKP1");
    private static final int BIDS = B0.at("BIDP1");
    private static final int ASK_SIZES = B0.at("ASKP_RSQN1");
    private static final int BID_SIZES = B0.at("BIDP_RSQN1");

    private QuoteDecoder() {
    }

    static Quote quote(Frame.Row row) throws BrokerException {
        try {
            BigDecimal last = row.number(PRICE);
            Instant time = Clock.at(Clock.day("BSOP_DATE", row.text(DAY)), Clock.time("STCK_CNTG_HOUR",
                    row.text(HOUR)));
            return new Quote(symbol(row.text(CODE)), time, last, row.number(SIZE), price(row.number(OPEN)),
                    price(row.number(HIGH)), price(row.number(LOW)), price(last.subtract(row.number(CHANGE))),
                    row.number(VOLUME), price(row.number(BID)), row.number(BID_SIZE), price(row.number(ASK)),
                    row.number(ASK_SIZE));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "H0STCNT0", e.getMessage()), e);
        }
    }

    /** @param now dates the book, which names an hour alone */
    static OrderBook book(Frame.Row row, Instant now) throws BrokerException {
        try {
            Instant time = Clock.at(Clock.today(now), Clock.time("BSOP_HOUR", row.text(BOOK_HOUR)));
            Instant dated = time.isAfter(now.plus(CLOCKS)) ? time.minus(Duration.ofDays(1)) : time;
            return new OrderBook(symbol(row.text(BOOK_CODE)), dated, side(row, BIDS, BID_SIZES), side(row, ASKS,
                    ASK_SIZES));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "H0STASP0", e.getMessage()), e);
        }
    }

    private static List<PriceLevel> side(Frame.Row row, int prices, int sizes) throws BrokerException {
        List<PriceLevel> levels = new ArrayList<>(DEPTH);
        for (int i = 0; i < DEPTH; i++) {
            BigDecimal price = row.number(prices + i);
            BigDecimal size = row.number(sizes + i);
            if (price.signum() > 0 && size.signum() > 0) {
                levels.add(new PriceLevel(price, size));
            }
        }
        return levels;
    }

    static SymbolId symbol(String code) {
        return new SymbolId(EXCHANGE, code);
    }

    /** The broker writes 0 for what there is not. */
    static Optional<BigDecimal> price(BigDecimal number) {
        return Optional.of(number).filter(n -> n.signum() > 0);
    }
}
