package org.jts.ui.brokers.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.brokers.internal.BrokersView.Desk;
import org.jts.ui.kit.BrokerChanges;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Icons;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Refresher;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.ViewControl;

/** A scrolling column of cards, and below it the sum of all accounts. */
final class BrokersControl implements ViewControl {
    private static final Texts T = BrokersView.T;
    private static final Duration REFRESH = Duration.ofMillis(200);
    private static final int TICK_MILLIS = 1000;

    private final Desk desk;
    private final Map<BrokerId, BrokerCard> cards = new LinkedHashMap<>();
    private final List<Subscription> subscriptions = new ArrayList<>();
    private final Composite root;
    private final ScrolledComposite scroller;
    private final Composite column;
    private final Label empty;
    private final Label totals;
    private final Button add;
    private final Refresher refresher;
    private OrderDesk followed;
    private Subscription orderNews = () -> { };
    private boolean ticking;

    BrokersControl(Composite parent, Desk desk) {
        this.desk = desk;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        scroller = new ScrolledComposite(root, SWT.V_SCROLL);
        scroller.setLayoutData(new GridData(SWT.FILL, SWT.FILL, true, true, 2, 1));
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        column = new Composite(scroller, SWT.NONE);
        GridLayout columnLayout = new GridLayout();
        columnLayout.marginWidth = 6;
        columnLayout.marginHeight = 6;
        columnLayout.verticalSpacing = 6;
        column.setLayout(columnLayout);
        scroller.setContent(column);
        scroller.addListener(SWT.Resize, e -> fit());
        empty = new Label(column, SWT.WRAP | SWT.CENTER);
        empty.setText(T.get("empty"));
        empty.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
        totals = footerLabel();
        add = addButton();
        refresher = new Refresher(root, REFRESH, this::paint);
        Palette.onChange(root, this::recolor);
        paint();
        subscriptions.add(desk.registry().listen(new BrokerChanges(refresher::request)));
        subscriptions.add(desk.accounts().listen(refresher::request));
    }

    @Override
    public void setFocus() {
        if (!cards.isEmpty()) {
            cards.values().iterator().next().setFocus();
        } else {
            add.setFocus();
        }
    }

    @Override
    public void dispose() {
        subscriptions.forEach(Subscription::close);
        orderNews.close();
    }

    /** Wraps: an amount that is cut off at the edge is another amount. */
    private Label footerLabel() {
        Label label = new Label(root, SWT.WRAP);
        GridData data = new GridData(SWT.FILL, SWT.CENTER, true, false);
        data.horizontalIndent = 8;
        data.widthHint = 100;
        label.setLayoutData(data);
        label.setData(DataTable.WIDGET_KEY, "brokers.total");
        return label;
    }

    private Button addButton() {
        Button button = new Button(root, SWT.PUSH);
        button.setText(T.get("add"));
        button.setImage(Icons.get(button, BrokersView.class, "icons/add.png"));
        button.setData(DataTable.WIDGET_KEY, "brokers.add");
        GridData data = new GridData(SWT.END, SWT.CENTER, false, false);
        data.verticalIndent = 4;
        button.setLayoutData(data);
        button.addListener(SWT.Selection, e -> BrokerDialog.add(root.getShell(), desk.setup()));
        return button;
    }

    private void paint() {
        Instant now = desk.time().now();
        followOrders();
        List<BrokerConnection> brokers = desk.registry().brokers();
        boolean changed = placeCards(brokers);
        for (BrokerConnection broker : brokers) {
            changed |= cards.get(broker.id()).show(broker, desk.accounts().accounts(broker.id()), now);
        }
        empty.setVisible(brokers.isEmpty());
        ((GridData) empty.getLayoutData()).exclude = !brokers.isEmpty();
        empty.setForeground(Palette.of(root).muted());
        String sum = sum(desk.accounts().accounts());
        if (!sum.equals(totals.getText())) {
            totals.setText(sum);
            totals.setToolTipText(sum);
            root.layout();
        }
        if (changed) {
            fit();
        }
        if (brokers.stream().anyMatch(broker -> StateText.ticks(broker.state()))) {
            tickLater();
        }
    }

    /** The order desk may come later, and another in its place. */
    private void followOrders() {
        OrderDesk now = desk.orders().get().orElse(null);
        if (now != followed) {
            orderNews.close();
            followed = now;
            orderNews = now == null ? () -> { } : now.listen(new LockNews());
        }
    }

    /** An account was unlocked or locked. */
    private final class LockNews implements DeskListener {
        @Override
        public void onOrder(DeskOrder order) {
            // Cards say nothing of orders.
        }

        @Override
        public void onTradingState() {
            refresher.request();
        }
    }

    /** @return whether a card came or went */
    private boolean placeCards(List<BrokerConnection> brokers) {
        List<BrokerId> ids = brokers.stream().map(BrokerConnection::id).toList();
        boolean changed = false;
        for (BrokerId id : List.copyOf(cards.keySet())) {
            if (!ids.contains(id)) {
                cards.remove(id).dispose();
                changed = true;
            }
        }
        for (BrokerConnection broker : brokers) {
            if (!cards.containsKey(broker.id())) {
                cards.put(broker.id(), new BrokerCard(column, broker.id(), desk));
                changed = true;
            }
        }
        if (changed) {
            // The registry orders by id: so do the cards.
            ids.forEach(id -> cards.get(id).moveBelow());
        }
        return changed || cards.isEmpty();
    }

    private void fit() {
        int width = scroller.getClientArea().width;
        if (width > 0) {
            column.layout(true, true);
            scroller.setMinSize(column.computeSize(width, SWT.DEFAULT));
        }
    }

    private void recolor() {
        if (!root.isDisposed()) {
            cards.values().forEach(BrokerCard::recolor);
            paint();
        }
    }

    /** A countdown is painted once a second, and only while there is one. */
    private void tickLater() {
        if (!ticking) {
            ticking = true;
            root.getDisplay().timerExec(TICK_MILLIS, () -> {
                ticking = false;
                refresher.request();
            });
        }
    }

    private static String sum(List<AccountSnapshot> accounts) {
        Map<CurrencyCode, BigDecimal> sums = new TreeMap<>();
        accounts.stream().flatMap(account -> account.balances().stream())
                .forEach(balance -> sums.merge(balance.currency(), balance.totalEquity(), BigDecimal::add));
        if (accounts.isEmpty()) {
            return "";
        }
        String money = sums.entrySet().stream().map(it -> Formats.money(it.getKey(), it.getValue()))
                .collect(Collectors.joining(" · "));
        return T.format("totals", accounts.size(), money.isEmpty() ? "–" : money);
    }
}
