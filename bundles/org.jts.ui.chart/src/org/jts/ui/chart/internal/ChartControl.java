package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed.CandleSeries;
import org.jts.api.market.CandleQuery;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.TickTable;
import org.jts.api.market.Timeframe;
import org.jts.api.store.MarketStore;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open chart: loads what the context asks for and keeps it live. UI thread, but for what feeds call. */
final class ChartControl implements ViewControl {
    private static final Texts T = Texts.of(ChartControl.class);
    private static final Duration REPAINT = Duration.ofMillis(100);
    private static final int DAILY_LIMIT = 10_000;
    private static final int INTRADAY_LIMIT = 3_000;
    /** Of all minutes an exchange is open for some only: so much longer is asked for, to get the number of candles. */
    private static final int INTRADAY_STRETCH = 6;

    private final ChartServices services;
    private final Composite root;
    private final Header header;
    private final TimeframeBar timeframes;
    private final Label readOut;
    private final ChartCanvas canvas;
    private final Refresher refresher;
    private final List<Subscription> always = new ArrayList<>();
    private final AtomicReference<LiveQuote> newest = new AtomicReference<>();

    private Optional<Instrument> instrument = Optional.empty();
    private Optional<Symbol> symbol = Optional.empty();
    private Subscription quotes = () -> { };
    private volatile LiveCandles live;
    private ChartData data;
    private Timeframe shown;
    private String source = "";
    private Job loading;
    private int loads;

    ChartControl(Composite parent, ViewSite site, ChartServices services) {
        this.services = services;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        header = new Header(root);
        header.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        timeframes = new TimeframeBar(root, this::load);
        readOut = new Label(root, SWT.NONE);
        readOut.setData("org.eclipse.swtbot.widget.key", "chart.readout");
        GridData readOutPlace = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        readOutPlace.horizontalIndent = 5;
        readOut.setLayoutData(readOutPlace);
        canvas = new ChartCanvas(root, look(TickTable.uniform(BigDecimal.ONE)));
        canvas.setData("org.eclipse.swtbot.widget.key", "chart.canvas");
        canvas.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        canvas.onPrice(price -> services.context().suggest(OrderSuggestion.ofPrice(price)));
        canvas.onPointed(this::showReadOut);
        ChartMenu.install(canvas, services.context());
        refresher = new Refresher(root, REPAINT, this::showLive);
        Palette.onChange(root, this::restyle);
        listen();
        restyle();
        instrumentChanged(services.context().instrument());
    }

    private void listen() {
        always.add(services.context().listen(new TradeContextListener() {
            @Override
            public void instrumentChanged(Optional<Instrument> chosen) {
                ChartControl.this.instrumentChanged(chosen);
            }
        }));
        always.add(services.feed().listenSymbols(() -> onUi(this::symbolsChanged)));
        always.add(services.registry().listen(new Connected(broker -> onUi(() -> reconnected(broker)))));
        services.store().ifPresent(store -> always.add(store.listen((from, saved, timeframe) -> {
            // What a load reads from a broker is stored under the broker's name: no reason to load again.
            if (from.equals(MarketStore.IMPORTED)) {
                onUi(() -> imported(saved, timeframe));
            }
        })));
    }

    private void onUi(Runnable action) {
        if (!root.isDisposed()) {
            root.getDisplay().asyncExec(() -> {
                if (!root.isDisposed()) {
                    action.run();
                }
            });
        }
    }

    private void instrumentChanged(Optional<Instrument> chosen) {
        if (chosen.equals(instrument) && data != null) {
            return;
        }
        instrument = chosen;
        symbol = chosen.flatMap(i -> services.feed().symbol(i.broker(), i.symbol()));
        quotes.close();
        newest.set(null);
        live = null;
        data = null;
        // until there are candles of this one: figures of the last would be taken for its own
        readOut.setText("");
        if (chosen.isEmpty()) {
            header.nothing();
            canvas.show(T.get("empty.choose"));
            return;
        }
        Instrument wanted = chosen.get();
        header.symbol(wanted.symbol(), symbol);
        if (symbol.isEmpty()) {
            canvas.show(T.format("empty.unknown", wanted.symbol().code(), wanted.broker()));
            return;
        }
        quotes = services.feed().watch(wanted.broker(), Set.of(wanted.symbol()), this::onQuote);
        load();
    }

    private void symbolsChanged() {
        if (symbol.isEmpty()) {
            instrumentChanged(instrument);
        }
    }

    /** What happened while the line was down is missing. */
    private void reconnected(BrokerId broker) {
        if (instrument.isPresent() && instrument.get().broker().equals(broker)) {
            load();
        }
    }

    private void imported(SymbolId saved, Timeframe timeframe) {
        if (loading == null && timeframe == timeframes.selected()
                && instrument.map(i -> i.symbol().equals(saved)).orElse(false)) {
            load();
        }
    }

    private void load() {
        if (instrument.isEmpty() || symbol.isEmpty()) {
            return;
        }
        Instrument wanted = instrument.get();
        timeframes.offer(services.registry().broker(wanted.broker())
                .map(c -> c.gateway().capabilities().timeframes()).orElse(Set.of()));
        Timeframe timeframe = timeframes.selected();
        if (loading != null) {
            loading.cancel();
        }
        int mine = ++loads;
        live = null;
        if (data == null) {
            canvas.show(T.format("loading", symbol.get().name()));
        }
        CandleQuery query = query(wanted, timeframe);
        loading = Background.run(root, T.format("job.load", symbol.get().name(), timeframe.code()),
                () -> services.feed().candles(wanted.broker(), query),
                series -> { if (mine == loads) { loaded(timeframe, series); } },
                problem -> { if (mine == loads) { failed(timeframe, problem); } });
    }

    private CandleQuery query(Instrument wanted, Timeframe timeframe) {
        Instant now = services.time().now();
        if (timeframe.isIntraday()) {
            Duration back = timeframe.nominal().multipliedBy((long) INTRADAY_LIMIT * INTRADAY_STRETCH);
            return new CandleQuery(wanted.symbol(), timeframe, now.minus(back), now, INTRADAY_LIMIT);
        }
        return new CandleQuery(wanted.symbol(), timeframe, Instant.EPOCH, now, DAILY_LIMIT);
    }

    private void loaded(Timeframe timeframe, CandleSeries series) {
        loading = null;
        source = series.freshness() == Freshness.LIVE ? "" : T.get("source.stored");
        if (series.candles().isEmpty()) {
            data = null;
            readOut.setText("");
            canvas.show(T.format("empty.none", symbol.get().name(), timeframes.name(timeframe)));
            return;
        }
        boolean again = data != null && timeframe == shown;
        shown = timeframe;
        data = new ChartData(symbol.get().zone(), series.candles());
        canvas.setLook(look(symbol.get().ticks()));
        canvas.show(data, again);
        LiveCandles growing = new LiveCandles(timeframe, symbol.get().zone(), Optional.of(series.candles().getLast()));
        LiveQuote quote = newest.get();
        if (quote != null && quote.freshness() != Freshness.CACHED) {
            growing.add(quote.quote());
        }
        live = growing;
        showReadOut(OptionalInt.empty());
        showLive();
    }

    private void failed(Timeframe timeframe, Exception problem) {
        loading = null;
        if (problem instanceof InterruptedException) {
            return;
        }
        if (data != null && timeframe == shown) {
            source = T.format("source.failed", problem.getMessage());
            showReadOut(OptionalInt.empty());
            return;
        }
        data = null;
        readOut.setText("");
        canvas.show(T.format("empty.failed", symbol.get().name(), problem.getMessage()));
    }

    /** On a thread of the feed. */
    private void onQuote(LiveQuote quote) {
        newest.set(quote);
        LiveCandles growing = live;
        if (growing != null && quote.freshness() != Freshness.CACHED) {
            growing.add(quote.quote());
        }
        refresher.request();
    }

    private void showLive() {
        LiveQuote quote = newest.get();
        if (quote != null && symbol.isPresent()) {
            header.quote(quote, symbol.get());
        }
        LiveCandles growing = live;
        if (data != null && growing != null) {
            var changed = growing.drain();
            changed.forEach(data::put);
            if (!changed.isEmpty()) {
                canvas.dataChanged();
                showReadOut(OptionalInt.empty());
            }
        }
        canvas.setAccessibleName(accessibleName());
    }

    private String accessibleName() {
        if (data == null || symbol.isEmpty()) {
            return T.get("view.name");
        }
        return T.format("accessible", symbol.get().name(), timeframes.name(timeframes.selected()), data.size(),
                canvas.look().price().apply(data.candle(data.size() - 1).close()));
    }

    private void showReadOut(OptionalInt pointed) {
        if (data == null || data.size() == 0) {
            return;
        }
        int index = pointed.orElse(canvas.pointed().orElse(data.size() - 1));
        String text = ReadOut.of(data, Math.min(index, data.size() - 1), canvas.look()) + source;
        if (!text.equals(readOut.getText())) {
            readOut.setText(text);
        }
    }

    private ChartLook look(TickTable ticks) {
        Palette p = Palette.of(root);
        ChartLook.Colors colors = new ChartLook.Colors(p.background(), p.text(), p.muted(), p.grid(), p.up(), p.down(),
                p.muted(), p.muted());
        return new ChartLook(colors, ticks, price -> Formats.price(price, ticks), Formats::quantity, this::time,
                canvas != null && canvas.look().logarithmic(), canvas == null || canvas.look().averages());
    }

    private String time(ChartData shown, int index) {
        Instant openTime = shown.candle(index).openTime();
        return timeframes.selected().isIntraday()
                ? Formats.dateTime(openTime, shown.zone()).substring(0, "yyyy-MM-dd HH:mm".length())
                : Formats.date(openTime, shown.zone());
    }

    private void restyle() {
        Palette p = Palette.of(root);
        root.setBackground(p.background());
        root.setBackgroundMode(SWT.INHERIT_FORCE);
        readOut.setForeground(p.muted());
        timeframes.paint();
        canvas.setLook(look(symbol.map(Symbol::ticks).orElse(canvas.look().ticks())));
        refresher.request();
    }

    @Override
    public void setFocus() {
        canvas.setFocus();
    }

    @Override
    public void dispose() {
        if (loading != null) {
            loading.cancel();
        }
        quotes.close();
        always.forEach(Subscription::close);
    }
}
