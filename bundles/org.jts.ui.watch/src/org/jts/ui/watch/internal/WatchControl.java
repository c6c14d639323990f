package org.jts.ui.watch.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.core.runtime.preferences.InstanceScope;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.kit.BrokerChanges;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open market watch. UI thread, but for what feeds call. */
final class WatchControl implements ViewControl {
    private static final Texts T = Texts.of(WatchControl.class);
    private static final Duration REPAINT = Duration.ofMillis(100);
    private static final Duration RELOAD = Duration.ofMillis(200);

    private final WatchServices services;
    private final Composite root;
    private final WatchBar bar;
    private final WatchTable watched;
    private final DataTable<WatchRow> table;
    private final WatchModel model;
    private final WatchLists lists = new WatchLists(InstanceScope.INSTANCE.getNode("org.jts.ui.watch"));
    private final Refresher repaint;
    private final Refresher reload;
    private final List<Subscription> always = new ArrayList<>();
    private final Map<BrokerId, Watch> watches = new LinkedHashMap<>();

    /** What is watched at a broker. */
    private record Watch(List<SymbolId> symbols, Subscription subscription) {
    }

    WatchControl(Composite parent, ViewSite site, WatchServices services) {
        this.services = services;
        this.model = new WatchModel(services.time()::nanoTime);
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 2;
        root.setLayout(layout);
        bar = new WatchBar(root, services, this::add, this::rebuild);
        bar.control().setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        watched = new WatchTable(root, services.time());
        table = watched.table();
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.emptyText(T.get("empty"));
        table.onSelect(row -> row.map(WatchRow::instrument).ifPresent(services.context()::select));
        table.contextMenu(this::fillMenu);
        table.control().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) {
                table.selection().ifPresent(this::remove);
            }
        });
        repaint = new Refresher(root, REPAINT, this::paint);
        reload = new Refresher(root, RELOAD, this::rebuild);
        listen();
        rebuild();
    }

    private void listen() {
        always.add(services.feed().listenSymbols(reload::request));
        always.add(services.registry().listen(new BrokerChanges(reload::request)));
        always.add(services.context().listen(new TradeContextListener() {
            @Override
            public void instrumentChanged(Optional<Instrument> instrument) {
                instrument.ifPresent(table::select);
            }
        }));
    }

    /** Brokers, symbols or lists changed. */
    private void rebuild() {
        bar.brokersChanged();
        Map<Instrument, Symbol> watched = new LinkedHashMap<>();
        Map<BrokerId, List<SymbolId>> wanted = new LinkedHashMap<>();
        for (BrokerId broker : bar.chosen()) {
            List<SymbolId> known = new ArrayList<>();
            for (SymbolId id : list(broker)) {
                services.feed().symbol(broker, id).ifPresent(symbol -> {
                    watched.put(new Instrument(broker, id), symbol);
                    known.add(id);
                });
            }
            if (!known.isEmpty()) {
                wanted.put(broker, known);
            }
        }
        model.watch(watched);
        subscribe(wanted);
        paint();
        if (services.context().instrument().isEmpty() && !watched.isEmpty()) {
            services.context().select(watched.keySet().iterator().next());
        }
        services.context().instrument().ifPresent(table::select);
    }

    private List<SymbolId> list(BrokerId broker) {
        List<Symbol> available = services.feed().symbols(broker);
        return available.isEmpty() ? List.of() : lists.of(broker, available);
    }

    /** Subscribes anew where the list changed; the new subscription begins before the old one ends. */
    private void subscribe(Map<BrokerId, List<SymbolId>> wanted) {
        List<Subscription> ended = new ArrayList<>();
        watches.entrySet().removeIf(entry -> {
            boolean over = !entry.getValue().symbols().equals(wanted.get(entry.getKey()));
            if (over) {
                ended.add(entry.getValue().subscription());
            }
            return over;
        });
        wanted.forEach((broker, symbols) -> watches.computeIfAbsent(broker, b -> new Watch(symbols,
                services.feed().watch(b, WatchLists.asSet(symbols), quote -> {
                    model.put(new Instrument(b, quote.quote().symbol()), quote);
                    repaint.request();
                }))));
        ended.forEach(Subscription::close);
    }

    private void paint() {
        watched.show(model.rows());
        if (model.isFlashing()) {
            repaint.request();
        }
    }

    private void add(BrokerId broker, SymbolId symbol) {
        List<SymbolId> symbols = new ArrayList<>(list(broker));
        if (!symbols.contains(symbol)) {
            if (symbols.size() >= WatchLists.MOST) {
                bar.say(T.format("full", WatchLists.MOST));
                return;
            }
            symbols.add(symbol);
            lists.keep(broker, symbols);
            rebuild();
        }
        Instrument added = new Instrument(broker, symbol);
        table.select(added);
        services.context().select(added);
    }

    private void remove(WatchRow row) {
        BrokerId broker = row.instrument().broker();
        lists.keep(broker, list(broker).stream().filter(id -> !id.equals(row.instrument().symbol())).toList());
        rebuild();
    }

    private void fillMenu(IMenuManager menu, List<WatchRow> selected) {
        for (WatchRow row : selected) {
            menu.add(new MenuAction(T.get("menu.buy"), () -> suggest(row, Side.BUY)));
            menu.add(new MenuAction(T.get("menu.sell"), () -> suggest(row, Side.SELL)));
            menu.add(new Separator());
            menu.add(new MenuAction(T.get("menu.remove"), () -> remove(row)));
        }
        menu.add(new MenuAction(T.format("menu.all", WatchLists.MOST), this::addAll));
        menu.add(new MenuAction(T.get("menu.reset"), () -> {
            bar.chosen().forEach(lists::reset);
            rebuild();
        }));
    }

    private void addAll() {
        for (BrokerId broker : bar.chosen()) {
            lists.keep(broker, services.feed().symbols(broker).stream().filter(Symbol::active).map(Symbol::id)
                    .limit(WatchLists.MOST).toList());
        }
        rebuild();
    }

    private void suggest(WatchRow row, Side side) {
        services.context().select(row.instrument());
        services.context().suggest(new OrderSuggestion(Optional.of(side), Optional.empty(), Optional.empty()));
    }

    @Override
    public void setFocus() {
        bar.setFocus();
    }

    @Override
    public void dispose() {
        always.forEach(Subscription::close);
        watches.values().forEach(watch -> watch.subscription().close());
        watches.clear();
    }
}
