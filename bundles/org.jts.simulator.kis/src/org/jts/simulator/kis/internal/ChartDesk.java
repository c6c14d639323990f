package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.Timeframe;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;

/** Answers candles, newest first, as many as the broker gives at once. */
final class ChartDesk {

    private static final int DAYS = 100;
    private static final int MINUTES_TODAY = 30;
    private static final int MINUTES_PAST = 120;
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HHmmss");

    private final World world;
    private final KisApi days = KisCatalog.get().api("inquire-daily-itemchartprice");
    private final KisApi today = KisCatalog.get().api("inquire-time-itemchartprice");
    private final KisApi past = KisCatalog.get().api("inquire-time-dailychartprice");

    ChartDesk(World world) {
        this.world = world;
    }

    Reply days(Incoming in) {
        Timeframe frame = switch (in.field("FID_PERIOD_DIV_CODE")) {
            case "D" -> Timeframe.DAY_1;
            case "W" -> Timeframe.WEEK_1;
            case "M" -> Timeframe.MONTH_1;
            default -> null;
        };
        Optional<Symbol> symbol = world.symbol(in.field("FID_INPUT_ISCD"));
        LocalDate from = date(in.field("FID_INPUT_DATE_1"));
        LocalDate to = date(in.field("FID_INPUT_DATE_2"));
        if (frame == null || from == null || to == null) {
            return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_PERIOD");
        }
        Map<String, Object> head = head(days, symbol);
        List<Map<String, Object>> rows = new ArrayList<>();
        symbol.filter(s -> !to.isBefore(from)).ifPresent(s -> {
            for (Candle candle : candles(s, frame, start(from), start(to), DAYS)) {
                Map<String, Object> row = Filler.record(days, "output2", world.now());
                row.put("stck_bsop_date", Texts.day(candle.openTime()));
                row.put("stck_clpr", Texts.won(candle.close()));
                prices(row, candle);
                row.put("acml_vol", Texts.won(candle.volume()));
                row.put("acml_tr_pbmn", Texts.won(candle.volume().multiply(candle.close())));
                row.put("prdy_vrss_sign", "3");
                rows.add(row);
            }
        });
        return answer(head, rows);
    }

    /** Minute bars of today up to an hour. */
    Reply today(Incoming in) {
        return minutes(in, today, world.now().atZone(Texts.SEOUL).toLocalDate(), MINUTES_TODAY);
    }

    /** Minute bars of a day of the past year. */
    Reply past(Incoming in) {
        LocalDate day = date(in.field("FID_INPUT_DATE_1"));
        return day == null ? Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_DATE")
                : minutes(in, past, day, MINUTES_PAST);
    }

    private Reply minutes(Incoming in, KisApi api, LocalDate day, int most) {
        Optional<Symbol> symbol = world.symbol(in.field("FID_INPUT_ISCD"));
        LocalTime hour = clock(in.field("FID_INPUT_HOUR_1"));
        if (hour == null) {
            return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_HOUR");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        symbol.ifPresent(s -> {
            Instant to = day.atTime(hour).atZone(Texts.SEOUL).toInstant();
            for (Candle candle : candles(s, Timeframe.MINUTE_1, start(day), to, most)) {
                Map<String, Object> row = Filler.record(api, "output2", world.now());
                row.put("stck_bsop_date", Texts.day(candle.openTime()));
                row.put("stck_cntg_hour", Texts.clock(candle.openTime()));
                row.put("stck_prpr", Texts.won(candle.close()));
                prices(row, candle);
                row.put("cntg_vol", Texts.won(candle.volume()));
                rows.add(row);
            }
        });
        return answer(head(api, symbol), rows);
    }

    private List<Candle> candles(Symbol symbol, Timeframe frame, Instant from, Instant to, int most) {
        return to.isBefore(from) ? List.of()
                : world.exchange.candles(new CandleQuery(symbol.id(), frame, from, to, most)).reversed();
    }

    private static void prices(Map<String, Object> row, Candle candle) {
        row.put("stck_oprc", Texts.won(candle.open()));
        row.put("stck_hgpr", Texts.won(candle.high()));
        row.put("stck_lwpr", Texts.won(candle.low()));
    }

    private Map<String, Object> head(KisApi api, Optional<Symbol> symbol) {
        Map<String, Object> head = Filler.record(api, "output1", world.now());
        symbol.ifPresent(s -> {
            Quote quote = world.exchange.quote(s.id()).orElseThrow();
            BigDecimal before = quote.previousClose().orElse(quote.last());
            MarketDesk.changes(head, quote, before);
            head.put("stck_prpr", Texts.won(quote.last()));
            head.put("stck_prdy_clpr", Texts.won(before));
            head.put("acml_vol", Texts.won(quote.volume()));
            head.put("hts_kor_isnm", s.name());
        });
        return head;
    }

    private static Reply answer(Map<String, Object> head, List<Map<String, Object>> rows) {
        Map<String, Object> body = Reply.success("MCA00000", "정상처리 되었습니다.");
        body.put("output1", head);
        body.put("output2", rows);
        return Reply.of(body);
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(Texts.SEOUL).toInstant();
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    private static LocalTime clock(String text) {
        try {
            return LocalTime.parse(text, CLOCK);
        } catch (DateTimeParseException e) {
            return null;
        }
    }
}
