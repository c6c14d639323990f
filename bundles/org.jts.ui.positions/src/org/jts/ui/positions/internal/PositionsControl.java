package org.jts.ui.positions.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Position;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open list of positions. UI thread, but for what services call. */
final class PositionsControl implements ViewControl {
    private static final Texts T = Texts.of(PositionsControl.class);
    private static final Duration REPAINT = Duration.ofMillis(200);

    private final PositionsServices services;
    private final Combo account;
    private final Balances balances;
    private final DataTable<PositionRow> table;
    private final Refresher refresher;
    private final Subscription book;
    private final Map<BrokerId, Watch> watches = new HashMap<>();

    /** What is watched at a broker. */
    private record Watch(Set<SymbolId> symbols, Subscription subscription) {
    }

    PositionsControl(Composite parent, ViewSite site, PositionsServices services) {
        this.services = services;
        Composite root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        Composite bar = new Composite(root, SWT.NONE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        GridLayout barLayout = new GridLayout(3, false);
        barLayout.marginHeight = 2;
        bar.setLayout(barLayout);
        account = new Combo(bar, SWT.READ_ONLY);
        account.setData(DataTable.WIDGET_KEY, "positions.account");
        account.setItems(T.get("account.all"));
        account.select(0);
        account.addListener(SWT.Selection, e -> refresh());
        Button again = new Button(bar, SWT.PUSH);
        again.setText(T.get("refresh"));
        again.setData(DataTable.WIDGET_KEY, "positions.refresh");
        again.addListener(SWT.Selection, e -> askAgain());
        balances = new Balances(bar, services.time());
        table = new PositionsTable(root, services.time()).table();
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.onOpen(this::show);
        table.contextMenu(this::fillMenu);
        refresher = new Refresher(root, REPAINT, this::refresh);
        book = services.accounts().listen(() -> refresher.request());
        refresh();
    }

    private void refresh() {
        List<AccountSnapshot> all = services.accounts().accounts();
        List<AccountSnapshot> chosen = choose(all);
        balances.show(chosen);
        table.emptyText(all.isEmpty() ? T.get("empty.unknown") : T.get("empty"));
        watch(all);
        table.setRows(PositionRow.all(chosen,
                (key, position) -> services.feed().latest(key.broker(), position.symbol())));
    }

    private List<AccountSnapshot> choose(List<AccountSnapshot> all) {
        List<String> names = new ArrayList<>();
        names.add(T.get("account.all"));
        all.forEach(a -> names.add(a.key().account() + "  " + a.account().name()));
        String before = account.getText();
        if (!names.equals(List.of(account.getItems()))) {
            account.setItems(names.toArray(String[]::new));
            account.select(Math.max(0, names.indexOf(before)));
            account.getParent().layout(true);
        }
        int index = account.getSelectionIndex();
        return index > 0 ? List.of(all.get(index - 1)) : all;
    }

    /** Watches what is held, so that it is valued at prices of now. */
    private void watch(List<AccountSnapshot> all) {
        Map<BrokerId, Set<SymbolId>> held = new HashMap<>();
        for (AccountSnapshot snapshot : all) {
            for (Position position : snapshot.positions()) {
                held.computeIfAbsent(snapshot.key().broker(), b -> new HashSet<>()).add(position.symbol());
            }
        }
        List<Subscription> ended = new ArrayList<>();
        watches.entrySet().removeIf(entry -> {
            boolean over = !entry.getValue().symbols().equals(held.get(entry.getKey()));
            if (over) {
                ended.add(entry.getValue().subscription());
            }
            return over;
        });
        held.forEach((broker, symbols) -> watches.computeIfAbsent(broker, b -> new Watch(symbols,
                services.feed().watch(b, symbols, quote -> refresher.request()))));
        ended.forEach(Subscription::close);
    }

    private void askAgain() {
        services.accounts().accounts().stream().map(a -> a.key().broker()).distinct()
                .forEach(services.accounts()::refresh);
    }

    private void show(PositionRow row) {
        row.position().ifPresent(p -> {
            services.context().select(new Instrument(row.account().orElseThrow().broker(), p.symbol()));
            services.context().select(row.account().get());
        });
    }

    private void fillMenu(IMenuManager menu, List<PositionRow> selected) {
        for (PositionRow row : selected) {
            row.position().ifPresent(position -> {
                menu.add(new MenuAction(T.get("menu.sell"), position.sellable().signum() > 0,
                        () -> sell(row, position)));
                menu.add(new MenuAction(T.get("menu.show"), true, () -> show(row)));
            });
        }
        menu.add(new MenuAction(T.get("refresh"), true, this::askAgain));
    }

    private void sell(PositionRow row, Position position) {
        show(row);
        services.context().suggest(new OrderSuggestion(Optional.of(Side.SELL), Optional.empty(),
                Optional.of(position.sellable())));
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        book.close();
        watches.values().forEach(watch -> watch.subscription().close());
        watches.clear();
    }
}
