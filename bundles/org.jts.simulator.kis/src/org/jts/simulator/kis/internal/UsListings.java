package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.TickTable.Band;
import org.jts.exchange.Listing;
import org.jts.kis.catalog.UsSession;

/** Well-known shares of the United States with plausible prices; and the names that the broker has for exchanges. */
final class UsListings {

    /** Exchange in orders and accounts, by exchange. */
    static final Map<String, String> TRADING = Map.of("NASDAQ", "NASD", "NYSE", "NYSE", "AMEX", "AMEX");
    /** Exchange in prices, by exchange. */
    static final Map<String, String> QUOTING = Map.of("NASDAQ", "NAS", "NYSE", "NYS", "AMEX", "AMS");
    /** Exchange in notices, by exchange. */
    static final Map<String, String> NOTICES = Map.of("NASDAQ", "6", "NYSE", "7", "AMEX", "8");

    private static final TickTable TICKS = new TickTable(List.of(new Band(BigDecimal.ZERO, new BigDecimal("0.0001")),
            new Band(BigDecimal.ONE, new BigDecimal("0.01"))));
    private static final BigDecimal VOLUME = BigDecimal.valueOf(4_000_000);
    /** Exchange, code, names, price, fund. */
    private static final List<String> ROWS = List.of(
            "NASDAQ,AAPL,애플,APPLE INC,227.52,", "NASDAQ,MSFT,마이크로소프트,MICROSOFT CORP,430.16,",
            "NASDAQ,NVDA,엔비디아,NVIDIA CORP,141.98,", "NASDAQ,AMZN,아마존닷컴,AMAZON.COM INC,197.12,",
            "NASDAQ,GOOGL,알파벳 A,ALPHABET INC CL A,167.63,", "NASDAQ,META,메타,META PLATFORMS INC,559.14,",
            "NASDAQ,TSLA,테슬라,TESLA INC,352.56,", "NASDAQ,AVGO,브로드컴,BROADCOM INC,164.23,",
            "NASDAQ,AMD,AMD,ADVANCED MICRO DEVICES,138.35,", "NASDAQ,INTC,인텔,INTEL CORP,24.50,",
            "NASDAQ,QQQ,인베스코 QQQ,INVESCO QQQ TRUST,505.79,F", "NYSE,JPM,JP모건 체이스,JPMORGAN CHASE,248.55,",
            "NYSE,V,비자,VISA INC,309.92,", "NYSE,KO,코카콜라,COCA-COLA CO,63.91,",
            "NYSE,DIS,월트 디즈니,WALT DISNEY CO,115.65,", "NYSE,BAC,뱅크오브아메리카,BANK OF AMERICA,47.00,",
            "NYSE,XOM,엑슨 모빌,EXXON MOBIL,121.79,", "AMEX,SPY,SPDR S&P 500,SPDR S&P 500 ETF,595.51,F",
            "AMEX,SOXL,디렉시온 반도체 3배,DIREXION SEMI BULL 3X,28.37,F", "AMEX,GLD,SPDR 골드,SPDR GOLD,250.75,F");
    private static final int NAME = 2;
    private static final int ENGLISH = 3;
    private static final int PRICE = 4;

    private UsListings() {
    }

    static List<Listing> all(boolean alwaysOpen) {
        List<Listing> all = new ArrayList<>();
        for (String row : ROWS) {
            String[] cells = row.split(",", -1);
            all.add(Listing.of(symbol(cells), new UsRules(alwaysOpen), new BigDecimal(cells[PRICE]))
                    .withDailyVolume(VOLUME));
        }
        return all;
    }

    /** The segment is what its fees go by. */
    private static Symbol symbol(String[] cells) {
        return new Symbol(new SymbolId(cells[0], cells[1]), cells[NAME], World.US, Optional.empty(), CurrencyCode.USD,
                UsSession.ZONE, TICKS, BigDecimal.ONE, Optional.empty(), true);
    }

    /** The rows of an exchange's master file: code, Korean name, English name, and 3 for a fund, else 2. */
    static List<String[]> of(String exchange) {
        return ROWS.stream().map(r -> r.split(",", -1)).filter(c -> c[0].equals(exchange)).map(c -> new String[] {
            c[1], c[NAME], c[ENGLISH], c[c.length - 1].isEmpty() ? "2" : "3" }).toList();
    }
}
