package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

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
            throw new RowException(T.format("row.columns", header.size(), fields.size()));
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
            throw new RowException(T.get("row.noTrading"));
        }
        try {
            return new CandleRow(symbol, timeframe, new Candle(openTime, open, high, low, close, volume));
        } catch (IllegalArgumentException e) {
            throw new RowException(T.format("row.invalid", e.getMessage().replace(", was ", ", found ")));
        }
    }

    private SymbolId symbol(List<String> fields) throws RowException {
        String code = header.field(fields, Column.CODE).or(() -> header.field(fields, Column.TICKER))
                .or(() -> codeOfFile)
                .orElseThrow(() -> new RowException(T.get("row.noCode")));
        try {
            SymbolId symbol = code.contains(":") ? SymbolId.parse(code) : new SymbolId(EXCHANGE, code);
            if (symbol.exchange().equals(EXCHANGE) && !KRX_CODE.matcher(symbol.code()).matches()) {
                throw new RowException(code.matches("\\d{1,5}")
                        ? T.format("row.code.zeros", Lines.quoted(code)) : T.format("row.code", Lines.quoted(code)));
            }
            return symbol;
        } catch (IllegalArgumentException e) {
            throw new RowException(T.format("row.invalid", e.getMessage().replace(", was ", ", found ")));
        }
    }

    private Timeframe timeframe(List<String> fields) throws RowException {
        Optional<String> text = header.field(fields, Column.INTERVAL).or(() -> intervalOfFile);
        return text.isPresent() ? CandleTimes.timeframe(text.get()) : Timeframe.DAY_1;
    }

    private Instant openTime(List<String> fields, SymbolId symbol, Timeframe timeframe) throws RowException {
        String date = header.field(fields, Column.DATE)
                .orElseThrow(() -> new RowException(T.get("row.noDate")));
        ZoneId zone = CandleTimes.zoneOf(symbol.exchange());
        Instant openTime = CandleTimes.openTime(date, header.field(fields, Column.TIME), timeframe, zone);
        if (openTime.isAfter(now)) {
            throw new RowException(T.format("row.future", now.atZone(zone).toLocalDate(), date));
        }
        if (openTime.isBefore(CandleTable.MIN_TIME)) {
            throw new RowException(T.format("row.ancient", date));
        }
        return openTime;
    }

    private BigDecimal number(List<String> fields, Column column) throws RowException {
        String text = header.field(fields, column)
                .orElseThrow(() -> new RowException(T.format("row.noNumber", column.title())));
        if (!NUMBER.matcher(text).matches()) {
            throw new RowException(T.format("row.number", column.title(),
                    Lines.quoted(text)));
        }
        return new BigDecimal(text);
    }
}
