package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;
import org.jts.exchange.MarketTrade;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.UsSession;

/** Writes data frames: {@code flag|TR|count|values}, the values of all records joined by carets. */
final class FrameWriter {

    private final boolean wide;
    private final List<String> tradeColumns;
    private final List<String> bookColumns;
    private final List<String> noticeColumns;
    private final List<String> usTradeColumns;
    private final List<String> usBookColumns;
    private final List<String> usNoticeColumns;

    /** @param wide whether frames have the columns of 2026-09-14 */
    FrameWriter(boolean wide) {
        this.wide = wide;
        tradeColumns = columns("H0STCNT0");
        bookColumns = columns("H0STASP0");
        noticeColumns = columns("H0STCNI0");
        usTradeColumns = columns("HDFSCNT0");
        usBookColumns = columns("HDFSASP0");
        usNoticeColumns = columns("H0GSCNI0");
    }

    /** A record with a value of the right kind in each column; the first, which names what it is about, has the key. */
    String filler(String channel, String key, Instant now) {
        List<String> names = columns(KisCatalog.get().byId(channel).orElseThrow().name());
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(values.isEmpty() ? key : Filler.value(name, now));
        }
        return frame("0", channel, 1, String.join("^", values));
    }

    private List<String> columns(String channel) {
        KisApi api = KisCatalog.get().api(channel);
        return wide ? api.columns() : api.columnsBefore202609();
    }

    /** @param quote as it is after the last of the trades; volumes of those before follow from it */
    String trades(Quote quote, OrderBook book, List<MarketTrade> trades) {
        List<String> values = new ArrayList<>();
        BigDecimal later = trades.stream().map(MarketTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (MarketTrade trade : trades) {
            later = later.subtract(trade.quantity());
            add(values, tradeColumns, trade(quote, book, trade, quote.volume().subtract(later)));
        }
        return frame("0", "H0STCNT0", trades.size(), String.join("^", values));
    }

    private static Map<String, String> trade(Quote quote, OrderBook book, MarketTrade trade, BigDecimal volume) {
        BigDecimal before = quote.previousClose().orElse(trade.price());
        BigDecimal change = trade.price().subtract(before);
        Map<String, String> values = new LinkedHashMap<>();
        values.put("MKSC_SHRN_ISCD", trade.symbol().code());
        values.put("STCK_CNTG_HOUR", Texts.clock(trade.time()));
        values.put("STCK_PRPR", Texts.won(trade.price()));
        values.put("PRDY_VRSS_SIGN", Texts.sign(change));
        values.put("PRDY_VRSS", Texts.won(change));
        values.put("PRDY_CTRT", Texts.ratio(change, before));
        values.put("WGHN_AVRG_STCK_PRC", Texts.won(trade.price()));
        values.put("STCK_OPRC", Texts.won(quote.open().orElse(trade.price())));
        values.put("STCK_HGPR", Texts.won(quote.high().orElse(trade.price())));
        values.put("STCK_LWPR", Texts.won(quote.low().orElse(trade.price())));
        values.put("ASKP1", Texts.won(quote.ask().orElse(BigDecimal.ZERO)));
        values.put("BIDP1", Texts.won(quote.bid().orElse(BigDecimal.ZERO)));
        values.put("CNTG_VOL", Texts.won(trade.quantity()));
        values.put("ACML_VOL", Texts.won(volume));
        values.put("ACML_TR_PBMN", Texts.won(volume.multiply(trade.price())));
        values.put("CCLD_DVSN", trade.taker().filter(s -> s == Side.SELL).isPresent() ? "5" : "1");
        values.put("BSOP_DATE", Texts.day(trade.time()));
        values.put("NEW_MKOP_CLS_CODE", "20");
        values.put("TRHT_YN", "N");
        values.put("ASKP_RSQN1", Texts.won(quote.askSize()));
        values.put("BIDP_RSQN1", Texts.won(quote.bidSize()));
        values.put("TOTAL_ASKP_RSQN", total(book.asks()));
        values.put("TOTAL_BIDP_RSQN", total(book.bids()));
        values.put("HOUR_CLS_CODE", "0");
        values.put("MARKET_CLS_CODE", "2");
        return values;
    }

    String book(OrderBook book) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("MKSC_SHRN_ISCD", book.symbol().code());
        values.put("BSOP_HOUR", Texts.clock(book.time()));
        values.put("HOUR_CLS_CODE", "0");
        side(values, "ASKP", book.asks());
        side(values, "BIDP", book.bids());
        values.put("MARKET_CLS_CODE", "2");
        List<String> row = new ArrayList<>();
        add(row, bookColumns, values);
        return frame("0", "H0STASP0", 1, String.join("^", row));
    }

    /** As a registration names it: {@code DNASAAPL}. */
    static String name(SymbolId symbol) {
        return "D" + UsListings.QUOTING.get(symbol.exchange()) + symbol.code();
    }

    String usTrades(Quote quote, List<MarketTrade> trades) {
        List<String> values = new ArrayList<>();
        BigDecimal later = trades.stream().map(MarketTrade::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        for (MarketTrade trade : trades) {
            later = later.subtract(trade.quantity());
            add(values, usTradeColumns, usTrade(quote, trade, quote.volume().subtract(later)));
        }
        return frame("0", "HDFSCNT0", trades.size(), String.join("^", values));
    }

    private static Map<String, String> usTrade(Quote quote, MarketTrade trade, BigDecimal volume) {
        BigDecimal change = trade.price().subtract(quote.previousClose().orElse(trade.price()));
        Map<String, String> values = times(trade.symbol(), trade.time());
        values.put("TYMD", values.get("XYMD"));
        values.put("OPEN", UsMarketDesk.dollars(quote.open().orElse(trade.price())));
        values.put("HIGH", UsMarketDesk.dollars(quote.high().orElse(trade.price())));
        values.put("LOW", UsMarketDesk.dollars(quote.low().orElse(trade.price())));
        values.put("LAST", UsMarketDesk.dollars(trade.price()));
        values.put("SIGN", Texts.sign(change));
        values.put("DIFF", UsMarketDesk.dollars(change.abs()));
        values.put("PBID", UsMarketDesk.dollars(quote.bid().orElse(BigDecimal.ZERO)));
        values.put("PASK", UsMarketDesk.dollars(quote.ask().orElse(BigDecimal.ZERO)));
        values.put("VBID", Texts.won(quote.bidSize()));
        values.put("VASK", Texts.won(quote.askSize()));
        values.put("EVOL", Texts.won(trade.quantity()));
        values.put("TVOL", Texts.won(volume));
        values.put("TAMT", Texts.won(volume.multiply(trade.price())));
        values.put("MTYP", "1");
        return values;
    }

    private static Map<String, String> times(SymbolId symbol, Instant time) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("RSYM", name(symbol));
        values.put("SYMB", symbol.code());
        values.put("ZDIV", "4");
        values.put("XYMD", DateTimeFormatter.BASIC_ISO_DATE.format(time.atZone(UsSession.ZONE).toLocalDate()));
        values.put("XHMS", DateTimeFormatter.ofPattern("HHmmss").format(time.atZone(UsSession.ZONE)));
        values.put("KYMD", Texts.day(time));
        values.put("KHMS", Texts.clock(time));
        return values;
    }

    String usBook(OrderBook book) {
        Map<String, String> values = times(book.symbol(), book.time());
        usSide(values, "BID", book.bids());
        usSide(values, "ASK", book.asks());
        List<String> row = new ArrayList<>();
        add(row, usBookColumns, values);
        return frame("0", "HDFSASP0", 1, String.join("^", row));
    }

    private static void usSide(Map<String, String> values, String name, List<PriceLevel> levels) {
        for (int i = 0; i < levels.size(); i++) {
            values.put("P" + name + (i + 1), UsMarketDesk.dollars(levels.get(i).price()));
            values.put("V" + name + (i + 1), Texts.won(levels.get(i).size()));
        }
    }

    private static void side(Map<String, String> values, String name, List<PriceLevel> levels) {
        for (int i = 0; i < levels.size(); i++) {
            values.put(name + (i + 1), Texts.won(levels.get(i).price()));
            values.put(name + "_RSQN" + (i + 1), Texts.won(levels.get(i).size()));
        }
        values.put("TOTAL_" + name + "_RSQN", total(levels));
    }

    private static String total(List<PriceLevel> levels) {
        return Texts.won(levels.stream().map(PriceLevel::size).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    String notice(String channel, String customer, Notice notice, Cipher256 cipher) {
        Map<String, String> values = new LinkedHashMap<>(notice.values());
        values.put("CUST_ID", customer);
        List<String> row = new ArrayList<>();
        for (String column : notice.us() ? usNoticeColumns : noticeColumns) {
            row.add(values.getOrDefault(column, ""));
        }
        return frame("1", channel, 1, cipher.encrypt(String.join("^", row)));
    }

    private static void add(List<String> row, List<String> columns, Map<String, String> values) {
        for (String column : columns) {
            row.add(values.getOrDefault(column, "0"));
        }
    }

    private static String frame(String flag, String channel, int count, String payload) {
        return flag + "|" + channel + "|" + Texts.padded(Integer.toString(count), 3) + "|" + payload;
    }
}
