package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.exchange.KrxRules;
import org.jts.exchange.MarketRules.PriceRange;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;

/** Answers prices and order books. */
final class MarketDesk {

    private static final int DEPTH = 10;
    private static final int HOLIDAY_PAGE = 24;

    private final World world;
    private final KisApi price = KisCatalog.get().api("inquire-price");
    private final KisApi book = KisCatalog.get().api("inquire-asking-price-exp-ccn");
    private final KisApi holidays = KisCatalog.get().api("chk-holiday");

    MarketDesk(World world) {
        this.world = world;
    }

    /** What a price without trades would be: the limits follow from the close of the day before. */
    static Optional<PriceRange> limits(World world, Symbol symbol) {
        return world.exchange.quote(symbol.id()).flatMap(Quote::previousClose)
                .flatMap(close -> KrxRules.alwaysOpen().priceLimits(symbol, close));
    }

    static Reply badMarket() {
        return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_MRKT_DIV_CODE");
    }

    /** A code that nobody knows is answered with zeros, not with an error. */
    Reply price(Incoming in) {
        if (!in.field("FID_COND_MRKT_DIV_CODE").matches("J|NX|UN")) {
            return badMarket();
        }
        Map<String, Object> output = Filler.record(price, "output", world.now());
        world.symbol(in.field("FID_INPUT_ISCD")).ifPresent(symbol -> fill(output, symbol));
        Map<String, Object> body = Reply.success("MCA00000", "정상처리 되었습니다.");
        body.put("output", output);
        return Reply.of(body);
    }

    private void fill(Map<String, Object> output, Symbol symbol) {
        Quote quote = world.exchange.quote(symbol.id()).orElseThrow();
        BigDecimal before = quote.previousClose().orElse(quote.last());
        output.put("iscd_stat_cls_code", "55");
        output.put("rprs_mrkt_kor_name", symbol.market());
        output.put("bstp_kor_isnm", symbol.sector().orElse(""));
        output.put("stck_prpr", Texts.won(quote.last()));
        changes(output, quote, before);
        output.put("acml_vol", Texts.won(quote.volume()));
        output.put("acml_tr_pbmn", Texts.won(quote.volume().multiply(quote.last())));
        output.put("stck_oprc", Texts.won(quote.open().orElse(BigDecimal.ZERO)));
        output.put("stck_hgpr", Texts.won(quote.high().orElse(BigDecimal.ZERO)));
        output.put("stck_lwpr", Texts.won(quote.low().orElse(BigDecimal.ZERO)));
        limits(world, symbol).ifPresent(range -> {
            output.put("stck_mxpr", Texts.won(range.highest()));
            output.put("stck_llam", Texts.won(range.lowest()));
        });
        output.put("stck_sdpr", Texts.won(before));
        output.put("aspr_unit", Texts.won(symbol.ticks().tickAt(quote.last())));
        output.put("hts_deal_qty_unit_val", "1");
        output.put("stck_shrn_iscd", symbol.id().code());
    }

    /** 24 days from the one that is named, and whether Korea trades on them. */
    Reply days(Incoming in) {
        LocalDate first;
        try {
            first = LocalDate.parse(in.field("BASS_DT"), DateTimeFormatter.BASIC_ISO_DATE);
        } catch (DateTimeException e) {
            return Reply.refused("1", "OPSQ2001", "ERROR : INPUT INVALID_CHECK_BASS_DT");
        }
        List<Map<String, Object>> rows = new ArrayList<>();
        for (LocalDate day = first; day.isBefore(first.plusDays(HOLIDAY_PAGE)); day = day.plusDays(1)) {
            String open = world.config().alwaysOpen() || World.HOURS.isTradingDay(day) ? "Y" : "N";
            Map<String, Object> row = Filler.record(holidays, "output", world.now());
            row.put("bass_dt", Texts.day(day));
            row.put("wday_dvsn_cd", "0" + (day.getDayOfWeek().getValue() % 7 + 1));
            row.put("bzdy_yn", open);
            row.put("tr_day_yn", open);
            row.put("opnd_yn", open);
            row.put("sttl_day_yn", open);
            rows.add(row);
        }
        Map<String, Object> body = Reply.success("KIOK0500", "조회가 계속됩니다..다음버튼을 Click 하십시오.");
        body.put("output", rows);
        return Reply.of(body);
    }

    static void changes(Map<String, Object> output, Quote quote, BigDecimal before) {
        BigDecimal change = quote.last().subtract(before);
        output.put("prdy_vrss", Texts.won(change));
        output.put("prdy_vrss_sign", Texts.sign(change));
        output.put("prdy_ctrt", Texts.ratio(change, before));
    }

    Reply book(Incoming in) {
        if (!in.field("FID_COND_MRKT_DIV_CODE").matches("J|NX|UN")) {
            return badMarket();
        }
        Map<String, Object> levels = Filler.record(book, "output1", world.now());
        Map<String, Object> prices = Filler.record(book, "output2", world.now());
        levels.put("aspr_acpt_hour", Texts.clock(world.now()));
        world.symbol(in.field("FID_INPUT_ISCD")).ifPresent(symbol -> {
            OrderBook now = world.exchange.orderBook(symbol.id()).orElseThrow();
            side(levels, "askp", now.asks());
            side(levels, "bidp", now.bids());
            Quote quote = world.exchange.quote(symbol.id()).orElseThrow();
            prices.put("stck_prpr", Texts.won(quote.last()));
            prices.put("stck_sdpr", Texts.won(quote.previousClose().orElse(quote.last())));
            prices.put("stck_shrn_iscd", symbol.id().code());
        });
        Map<String, Object> body = Reply.success("MCA00000", "정상처리 되었습니다.");
        body.put("output1", levels);
        body.put("output2", prices);
        return Reply.of(body);
    }

    private static void side(Map<String, Object> output, String name, List<PriceLevel> levels) {
        BigDecimal total = BigDecimal.ZERO;
        for (int i = 0; i < DEPTH; i++) {
            boolean there = i < levels.size();
            output.put(name + (i + 1), there ? Texts.won(levels.get(i).price()) : "0");
            output.put(name + "_rsqn" + (i + 1), there ? Texts.won(levels.get(i).size()) : "0");
            total = there ? total.add(levels.get(i).size()) : total;
        }
        output.put("total_" + name + "_rsqn", Texts.won(total));
    }
}
