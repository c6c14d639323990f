package org.jts.ui.positions.internal;

import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.time.TimeSource;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** Above the positions: what each account is worth and can spend, and when that was true. */
final class Balances {
    private static final Texts T = Texts.of(Balances.class);

    private final Label label;
    private final TimeSource time;

    Balances(Composite parent, TimeSource time) {
        this.time = time;
        label = new Label(parent, SWT.WRAP);
        label.setData(DataTable.WIDGET_KEY, "positions.balances");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.horizontalIndent = 5;
        place.widthHint = 100;
        label.setLayoutData(place);
    }

    void show(List<AccountSnapshot> accounts) {
        String text = accounts.stream().map(this::line).collect(Collectors.joining("\n"));
        boolean problem = accounts.stream().anyMatch(a -> a.problem().isPresent());
        label.setForeground(problem ? Palette.of(label).warning() : Palette.of(label).text());
        if (!text.equals(label.getText())) {
            boolean lines = text.lines().count() != label.getText().lines().count();
            label.setText(text);
            if (lines) {
                label.getParent().layout(true, true);
            }
        }
    }

    private String line(AccountSnapshot account) {
        String name = account.key().account() + " ("
                + (account.account().type() == AccountType.PAPER ? T.get("paper") : T.get("live")) + ")";
        if (account.asOf().isEmpty()) {
            return T.format("balance.none", name);
        }
        String amounts = account.balances().stream().map(Balances::amounts).collect(Collectors.joining("  |  "));
        String at = Formats.time(account.asOf().get(), Formats.SEOUL, time.now());
        return account.problem().map(why -> T.format("balance.stale", name, amounts, at, why))
                .orElseGet(() -> T.format("balance", name, amounts, at));
    }

    private static String amounts(Balance b) {
        return T.format("amounts", Formats.money(b.currency(), b.totalEquity()), Formats.money(b.currency(), b.cash()),
                Formats.money(b.currency(), b.buyingPower()));
    }
}
