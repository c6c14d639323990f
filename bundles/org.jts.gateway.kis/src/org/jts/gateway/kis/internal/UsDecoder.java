package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;

/** Makes quotes and order books of the frames of shares in the United States. */
final class UsDecoder {

    private static final int DEPTH = 10;
    private static final int COLUMNS_OF_A_LEVEL = 6;
    private static final int SIZES = 2;

    private static final Layout T0 = Layout.US_TRADES;
    private static final int NAME = T0.at("RSYM");
    private static final int CODE = T0.at("SYMB");
    private static final int DAY = T0.at("KYMD");
    private static final int HOUR = T0.at("KHMS");
    private static final int OPEN = T0.at("OPEN");
    private static final int HIGH = T0.at("HIGH");
    private static final int LOW = T0.at("LOW");
    private static final int LAST = T0.at("LAST");
    private static final int SIGN = T0.at("SIGN");
    private static final int CHANGE = T0.at("DIFF");
    private static final int BID = T0.at("PBID");
    private static final int ASK = T0.at("PASK");
    private static final int BID_SIZE = T0.at("VBID");
    private static final int ASK_SIZE = T0.at("VASK");
    private static final int SIZE = T0.at("EVOL");
    private static final int VOLUME = T0.at("TVOL");

    private static final Layout B0 = Layout.US_BOOK;
    private static final int BOOK_NAME = B0.at("RSYM");
    private static final int BOOK_CODE = B0.at("SYMB");
    private static final int BOOK_DAY = B0.at("KYMD");
    private static final int BOOK_HOUR = B0.at("KHMS");
    private static final int BIDS = B0.at("PBID1");
    private static final int ASKS = B0.at("PASK1");

    private UsDecoder() {
    }

    static Quote quote(Frame.Row row) throws BrokerException {
        try {
            BigDecimal last = row.number(LAST);
            return new Quote(symbol(row.text(NAME), row.text(CODE)), time(row, DAY, HOUR), last, row.number(SIZE),
                    QuoteDecoder.price(row.number(OPEN)), QuoteDecoder.price(row.number(HIGH)),
                    QuoteDecoder.price(row.number(LOW)), QuoteDecoder.price(last.subtract(change(row))),
                    row.number(VOLUME), QuoteDecoder.price(row.number(BID)), row.number(BID_SIZE),
                    QuoteDecoder.price(row.number(ASK)), row.number(ASK_SIZE));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "HDFSCNT0", e.getMessage()), e);
        }
    }

    /** Changes of foreign shares come without their sign, which stands beside them. */
    private static BigDecimal change(Frame.Row row) throws BrokerException {
        BigDecimal change = row.number(CHANGE).abs();
        return row.text(SIGN).equals("4") || row.text(SIGN).equals("5") ? change.negate() : change;
    }

    static OrderBook book(Frame.Row row) throws BrokerException {
        try {
            return new OrderBook(symbol(row.text(BOOK_NAME), row.text(BOOK_CODE)), time(row, BOOK_DAY, BOOK_HOUR),
                    side(row, BIDS), side(row, ASKS));
        } catch (IllegalArgumentException e) {
            throw new BrokerException(ErrorCategory.DATA, T.format("frame.value", "HDFSASP0", e.getMessage()), e);
        }
    }

    private static List<PriceLevel> side(Frame.Row row, int first) throws BrokerException {
        List<PriceLevel> levels = new ArrayList<>(DEPTH);
        for (int i = 0; i < DEPTH; i++) {
            BigDecimal price = row.number(first + i * COLUMNS_OF_A_LEVEL);
            BigDecimal size = row.number(first + i * COLUMNS_OF_A_LEVEL + SIZES);
            if (price.signum() > 0 && size.signum() > 0) {
                levels.add(new PriceLevel(price, size));
            }
        }
        return levels;
    }

    private static Instant time(Frame.Row row, int day, int hour) throws BrokerException {
        return Clock.at(Clock.day("KYMD", row.text(day)), Clock.time("KHMS", row.text(hour)));
    }

    /** The registration comes back in front: {@code DNASAAPL}. */
    private static SymbolId symbol(String name, String code) {
        Venue venue = Arrays.stream(Venue.values()).filter(Venue::isUs).filter(v -> name.startsWith(v.streaming))
                .findFirst().orElseThrow(() -> new IllegalArgumentException("RSYM: " + Node.shown(name)));
        return venue.symbol(code.isEmpty() ? name.substring(venue.streaming.length()) : code);
    }
}
