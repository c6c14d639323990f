package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
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

    private static volatile Day lastDay = new Day(-1, 0);
    private static volatile SymbolId lastSymbol = Venue.KRX.symbol("005930");

    private QuoteDecoder() {
    }

    static Quote quote(Frame.Row row) throws BrokerException {
        try {
            BigDecimal last = row.number(PRICE);
            return new Quote(symbol(row), time(row), last, row.number(SIZE), price(row.number(OPEN)),
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
            return new OrderBook(Venue.KRX.symbol(row.text(BOOK_CODE)), dated, side(row, BIDS, BID_SIZES),
                    side(row, ASKS,
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

    /** The day is the same all day: what it is in seconds is remembered. */
    private static Instant time(Frame.Row row) throws BrokerException {
        int day = row.digits(DAY, 8);
        int clock = row.digits(HOUR, 6);
        Day known = lastDay;
        if (day > 0 && clock >= 0 && known.digits == day && clock < 240_000 && clock % 100 < 60
                && clock / 100 % 100 < 60) {
            return Instant.ofEpochSecond(known.midnight + clock / 10_000 * 3_600L + clock / 100 % 100 * 60L + clock
                    % 100);
        }
        LocalDate date = Clock.day("BSOP_DATE", row.text(DAY));
        lastDay = new Day(day, Clock.at(date, LocalTime.MIDNIGHT).getEpochSecond());
        return Clock.at(date, Clock.time("STCK_CNTG_HOUR", row.text(HOUR)));
    }

    private record Day(int digits, long midnight) {
    }

    /** A frame tells of one symbol, again and again. */
    private static SymbolId symbol(Frame.Row row) {
        SymbolId known = lastSymbol;
        if (row.is(CODE, known.code())) {
            return known;
        }
        SymbolId fresh = Venue.KRX.symbol(row.text(CODE));
        lastSymbol = fresh;
        return fresh;
    }

    /** The broker writes 0 for what there is not. */
    static Optional<BigDecimal> price(BigDecimal number) {
        return Optional.of(number).filter(n -> n.signum() > 0);
    }
}
