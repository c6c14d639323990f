package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.Timeframe;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.UsSession;

/** Answers prices, order books and candles of shares in the United States. */
final class UsMarketDesk {

    private static final int DEPTH = 10;
    private static final int DAYS = 100;
    private static final int MOST_MINUTES = 120;
    private static final int MINUTE_DAYS = 30;
    private static final int DECIMALS = 4;
    private static final DateTimeFormatter KEY = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

    private final World world;
    private final KisApi price = KisCatalog.get().api("overseas-price/price");
    private final KisApi detail = KisCatalog.get().api("overseas-price/price-detail");
    private final KisApi book = KisCatalog.get().api("overseas-price/inquire-asking-price");
    private final KisApi days = KisCatalog.get().api("overseas-price/dailyprice");
    private final KisApi minutes = KisCatalog.get().api("overseas-price/inquire-time-itemchartprice");

    UsMarketDesk(World world) {
        this.world = world;
    }

    static String dollars(BigDecimal amount) {
        return amount.setScale(DECIMALS, RoundingMode.HALF_UP).toPlainString();
    }

    private Optional<Symbol> symbol(Incoming in) {
        return world.us(in.field("EXCD"), in.field("SYMB"));
    }

    private static Reply done(Map<String, Object> blocks) {
        Map<String, Object> body = Reply.success("MCA00000", "정상처리 되었습니다.");
        body.putAll(blocks);
        return Reply.of(body);
    }

    /** A code that nobody knows is answered with blanks, not with an error. */
    Reply price(Incoming in) {
        Map<String, Object> output = Filler.record(price, "output", world.now());
        symbol(in).ifPresentOrElse(s -> fill(output, s), () -> output.replaceAll((name, value) -> ""));
        return done(Map.of("output", output));
    }

    Reply detail(Incoming in) {
        Map<String, Object> output = Filler.record(detail, "output", world.now());
        symbol(in).ifPresent(s -> {
            fill(output, s);
            Quote quote = world.exchange.quote(s.id()).orElseThrow();
            output.put("open", dollars(quote.open().orElse(BigDecimal.ZERO)));
            output.put("high", dollars(quote.high().orElse(BigDecimal.ZERO)));
            output.put("low", dollars(quote.low().orElse(BigDecimal.ZERO)));
            output.put("curr", "USD");
            output.put("vnit", "1");
            output.put("e_hogau", s.ticks().tickAt(quote.last()).toPlainString());
        });
        return done(Map.of("output", output));
    }

    private void fill(Map<String, Object> output, Symbol symbol) {
        Quote quote = world.exchange.quote(symbol.id()).orElseThrow();
        BigDecimal before = quote.previousClose().orElse(quote.last());
        output.put("rsym", "D" + UsListings.QUOTING.get(symbol.id().exchange()) + symbol.id().code());
        output.put("zdiv", Integer.toString(DECIMALS));
        output.put("base", dollars(before));
        output.put("last", dollars(quote.last()));
        output.put("tvol", Texts.won(quote.volume()));
        output.put("tamt", Texts.won(quote.volume().multiply(quote.last())));
        output.put("ordy", "매도불가");
        changes(output, quote.last(), before);
    }

    /** The change has no sign of its own here, the rate has. */
    private static void changes(Map<String, Object> output, BigDecimal last, BigDecimal before) {
        BigDecimal change = last.subtract(before);
        output.put("sign", Texts.sign(change));
        output.put("diff", dollars(change.abs()));
        output.put("rate", (change.signum() >= 0 ? "+" : "") + Texts.ratio(change, before));
    }

    Reply book(Incoming in) {
        Map<String, Object> head = Filler.record(book, "output1", world.now());
        Map<String, Object> levels = Filler.record(book, "output2", world.now());
        symbol(in).ifPresent(s -> {
            fill(head, s);
            OrderBook now = world.exchange.orderBook(s.id()).orElseThrow();
            side(levels, "bid", now.bids());
            side(levels, "ask", now.asks());
        });
        return done(Map.of("output1", head, "output2", levels, "output3", Filler.record(book, "output3",
                world.now())));
    }

    private static void side(Map<String, Object> output, String name, List<PriceLevel> levels) {
        for (int i = 0; i < DEPTH; i++) {
            boolean there = i < levels.size();
            output.put("p" + name + (i + 1), there ? dollars(levels.get(i).price()) : "0.0000");
            output.put("v" + name + (i + 1), there ? Texts.won(levels.get(i).size()) : "0");
        }
    }

    Reply days(Incoming in) {
        Timeframe frame = switch (in.field("GUBN")) {
            case "0" -> Timeframe.DAY_1;
            case "1" -> Timeframe.WEEK_1;
            case "2" -> Timeframe.MONTH_1;
            default -> null;
        };
        LocalDate last = in.field("BYMD").isEmpty() ? world.now().atZone(UsSession.ZONE).toLocalDate() : day(in.field(
                "BYMD"));
        if (frame == null || last == null) {
            return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_GUBN");
        }
        Map<String, Object> head = Filler.record(days, "output1", world.now());
        List<Map<String, Object>> rows = new ArrayList<>();
        symbol(in).ifPresent(s -> {
            for (Candle candle : candles(s, frame, midnight(last.minusDays(reach(frame))), midnight(last), DAYS)) {
                Map<String, Object> row = Filler.record(days, "output2", world.now());
                row.put("xymd", DateTimeFormatter.BASIC_ISO_DATE.format(local(candle).toLocalDate()));
                row.put("clos", dollars(candle.close()));
                prices(row, candle);
                row.put("tvol", Texts.won(candle.volume()));
                rows.add(row);
            }
            head.put("rsym", "D" + in.field("EXCD") + in.field("SYMB"));
            head.put("zdiv", Integer.toString(DECIMALS));
        });
        head.put("nrec", Integer.toString(rows.size()));
        return done(Map.of("output1", head, "output2", rows));
    }

    /** For how many days back a page reaches: no further than a hundred rows need. */
    private static long reach(Timeframe frame) {
        return switch (frame) {
            case WEEK_1 -> DAYS * 7L;
            case MONTH_1 -> DAYS * 31L;
            default -> DAYS * 2L;
        };
    }

    /** The key is the newest minute of the page, in New York; without one the page ends now. */
    Reply minutes(Incoming in) {
        String key = in.field("KEYB");
        Instant until = key.isEmpty() ? world.now() : time(key);
        Timeframe frame = switch (in.field("NMIN")) {
            case "1" -> Timeframe.MINUTE_1;
            case "5" -> Timeframe.MINUTE_5;
            case "15" -> Timeframe.MINUTE_15;
            case "30" -> Timeframe.MINUTE_30;
            case "60" -> Timeframe.HOUR_1;
            default -> null;
        };
        if (until == null || frame == null || !in.field("NREC").matches("\\d{1,3}")) {
            return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_KEYB");
        }
        int most = Math.min(MOST_MINUTES, Integer.parseInt(in.field("NREC")));
        Instant from = in.field("PINC").equals("1") ? world.now().minus(Duration.ofDays(MINUTE_DAYS))
                : midnight(until.atZone(UsSession.ZONE).toLocalDate());
        List<Map<String, Object>> rows = new ArrayList<>();
        symbol(in).ifPresent(s -> candles(s, frame, from, until, most).forEach(c -> rows.add(minute(c))));
        Map<String, Object> head = Filler.record(minutes, "output1", world.now());
        head.put("rsym", "D" + in.field("EXCD") + in.field("SYMB"));
        head.put("zdiv", Integer.toString(DECIMALS));
        head.put("next", rows.size() == most ? "1" : "0");
        head.put("more", rows.size() == most ? "1" : "0");
        head.put("nrec", Integer.toString(rows.size()));
        return done(Map.of("output1", head, "output2", rows));
    }

    private Map<String, Object> minute(Candle candle) {
        Map<String, Object> row = Filler.record(minutes, "output2", world.now());
        String day = DateTimeFormatter.BASIC_ISO_DATE.format(local(candle).toLocalDate());
        row.put("tymd", day);
        row.put("xymd", day);
        row.put("xhms", DateTimeFormatter.ofPattern("HHmmss").format(local(candle)));
        row.put("kymd", Texts.day(candle.openTime()));
        row.put("khms", Texts.clock(candle.openTime()));
        row.put("last", dollars(candle.close()));
        row.put("evol", Texts.won(candle.volume()));
        prices(row, candle);
        return row;
    }

    private static void prices(Map<String, Object> row, Candle candle) {
        row.put("open", dollars(candle.open()));
        row.put("high", dollars(candle.high()));
        row.put("low", dollars(candle.low()));
    }

    private static LocalDateTime local(Candle candle) {
        return candle.openTime().atZone(UsSession.ZONE).toLocalDateTime();
    }

    private List<Candle> candles(Symbol symbol, Timeframe frame, Instant from, Instant to, int most) {
        return to.isBefore(from) ? List.of()
                : world.exchange.candles(new CandleQuery(symbol.id(), frame, from, to, most)).reversed();
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(UsSession.ZONE).toInstant();
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text, DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static Instant time(String text) {
        try {
            return LocalDateTime.parse(text, KEY).atZone(UsSession.ZONE).toInstant();
        } catch (DateTimeException e) {
            return null;
        }
    }
}
