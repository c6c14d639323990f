package org.jts.console.internal;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Quote;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.time.TimeSource;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code market:…} */
@Component(service = MarketCommands.class, immediate = true)
public final class MarketCommands {

    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss z", Locale.ENGLISH);

    private static final int MAX_ROWS = 100_000;

    private final CommandSet commands;
    private final MarketFeed feed;
    private final Finder finder;
    private final TimeSource time;

    @Activate
    public MarketCommands(BundleContext context, @Reference MarketFeed feed, @Reference Finder finder,
            @Reference TimeSource time) {
        this.feed = feed;
        this.finder = finder;
        this.time = time;
        commands = new CommandSet(context, "market").add("quote", this::quote).add("book", this::book)
                .add("symbols", this::symbols).add("candles", this::candles).add("watch", this::watch);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    private void quote(Call call) throws CommandException, BrokerException, InterruptedException {
        List<String> names = call.args().rest("a symbol");
        BrokerConnection broker = finder.broker(call.args().option("broker"));
        Report report = quotes();
        for (String name : names) {
            Symbol symbol = finder.symbol(broker, name);
            LiveQuote quote = quote(broker, symbol);
            add(report, symbol, quote.quote(), quote.freshness());
        }
        call.print(report);
    }

    /** What the broker says now; what was said last when it is not connected, or the line breaks while it is asked. */
    private LiveQuote quote(BrokerConnection broker, Symbol symbol)
            throws CommandException, BrokerException, InterruptedException {
        if (!broker.state().isConnected()) {
            Optional<LiveQuote> known = finder.lastKnown(broker, symbol);
            if (known.isPresent()) {
                return known.get();
            }
            finder.connected(Optional.of(broker.id().value()));
        }
        try {
            Quote quote = broker.gateway().quote(symbol.id());
            return new LiveQuote(broker.id(), quote, quote.time(), Freshness.LIVE);
        } catch (BrokerException e) {
            if (e.category() != ErrorCategory.NETWORK) {
                throw e;
            }
            return finder.lastKnown(broker, symbol).orElseThrow(() -> e);
        }
    }

    private static Report quotes() {
        return new Report("", "symbol", "name", "last", "change", "bid", "bidSize", "ask", "askSize", "volume", "time",
                "freshness");
    }

    private static void add(Report report, Symbol symbol, Quote quote, Freshness freshness) {
        report.row(symbol.id(), symbol.name(), quote.last(), quote.change(), quote.bid(), quote.bidSize(), quote.ask(),
                quote.askSize(), quote.volume(), Report.at(quote.time(), symbol.zone()), freshness);
    }

    private void book(Call call) throws CommandException, BrokerException, InterruptedException {
        String name = call.args().next("a symbol");
        call.args().end();
        BrokerConnection broker = finder.connected(call.args().option("broker"));
        OrderBook book = broker.gateway().orderBook(finder.symbol(broker, name).id());
        Report report = new Report("Nobody buys or sells.", "side", "level", "price", "size");
        for (int i = book.asks().size() - 1; i >= 0; i--) {
            add(report, "ASK", i + 1, book.asks().get(i));
        }
        for (int i = 0; i < book.bids().size(); i++) {
            add(report, "BID", i + 1, book.bids().get(i));
        }
        call.print(report);
    }

    private static void add(Report report, String side, int number, PriceLevel level) {
        report.row(side, number, level.price(), level.size());
    }

    private void symbols(Call call) throws CommandException, InterruptedException {
        String text = call.args().nextIfAny().orElse("").toLowerCase(Locale.ROOT);
        call.args().end();
        int limit = call.args().count("limit", 50, MAX_ROWS);
        BrokerConnection broker = finder.broker(call.args().option("broker"));
        finder.awaitSymbols(broker);
        List<Symbol> found = feed.symbols(broker.id()).stream().filter(s -> text.isEmpty()
                || s.id().toString().toLowerCase(Locale.ROOT).contains(text)
                || s.name().toLowerCase(Locale.ROOT).contains(text)).toList();
        Report report = new Report("No such symbol.", "symbol", "name", "market", "currency", "lotSize", "active");
        found.stream().limit(limit).forEach(s -> report.row(s.id(), s.name(), s.market(), s.currency(), s.lotSize(),
                s.active()));
        call.print(report);
        if (found.size() > limit) {
            call.say("%,d of %,d; --limit shows more".formatted(limit, found.size()));
        }
    }

    private void candles(Call call) throws CommandException, BrokerException, InterruptedException {
        Args args = call.args();
        String name = args.next("a symbol");
        args.end();
        BrokerConnection broker = finder.broker(args.option("broker"));
        Symbol symbol = finder.symbol(broker, name);
        String frameName = args.option("timeframe").orElse(Timeframe.DAY_1.code());
        Timeframe frame = Timeframe.ofCode(frameName).orElseThrow(() -> args.wrong(
                "--timeframe: expected one of %s, found \"%s\"".formatted(codes(), frameName)));
        Instant from = day(args, "from", symbol.zone(), 0).orElse(Instant.EPOCH);
        Instant to = day(args, "to", symbol.zone(), 1).orElse(time.now());
        if (to.isBefore(from)) {
            throw args.wrong("--to: expected a day not before --from, found an earlier one");
        }
        MarketFeed.CandleSeries series = feed.candles(broker.id(),
                new CandleQuery(symbol.id(), frame, from, to, args.count("limit", 20, CandleQuery.MAX_LIMIT)));
        Report report = new Report("No candles there.", "openTime", "open", "high", "low", "close", "volume",
                "freshness");
        series.candles().forEach(c -> report.row(Report.dayOrTime(c.openTime(), frame.isIntraday(), symbol.zone()),
                c.open(),
                c.high(), c.low(), c.close(), c.volume(), series.freshness()));
        call.print(report);
    }

    private static List<String> codes() {
        List<String> codes = new ArrayList<>();
        for (Timeframe frame : Timeframe.values()) {
            codes.add(frame.code());
        }
        return codes;
    }

    /** Midnight of the named day, {@code plusDays} later. */
    private static Optional<Instant> day(Args args, String option, ZoneId zone, int plusDays) throws UsageException {
        Optional<String> text = args.option(option);
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            Instant midnight = LocalDate.parse(text.get()).plusDays(plusDays).atStartOfDay(zone).toInstant();
            return Optional.of(plusDays > 0 ? midnight.minusNanos(1) : midnight);
        } catch (DateTimeParseException e) {
            throw args.wrong("--%s: expected a day such as 2023-12-22, found \"%s\"".formatted(option, text.get()));
        }
    }

    private void watch(Call call) throws CommandException, InterruptedException {
        List<String> names = call.args().rest("a symbol");
        Duration duration = call.args().seconds("seconds", 10);
        BrokerConnection broker = finder.broker(call.args().option("broker"));
        Set<SymbolId> symbols = new LinkedHashSet<>();
        for (String name : names) {
            symbols.add(finder.symbol(broker, name).id());
        }
        PrintStream out = call.out();
        boolean json = call.json();
        try (Subscription watching = feed.watch(broker.id(), symbols, quote -> print(quote, out, json))) {
            finder.waiter().pause(duration);
        }
    }

    private void print(LiveQuote live, PrintStream out, boolean json) {
        Symbol symbol = feed.symbol(live.broker(), live.quote().symbol()).orElse(null);
        if (symbol == null) {
            return; // delisted while it was watched
        }
        if (json) {
            Report report = quotes();
            add(report, symbol, live.quote(), live.freshness());
            report.print(out, true);
        } else {
            Quote quote = live.quote();
            out.println("%s  %s  %s  bid %s  ask %s  %s".formatted(CLOCK.format(quote.time().atZone(symbol.zone())),
                    quote.symbol(), quote.last().toPlainString(),
                    quote.bid().map(Object::toString).orElse("-"), quote.ask().map(Object::toString).orElse("-"),
                    live.freshness()));
        }
    }
}
