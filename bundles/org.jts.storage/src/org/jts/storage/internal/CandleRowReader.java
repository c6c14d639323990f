package org.jts.storage.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

import org.jts.api.market.Candle;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.storage.internal.CandleHeader.Column;

/** Makes a candle of the fields of a row, or says why it is none. */
final class CandleRowReader {

    private static final String EXCHANGE = "KRX";
    /** Plain decimals only: 1e9 or 1,000 or NaN in a price column is a sign that something went wrong on the way. */
    private static final Pattern NUMBER = Pattern.compile("[+-]?\\d{1,20}(\\.\\d{0,18})?");
    private static final Pattern KRX_CODE = Pattern.compile("[0-9A-Z]{6}");

    private final CandleHeader header;
    private final Optional<String> codeOfFile;
    private final Optional<String> intervalOfFile;
    private final Instant now;

    /**
     * @param codeOfFile     what the file's name says, for rows that do not
     * @param intervalOfFile likewise
     * @param now            nothing may be later
     */
    CandleRowReader(CandleHeader header, Optional<String> codeOfFile, Optional<String> intervalOfFile, Instant now) {
        this.header = header;
        this.codeOfFile = codeOfFile;
        this.intervalOfFile = intervalOfFile;
        this.now = now;
    }

    CandleRow read(List<String> fields) throws RowException {
        if (fields.size() != header.size()) {
            throw new RowException("expected %d columns as in the first line, found %d".formatted(header.size(),
                    fields.size()));
        }
        SymbolId symbol = symbol(fields);
        Timeframe timeframe = timeframe(fields);
        Instant openTime = openTime(fields, symbol, timeframe);
        BigDecimal open = number(fields, Column.OPEN);
        BigDecimal high = number(fields, Column.HIGH);
        BigDecimal low = number(fields, Column.LOW);
        BigDecimal close = number(fields, Column.CLOSE);
        BigDecimal volume = number(fields, Column.VOLUME);
        if (volume.signum() == 0 && open.signum() == 0 && high.signum() == 0 && low.signum() == 0) {
            throw new RowException("expected prices above 0, found open, high and low 0 and no volume: a day without trading");
        }
        try {
            return new CandleRow(symbol, timeframe, new Candle(openTime, open, high, low, close, volume));
        } catch (IllegalArgumentException e) {
            throw new RowException(e.getMessage().replace(", was ", ", found "));
        }
    }

    private SymbolId symbol(List<String> fields) throws RowException {
        String code = header.field(fields, Column.CODE).or(() -> header.field(fields, Column.TICKER)).or(() -> codeOfFile)
                .orElseThrow(() -> new RowException("code: expected a symbol code such as 005930, found none"));
        try {
            SymbolId symbol = code.contains(":") ? SymbolId.parse(code) : new SymbolId(EXCHANGE, code);
            if (symbol.exchange().equals(EXCHANGE) && !KRX_CODE.matcher(symbol.code()).matches()) {
                throw new RowException(("code: expected six digits or capital letters such as 005930, found %s%s").formatted(
                        Lines.quoted(code), code.matches("\\d{1,5}") ? " (leading zeros lost?)" : ""));
            }
            return symbol;
        } catch (IllegalArgumentException e) {
            throw new RowException(e.getMessage().replace(", was ", ", found "));
        }
    }

    private Timeframe timeframe(List<String> fields) throws RowException {
        Optional<String> text = header.field(fields, Column.INTERVAL).or(() -> intervalOfFile);
        return text.isPresent() ? CandleTimes.timeframe(text.get()) : Timeframe.DAY_1;
    }

    private Instant openTime(List<String> fields, SymbolId symbol, Timeframe timeframe) throws RowException {
        String date = header.field(fields, Column.DATE)
                .orElseThrow(() -> new RowException("date: expected a day such as 20231222, found nothing"));
        ZoneId zone = CandleTimes.zoneOf(symbol.exchange());
        Instant openTime = CandleTimes.openTime(date, header.field(fields, Column.TIME), timeframe, zone);
        if (openTime.isAfter(now)) {
            throw new RowException("date: expected no later than today (%s), found %s".formatted(
                    now.atZone(zone).toLocalDate(), date));
        }
        if (openTime.isBefore(CandleTable.MIN_TIME)) {
            throw new RowException("date: expected a year after 1677, found " + date);
        }
        return openTime;
    }

    private BigDecimal number(List<String> fields, Column column) throws RowException {
        String text = header.field(fields, column)
                .orElseThrow(() -> new RowException(column.title() + ": expected a number, found nothing"));
        if (!NUMBER.matcher(text).matches()) {
            throw new RowException("%s: expected a number such as 71900 or 0.5, found %s".formatted(column.title(),
                    Lines.quoted(text)));
        }
        return new BigDecimal(text);
    }
}
