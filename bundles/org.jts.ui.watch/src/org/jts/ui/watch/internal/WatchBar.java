package org.jts.ui.watch.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Text;
import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.SymbolProposals;
import org.jts.ui.kit.SymbolSearch;
import org.jts.ui.kit.Texts;

/** Above the watch list: of which broker it is, and a field that finds symbols and adds them. */
final class WatchBar {
    private static final Texts T = Texts.of(WatchBar.class);

    private final WatchServices services;
    private final BiConsumer<BrokerId, SymbolId> onAdd;
    private final Composite bar;
    private final Combo broker;
    private final Text search;
    private final Label note;
    private List<BrokerConnection> shown = List.of();

    WatchBar(Composite parent, WatchServices services, BiConsumer<BrokerId, SymbolId> onAdd, Runnable onBroker) {
        this.services = services;
        this.onAdd = onAdd;
        bar = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginHeight = 2;
        bar.setLayout(layout);
        broker = new Combo(bar, SWT.READ_ONLY);
        broker.setData(DataTable.WIDGET_KEY, "watch.broker");
        broker.setToolTipText(T.get("broker.tip"));
        broker.setItems(T.get("broker.all"));
        broker.select(0);
        broker.addListener(SWT.Selection, e -> onBroker.run());
        search = new Text(bar, SWT.SEARCH | SWT.ICON_SEARCH | SWT.ICON_CANCEL);
        search.setData(DataTable.WIDGET_KEY, "watch.search");
        search.setMessage(T.get("search.hint"));
        search.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        SymbolProposals proposals = new SymbolProposals(search, this::searched, this::found);
        search.addListener(SWT.DefaultSelection, e -> {
            if (e.detail == SWT.NONE && !proposals.isOpen()) {
                enter();
            }
        });
        search.addListener(SWT.Modify, e -> note());
        note = new Label(bar, SWT.WRAP);
        note.setData(DataTable.WIDGET_KEY, "watch.status");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1);
        place.exclude = true;
        place.widthHint = 100;
        note.setLayoutData(place);
        note.setVisible(false);
    }

    Composite control() {
        return bar;
    }

    void setFocus() {
        search.setFocus();
    }

    /** @return the brokers whose lists are shown */
    List<BrokerId> chosen() {
        int index = broker.getSelectionIndex();
        return index > 0 ? List.of(shown.get(index - 1).id()) : shown.stream().map(BrokerConnection::id).toList();
    }

    void brokersChanged() {
        List<BrokerConnection> now = services.registry().brokers();
        if (!now.equals(shown)) {
            Optional<BrokerId> before = broker.getSelectionIndex() > 0 ? Optional.of(chosen().getFirst())
                    : Optional.empty();
            shown = now;
            List<String> names = new ArrayList<>();
            names.add(T.get("broker.all"));
            now.forEach(connection -> names.add(label(connection)));
            broker.setItems(names.toArray(String[]::new));
            int index = before.map(id -> now.stream().map(BrokerConnection::id).toList().indexOf(id)).orElse(-1);
            broker.select(index + 1);
            bar.layout(true);
        }
        note();
    }

    /** Says which brokers are away, since when: their prices are old. One that never had any spoils none. */
    private void note() {
        List<BrokerId> chosen = chosen();
        List<String> away = shown.stream().filter(c -> chosen.contains(c.id()) && !c.state().isConnected())
                .filter(c -> c.state().phase() != ConnectionPhase.CONNECTING
                        || !services.feed().symbols(c.id()).isEmpty())
                .map(c -> services.feed().symbols(c.id()).isEmpty() ? T.format("away.nothing", label(c))
                        : T.format("away", label(c), Formats.time(c.state().since(), Formats.SEOUL,
                                services.time().now())))
                .toList();
        say(String.join("\n", away));
    }

    /** The name, and the id too where two brokers have the same name. */
    private String label(BrokerConnection connection) {
        boolean unique = shown.stream().filter(c -> c.name().equals(connection.name())).count() < 2;
        return unique ? connection.name() : connection.name() + " (" + connection.id() + ")";
    }

    void say(String text) {
        if (!text.equals(note.getText())) {
            note.setText(text);
            note.setVisible(!text.isEmpty());
            ((GridData) note.getLayoutData()).exclude = text.isEmpty();
            bar.getParent().layout(true, true);
        }
        note.setForeground(Palette.of(note).warning());
    }

    private List<Symbol> searched() {
        return chosen().stream().flatMap(id -> services.feed().symbols(id).stream()).distinct().toList();
    }

    private void enter() {
        String text = search.getText();
        if (text.isBlank()) {
            return;
        }
        Optional<Symbol> best = SymbolSearch.best(searched(), text);
        if (best.isPresent()) {
            found(best.get());
        } else {
            say(T.format("search.none", text.strip()));
        }
    }

    private void found(Symbol symbol) {
        search.setText("");
        chosen().stream().filter(id -> services.feed().symbol(id, symbol.id()).isPresent()).findFirst()
                .ifPresent(id -> onAdd.accept(id, symbol.id()));
    }
}
