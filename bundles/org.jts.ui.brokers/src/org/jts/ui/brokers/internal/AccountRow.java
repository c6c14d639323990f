package org.jts.ui.brokers.internal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.ToolBar;
import org.eclipse.swt.widgets.ToolItem;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.ui.brokers.internal.BrokersView.Desk;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.UnlockDialog;

/**
 * One account: its number with a star when it is the default, its balance, whether its money is real, and how old that
 * is; and a menu with what can be done with it.
 */
final class AccountRow {
    private static final Texts T = BrokersView.T;
    private static final int COLUMNS = 4;

    private final Desk desk;
    private final AccountKey key;
    private final Composite root;
    private final Label number;
    private final Label balance;
    private final LiveMark mark;
    private final Label name;
    private final Label age;
    private AccountSnapshot shown;
    private boolean stale;

    AccountRow(Composite parent, AccountKey key, Desk desk) {
        this.key = key;
        this.desk = desk;
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(COLUMNS, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        String id = "brokers.account." + key.broker() + "." + key.account();
        number = label(SWT.LEFT, id + ".number");
        ((GridData) number.getLayoutData()).horizontalSpan = 2;
        balance = label(SWT.RIGHT, id + ".balance");
        balance.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        MenuManager menu = new MenuManager();
        menu.setRemoveAllWhenShown(true);
        menu.addMenuListener(this::fill);
        more(id, menu);
        mark = new LiveMark(root, id + ".type");
        mark.setLayoutData(new GridData(SWT.BEGINNING, SWT.CENTER, false, false));
        name = label(SWT.LEFT, id + ".name");
        age = label(SWT.RIGHT, id + ".age");
        ((GridData) number.getLayoutData()).grabExcessHorizontalSpace = true;
        ((GridData) name.getLayoutData()).grabExcessHorizontalSpace = true;
        for (Control control : new Control[] {root, number, balance, mark, name, age}) {
            control.setMenu(menu.createContextMenu(control));
        }
    }

    private void more(String id, MenuManager menu) {
        ToolBar bar = new ToolBar(root, SWT.FLAT);
        ToolItem item = new ToolItem(bar, SWT.PUSH);
        item.setText("⋯");
        item.setToolTipText(T.get("account.more"));
        item.setData(DataTable.WIDGET_KEY, id + ".menu");
        item.addListener(SWT.Selection, e -> {
            Menu popup = menu.createContextMenu(bar);
            popup.setLocation(bar.toDisplay(0, bar.getSize().y));
            popup.setVisible(true);
        });
        bar.setLayoutData(new GridData(SWT.END, SWT.CENTER, false, false, 1, 2));
    }

    private void fill(IMenuManager menu) {
        if (shown != null && isLive()) {
            desk.orders().get().ifPresent(orders -> {
                if (orders.isUnlocked(key)) {
                    menu.add(new MenuAction(T.get("account.lock"), () -> orders.lock(key)));
                } else {
                    menu.add(new MenuAction(T.get("account.unlock"),
                            () -> UnlockDialog.open(root.getShell(), orders, shown)));
                }
                menu.add(new Separator());
            });
        }
        desk.orderLimits().get().ifPresent(limits -> menu.add(new MenuAction(T.get("account.limits"),
                () -> OrderLimitsDialog.open(root.getShell(), limits, key))));
    }

    void dispose() {
        root.dispose();
    }

    private boolean isLive() {
        return shown.account().type() == AccountType.LIVE;
    }

    /** @return whether the row needs another size */
    boolean show(AccountSnapshot snapshot, boolean connected, Instant now) {
        shown = snapshot;
        boolean changed = BrokerCard.set(number,
                (snapshot.account().isDefault() ? "★ " : "") + snapshot.account().id());
        number.setToolTipText(snapshot.account().isDefault() ? T.get("account.default") : null);
        changed |= BrokerCard.set(balance, balanceText(snapshot.balances()));
        balance.setToolTipText(detail(snapshot.balances()));
        boolean unlocked = isLive() && desk.orders().get().map(orders -> orders.isUnlocked(key)).orElse(false);
        changed |= isLive() ? mark.showLive(unlocked ? T.get("account.live.unlocked") : T.get("account.live"))
                : mark.showPaper(T.get("account.paper"));
        changed |= BrokerCard.set(name, Formats.ownName(snapshot.account()).orElse(""));
        stale = !connected || snapshot.problem().isPresent();
        String asOf = snapshot.asOf().map(at -> Formats.time(at, Formats.SEOUL, now)).orElse("");
        changed |= BrokerCard.set(age, !stale || asOf.isEmpty() ? "" : T.format("account.stale", asOf));
        age.setToolTipText(snapshot.problem().orElse(null));
        recolor();
        return changed;
    }

    void recolor() {
        Palette palette = Palette.of(root);
        number.setForeground(palette.text());
        balance.setForeground(stale ? palette.stale() : palette.text());
        name.setForeground(palette.muted());
        age.setForeground(palette.warning());
    }

    private static String balanceText(List<Balance> balances) {
        return balances.isEmpty() ? T.get("account.unread")
                : Formats.money(balances.getFirst().currency(), balances.getFirst().totalEquity())
                        + (balances.size() > 1 ? " +" + (balances.size() - 1) : "");
    }

    private static String detail(List<Balance> balances) {
        return balances.isEmpty() ? null
                : balances.stream().map(it -> T.format("account.detail", Formats.money(it.currency(), it.totalEquity()),
                        Formats.money(it.currency(), it.cash()), Formats.money(it.currency(), it.buyingPower())))
                        .collect(Collectors.joining("\n"));
    }

    private Label label(int style, String id) {
        Label label = new Label(root, style);
        label.setData(DataTable.WIDGET_KEY, id);
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        return label;
    }
}
