package org.jts.ui.orders.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.Subscription;
import org.jts.api.gateway.Feature;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.context.Instrument;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/** The open list of orders. UI thread, but for what the desk calls. */
final class OrdersControl implements ViewControl {
    private static final Texts T = Texts.of(OrdersControl.class);
    static final Duration REPAINT = Duration.ofMillis(100);

    private final OrdersServices services;
    private final Composite root;
    private final Combo filter;
    private final Button cancel;
    private final Button modify;
    private final Button calls;
    private final Label status;
    private final OrdersTable columns;
    private final DataTable<DeskOrder> table;
    private final List<Subscription> subscriptions = new ArrayList<>();

    OrdersControl(Composite parent, ViewSite site, OrdersServices services) {
        this.services = services;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout();
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        Composite bar = new Composite(root, SWT.NONE);
        bar.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        GridLayout barLayout = new GridLayout(5, false);
        barLayout.marginHeight = 2;
        bar.setLayout(barLayout);
        filter = new Combo(bar, SWT.READ_ONLY);
        filter.setData(DataTable.WIDGET_KEY, "orders.filter");
        filter.setItems(T.get("filter.all"), T.get("filter.open"), T.get("filter.today"));
        filter.select(0);
        filter.addListener(SWT.Selection, e -> refresh());
        cancel = button(bar, T.get("cancel"), "orders.cancel", this::cancelSelected);
        modify = button(bar, T.get("modify"), "orders.modify", this::modifySelected);
        calls = button(bar, "", "orders.calls.open", () -> new CallsDialog(root.getShell(), services).open());
        calls.setToolTipText(T.get("calls.tip"));
        calls.setLayoutData(new GridData());
        status = new Label(bar, SWT.NONE);
        status.setData(DataTable.WIDGET_KEY, "orders.status");
        status.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false));
        columns = new OrdersTable(root, services);
        table = columns.table();
        table.control().setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true));
        table.emptyText(T.get("empty"));
        table.onSelect(order -> {
            enable();
            explain();
        });
        table.onOpen(order -> services.context().select(new Instrument(order.broker(), order.order().symbol())));
        table.contextMenu(this::fillMenu);
        table.control().addListener(SWT.KeyDown, e -> {
            if (e.keyCode == SWT.DEL) {
                cancelSelected();
            }
        });
        Refresher refresher = new Refresher(root, REPAINT, this::refresh);
        subscriptions.add(services.desk().listen(new DeskListener() {
            @Override
            public void onOrder(DeskOrder order) {
                refresher.request();
            }

            @Override
            public void onCall(DeskCall call) {
                refresher.request();
            }
        }));
        // Names of symbols may be known only now: the orders are the same, and what is said of them is not.
        Refresher named = new Refresher(root, REPAINT, table::repaint);
        subscriptions.add(services.feed().listenSymbols(named::request));
        refresh();
    }

    private static Button button(Composite bar, String text, String id, Runnable action) {
        Button button = new Button(bar, SWT.PUSH);
        button.setText(text);
        button.setData(DataTable.WIDGET_KEY, id);
        button.addListener(SWT.Selection, e -> action.run());
        return button;
    }

    private void refresh() {
        OrderFilter wanted = OrderFilter.values()[filter.getSelectionIndex()];
        Instant now = services.time().now();
        table.setRows(services.desk().orders().stream().filter(o -> wanted.accepts(o, now, Formats.SEOUL)).toList());
        List<DeskCall> called = services.desk().calls();
        columns.setCalls(called);
        showCalls(called);
        enable();
    }

    /** Not all orders in brokers' own words are among the orders: a button tells of them, where there are any. */
    private void showCalls(List<DeskCall> all) {
        GridData place = (GridData) calls.getLayoutData();
        String text = all.isEmpty() ? "" : CallsDialog.summary(all);
        if (place.exclude != all.isEmpty() || !calls.getText().equals(text)) {
            place.exclude = all.isEmpty();
            calls.setVisible(!all.isEmpty());
            calls.setText(text);
            calls.getParent().layout();
        }
        Updates.foreground(calls, all.stream().anyMatch(DeskCall::isUnknown) ? Palette.of(root).error()
                : Palette.of(root).text());
    }

    private void enable() {
        cancel.setEnabled(!cancellable().isEmpty());
        modify.setEnabled(modifiable());
    }

    /** Why the selected order stands as it does: the column that says it may be out of sight. */
    private void explain() {
        List<DeskOrder> selected = table.selections();
        String why = selected.size() == 1 ? selected.getFirst().order().message().orElse("") : "";
        if (selected.size() == 1) {
            Updates.foreground(status, OrderTexts.color(selected.getFirst().order().status(), Palette.of(root)));
        }
        status.setText(why.replace("&", "&&").replace('\n', ' '));
        status.setToolTipText(why);
    }

    private List<DeskOrder> cancellable() {
        return table.selections().stream().filter(o -> o.order().status().isOpen())
                .filter(o -> has(o, Feature.CANCEL_ORDER)).toList();
    }

    private boolean modifiable() {
        List<DeskOrder> selected = table.selections();
        return selected.size() == 1 && selected.getFirst().order().status().isOpen()
                && has(selected.getFirst(), Feature.MODIFY_ORDER);
    }

    private boolean has(DeskOrder order, Feature feature) {
        return services.registry().broker(order.broker()).map(c -> c.gateway().capabilities().has(feature))
                .orElse(false);
    }

    private void cancelSelected() {
        for (DeskOrder order : cancellable()) {
            Background.run(root, T.format("job.cancel", order.order().symbol().code()),
                    () -> services.desk().cancel(order.key()),
                    outcome -> ended(order, T.get("action.cancel"), outcome), this::broken);
        }
    }

    private void modifySelected() {
        if (!modifiable()) {
            return;
        }
        DeskOrder order = table.selections().getFirst();
        ModifyDialog dialog = new ModifyDialog(root.getShell(), order, services);
        dialog.ask().ifPresent(change -> Background.run(root, T.format("job.modify", order.order().symbol().code()),
                () -> services.desk().modify(order.key(), change.quantity(), change.limitPrice()),
                outcome -> ended(order, T.get("action.modify"), outcome), this::broken));
    }

    private Optional<DeskOrder> unsettled() {
        return table.selections().stream().findFirst().filter(o -> o.order().status() == OrderStatus.UNKNOWN);
    }

    /** Asks what became of the selected order, if that is not known. */
    void settleSelected() {
        unsettled().ifPresent(order -> new SettleDialog(root.getShell(), order, services).open());
        refresh();
    }

    private void ended(DeskOrder order, String action, OrderOutcome outcome) {
        boolean good = outcome instanceof OrderOutcome.Accepted;
        Updates.foreground(status, good ? Palette.of(root).good() : Palette.of(root).error());
        String text = T.format("outcome", order.order().symbol().code(), action, OrderTexts.outcome(outcome));
        status.setText(text);
        status.setToolTipText(text);
        refresh();
    }

    private void broken(Exception problem) {
        Updates.foreground(status, Palette.of(root).error());
        status.setText(T.format("outcome.unknown", String.valueOf(problem.getMessage())));
    }

    private void fillMenu(IMenuManager menu, List<DeskOrder> selected) {
        if (selected.isEmpty()) {
            return;
        }
        menu.add(new MenuAction(T.get("cancel"), !cancellable().isEmpty(), this::cancelSelected));
        menu.add(new MenuAction(T.get("modify"), modifiable(), this::modifySelected));
        menu.add(new Separator());
        DeskOrder first = selected.getFirst();
        menu.add(new MenuAction(T.get("settle"), unsettled().isPresent(), this::settleSelected));
        menu.add(new MenuAction(T.get("detail"), true,
                () -> new DetailDialog(root.getShell(), first, services).open()));
        menu.add(new MenuAction(T.get("show"), true,
                () -> services.context().select(new Instrument(first.broker(), first.order().symbol()))));
    }

    @Override
    public void setFocus() {
        table.setFocus();
    }

    @Override
    public void dispose() {
        subscriptions.forEach(Subscription::close);
    }
}
