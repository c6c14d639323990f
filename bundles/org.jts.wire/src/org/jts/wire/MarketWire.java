package org.jts.wire;

import static org.jts.wire.Scalars.checked;
import static org.jts.wire.Scalars.decimal;
import static org.jts.wire.Scalars.instant;
import static org.jts.wire.Scalars.number;
import static org.jts.wire.Scalars.optional;
import static org.jts.wire.Scalars.text;
import static org.jts.wire.Scalars.timestamp;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.CurrencyCode;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.Timeframe;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.GetCandlesRequest;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.SymbolInfo;
import org.jts.wire.proto.market.TickBand;

/**
 * Symbols and prices. Each pair of methods gives back what it was given: for every record {@code r},
 * {@code of(message(r)).equals(r)}, where its numbers have no negative scale.
 *
 * @since 1.0
 */
public final class MarketWire {

    private static final BigDecimal MAX_WHOLE = BigDecimal.valueOf(Long.MAX_VALUE);

    private static final int MAX_SYMBOLS = 20_000;
    /** Those that were read before: every quote names one, and to check it takes longer than to read all the rest. */
    private static final Map<String, SymbolId> SYMBOLS = new ConcurrentHashMap<>();

    private MarketWire() {
    }

    /** @throws WireException when it is not EXCHANGE:CODE */
    public static SymbolId symbolId(String text) {
        SymbolId known = SYMBOLS.get(text);
        if (known != null) {
            return known;
        }
        SymbolId symbol = checked("symbol", () -> SymbolId.parse(text));
        if (SYMBOLS.size() < MAX_SYMBOLS) {
            SYMBOLS.put(text, symbol);
        }
        return symbol;
    }

    public static SymbolInfo message(Symbol symbol) {
        SymbolInfo.Builder out = SymbolInfo.newBuilder().setCode(symbol.id().code()).setExchange(symbol.id().exchange())
                .setName(symbol.name()).setMarket(symbol.market()).setIsActive(symbol.active())
                .setCurrency(symbol.currency().value()).setTimeZone(symbol.zone().getId())
                .setLotSize(text(symbol.lotSize()));
        symbol.sector().ifPresent(out::setSector);
        symbol.minOrderValue().ifPresent(value -> out.setMinOrderValue(text(value)));
        symbol.ticks().bands().forEach(band -> out.addTicks(
                TickBand.newBuilder().setFrom(text(band.from())).setTick(text(band.tick()))));
        return out.build();
    }

    public static Symbol symbol(SymbolInfo in) {
        return checked("symbol " + in.getCode(), () -> new Symbol(new SymbolId(in.getExchange(), in.getCode()),
                in.getName(), in.getMarket(), in.hasSector() ? Optional.of(in.getSector()) : Optional.empty(),
                new CurrencyCode(in.getCurrency()), ZoneId.of(in.getTimeZone()),
                new TickTable(in.getTicksList().stream().map(MarketWire::band).toList()),
                number(in.getLotSize(), "lot_size"), optional(in.getMinOrderValue(), "min_order_value"),
                in.getIsActive()));
    }

    private static TickTable.Band band(TickBand in) {
        return new TickTable.Band(number(in.getFrom(), "from"), number(in.getTick(), "tick"));
    }

    public static QuoteData message(Quote quote) {
        return message(quote, 0);
    }

    /** @param sequence the quote's number in its stream, 0 outside a stream */
    public static QuoteData message(Quote quote, long sequence) {
        return QuoteData.newBuilder().setSymbol(quote.symbol().toString()).setPrice(text(quote.last()))
                .setTimestamp(timestamp(quote.time())).setLastSize(text(quote.lastSize())).setOpen(text(quote.open()))
                .setHigh(text(quote.high())).setLow(text(quote.low())).setPreviousClose(text(quote.previousClose()))
                .setVolume(text(quote.volume())).setBid(text(quote.bid())).setBidSize(text(quote.bidSize()))
                .setAsk(text(quote.ask())).setAskSize(text(quote.askSize())).setSequence(sequence).build();
    }

    /**
     * Quotes of a stream in one message; the first must not carry others already.
     *
     * @param quotes at least one
     */
    public static QuoteData together(List<QuoteData> quotes) {
        QuoteData first = quotes.getFirst();
        return quotes.size() == 1 ? first
                : first.toBuilder().addAllMore(quotes.subList(1, quotes.size())).build();
    }

    /** The quote of a message itself; those that came with it are not looked at. */
    public static Quote quote(QuoteData in) {
        return checked("quote of ", in::getSymbol, () -> new Quote(symbolId(in.getSymbol()),
                instant(in.getTimestamp(), "timestamp"), number(in.getPrice(), "price"),
                number(in.getLastSize(), "last_size"), optional(in.getOpen(), "open"), optional(in.getHigh(), "high"),
                optional(in.getLow(), "low"), optional(in.getPreviousClose(), "previous_close"),
                number(in.getVolume(), "volume"), optional(in.getBid(), "bid"), number(in.getBidSize(), "bid_size"),
                optional(in.getAsk(), "ask"), number(in.getAskSize(), "ask_size")));
    }

    public static OrderBookSnapshot message(OrderBook book) {
        OrderBookSnapshot.Builder out = OrderBookSnapshot.newBuilder().setSymbol(book.symbol().code())
                .setExchange(book.symbol().exchange()).setTimestamp(timestamp(book.time()));
        book.bids().forEach(level -> out.addBids(message(level)));
        book.asks().forEach(level -> out.addAsks(message(level)));
        if (!book.bids().isEmpty() && !book.asks().isEmpty()) {
            BigDecimal bid = book.bids().getFirst().price();
            BigDecimal ask = book.asks().getFirst().price();
            out.setSpread(decimal(ask.subtract(bid)));
            out.setMidPrice(decimal(ask.add(bid).multiply(new BigDecimal("0.5"))));
        }
        return out.build();
    }

    public static OrderBook orderBook(OrderBookSnapshot in) {
        return checked("order book of ", in::getSymbol, () -> new OrderBook(
                new SymbolId(in.getExchange(), in.getSymbol()), instant(in.getTimestamp(), "timestamp"),
                levels(in.getBidsList()), levels(in.getAsksList())));
    }

    private static org.jts.wire.proto.market.PriceLevel message(PriceLevel level) {
        return org.jts.wire.proto.market.PriceLevel.newBuilder().setPrice(decimal(level.price()))
                .setSize(decimal(level.size())).build();
    }

    private static List<PriceLevel> levels(List<org.jts.wire.proto.market.PriceLevel> in) {
        return in.stream().map(l -> new PriceLevel(number(l.getPrice(), "price"), number(l.getSize(), "size")))
                .toList();
    }

    public static CandleData message(Candle candle) {
        CandleData.Builder out = CandleData.newBuilder().setTimestamp(candle.openTime().toString())
                .setOpen(text(candle.open())).setHigh(text(candle.high())).setLow(text(candle.low()))
                .setClose(text(candle.close()));
        BigDecimal volume = candle.volume();
        out.setVolume(volume.min(MAX_WHOLE).setScale(0, RoundingMode.DOWN).longValueExact());
        if (volume.scale() != 0 || volume.compareTo(MAX_WHOLE) > 0) {
            out.setVolumeExact(text(volume));
        }
        return out.build();
    }

    public static Candle candle(CandleData in) {
        return checked("candle of ", in::getTimestamp, () -> new Candle(instant(in.getTimestamp(), "timestamp"),
                number(in.getOpen(), "open"), number(in.getHigh(), "high"), number(in.getLow(), "low"),
                number(in.getClose(), "close"), optional(in.getVolumeExact(), "volume_exact")
                        .orElseGet(() -> BigDecimal.valueOf(in.getVolume()))));
    }

    /** @param broker the broker's id at the server */
    public static GetCandlesRequest message(CandleQuery query, String broker) {
        return GetCandlesRequest.newBuilder().setSymbol(query.symbol().toString())
                .setTimeframe(query.timeframe().code()).setStartTime(query.from().toString())
                .setEndTime(query.to().toString()).setLimit(query.limit()).setBrokerId(broker).build();
    }

    /** @param symbol what the request's symbol, which may be a code alone, stands for */
    public static CandleQuery candleQuery(GetCandlesRequest in, SymbolId symbol) {
        return checked("candles", () -> new CandleQuery(symbol, timeframe(in.getTimeframe()),
                instant(in.getStartTime(), "start_time"), instant(in.getEndTime(), "end_time"),
                in.getLimit() == 0 ? CandleQuery.MAX_LIMIT : in.getLimit()));
    }

    static Timeframe timeframe(String code) {
        return Timeframe.ofCode(code).orElseThrow(() -> Scalars.unreadable("timeframe",
                "one of 1m, 5m, 15m, 30m, 1h, 4h, 1d, 1w, 1M", code));
    }
}
