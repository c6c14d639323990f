package org.jts.ui.brokers.internal;

import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** One account: its number with a star when it is the default, its balance, its name and type, and how old that is. */
final class AccountRow {
    private static final Texts T = BrokersView.T;

    private final Composite root;
    private final Label number;
    private final Label balance;
    private final Label name;
    private final Label age;
    private boolean live;
    private boolean stale;

    AccountRow(Composite parent, AccountKey key) {
        root = new Composite(parent, SWT.NONE);
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        layout.verticalSpacing = 0;
        root.setLayout(layout);
        root.setLayoutData(new GridData(SWT.FILL, SWT.TOP, true, false));
        String id = "brokers.account." + key.broker() + "." + key.account();
        number = label(SWT.LEFT, id + ".number");
        balance = label(SWT.RIGHT, id + ".balance");
        balance.setFont(JFaceResources.getFontRegistry().getBold(JFaceResources.DEFAULT_FONT));
        name = label(SWT.LEFT, id + ".name");
        age = label(SWT.RIGHT, id + ".age");
        ((GridData) number.getLayoutData()).grabExcessHorizontalSpace = true;
        ((GridData) name.getLayoutData()).grabExcessHorizontalSpace = true;
    }

    void dispose() {
        root.dispose();
    }

    /** @return whether the row needs another size */
    boolean show(AccountSnapshot snapshot, boolean connected, Instant now) {
        boolean changed = BrokerCard.set(number,
                (snapshot.account().isDefault() ? "★ " : "") + snapshot.account().id());
        number.setToolTipText(snapshot.account().isDefault() ? T.get("account.default") : null);
        changed |= BrokerCard.set(balance, balanceText(snapshot.balances()));
        balance.setToolTipText(detail(snapshot.balances()));
        live = snapshot.account().type() == AccountType.LIVE;
        String type = live ? T.get("account.live") : T.get("account.paper");
        changed |= BrokerCard.set(name, snapshot.account().name() + " · " + type);
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
        name.setForeground(live ? palette.warning() : palette.muted());
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

    private Label label(int style, String key) {
        Label label = new Label(root, style);
        label.setData(DataTable.WIDGET_KEY, key);
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, false, false));
        return label;
    }
}
