package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** What the broker's {@code ORD_DVSN} means, which exchange takes it, and when. */
final class Divisions {

    /** Where a price comes from. */
    private enum Source {
        ORDER, NONE, OTHER_SIDE, OWN_SIDE, MIDDLE
    }

    /**
     * When an order may be placed, by the clock in Seoul; those of the regular session whenever the exchange is open.
     */
    private enum Season {
        ALWAYS(LocalTime.MIN, LocalTime.MAX),
        EARLY(LocalTime.of(8, 0), LocalTime.of(8, 50)),
        BEFORE_HOURS(LocalTime.of(8, 30), LocalTime.of(8, 40)),
        AFTER_HOURS(LocalTime.of(15, 40), LocalTime.of(16, 0)),
        LATE(LocalTime.of(16, 0), LocalTime.of(20, 0));

        private final LocalTime from;
        private final LocalTime to;

        Season(LocalTime from, LocalTime to) {
            this.from = from;
            this.to = to;
        }
    }

    /** How a division trades. */
    record Division(OrderType type, TimeInForce time, Source source, String exchanges, Season season) {

        Division(OrderType type, TimeInForce time, Source source, String exchanges) {
            this(type, time, source, exchanges, Season.ALWAYS);
        }

        /** Whether the order brings its price. */
        boolean isPriced() {
            return source == Source.ORDER;
        }

        boolean isInSeason(Instant now) {
            LocalTime there = now.atZone(Texts.SEOUL).toLocalTime();
            return !there.isBefore(season.from) && !there.isAfter(season.to);
        }

        boolean isTakenBy(String exchange) {
            return List.of(exchanges.split(" ")).contains(exchange);
        }

        /** What the book says; zero when that side is empty. */
        BigDecimal price(World world, Symbol symbol, Side side) {
            OrderBook book = world.exchange.orderBook(symbol.id()).orElseThrow();
            boolean ofAsks = side == Side.BUY == (source == Source.OTHER_SIDE);
            List<PriceLevel> levels = ofAsks ? book.asks() : book.bids();
            if (source == Source.MIDDLE) {
                Quote quote = world.exchange.quote(symbol.id()).orElseThrow();
                BigDecimal sum = quote.bid().orElse(quote.last()).add(quote.ask().orElse(quote.last()));
                return symbol.ticks().roundDown(sum.divide(BigDecimal.TWO));
            }
            return levels.isEmpty() ? BigDecimal.ZERO : levels.getFirst().price();
        }
    }

    private static final String EVERYWHERE = "KRX NXT SOR";
    private static final String BOTH = "KRX NXT";
    static final Map<String, Division> ALL = all();

    private Divisions() {
    }

    private static Map<String, Division> all() {
        Map<String, Division> all = new HashMap<>();
        all.put("00", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.ORDER, EVERYWHERE));
        all.put("01", new Division(OrderType.MARKET, TimeInForce.DAY, Source.NONE, "KRX SOR"));
        all.put("02", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.ORDER, "KRX"));
        all.put("03", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OTHER_SIDE, EVERYWHERE));
        all.put("04", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OWN_SIDE, EVERYWHERE));
        all.put("11", new Division(OrderType.LIMIT, TimeInForce.IOC, Source.ORDER, EVERYWHERE));
        all.put("12", new Division(OrderType.LIMIT, TimeInForce.FOK, Source.ORDER, EVERYWHERE));
        all.put("13", new Division(OrderType.MARKET, TimeInForce.IOC, Source.NONE, EVERYWHERE));
        all.put("14", new Division(OrderType.MARKET, TimeInForce.FOK, Source.NONE, EVERYWHERE));
        all.put("15", new Division(OrderType.LIMIT, TimeInForce.IOC, Source.OTHER_SIDE, EVERYWHERE));
        all.put("16", new Division(OrderType.LIMIT, TimeInForce.FOK, Source.OTHER_SIDE, EVERYWHERE));
        all.put("21", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.MIDDLE, BOTH));
        all.put("22", new Division(OrderType.STOP_LIMIT, TimeInForce.DAY, Source.ORDER, BOTH));
        all.put("23", new Division(OrderType.LIMIT, TimeInForce.IOC, Source.MIDDLE, BOTH));
        all.put("24", new Division(OrderType.LIMIT, TimeInForce.FOK, Source.MIDDLE, BOTH));
        // At the close of before, or of today: the last price is what the exchange has of it.
        all.put("05", new Division(OrderType.MARKET, TimeInForce.DAY, Source.NONE, "KRX", Season.BEFORE_HOURS));
        all.put("06", new Division(OrderType.MARKET, TimeInForce.DAY, Source.NONE, "KRX", Season.AFTER_HOURS));
        all.put("27", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.ORDER, "NXT", Season.EARLY));
        all.put("28", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OTHER_SIDE, "NXT", Season.EARLY));
        all.put("29", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OWN_SIDE, "NXT", Season.EARLY));
        all.put("41", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.ORDER, "KRX", Season.LATE));
        all.put("42", new Division(OrderType.LIMIT, TimeInForce.IOC, Source.ORDER, "KRX", Season.LATE));
        all.put("43", new Division(OrderType.LIMIT, TimeInForce.FOK, Source.ORDER, "KRX", Season.LATE));
        all.put("44", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OTHER_SIDE, "KRX", Season.LATE));
        all.put("45", new Division(OrderType.LIMIT, TimeInForce.IOC, Source.OTHER_SIDE, "KRX", Season.LATE));
        all.put("46", new Division(OrderType.LIMIT, TimeInForce.FOK, Source.OTHER_SIDE, "KRX", Season.LATE));
        all.put("47", new Division(OrderType.LIMIT, TimeInForce.DAY, Source.OWN_SIDE, "KRX", Season.LATE));
        return Map.copyOf(all);
    }
}
