package org.jts.ui.positions.internal;

import java.util.List;
import java.util.stream.Collectors;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.GC;
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

    /** More than these scroll: the holdings below need the room of a low view. */
    private static final int MOST_LINES = 4;

    private final ScrolledComposite scroller;
    private final Label label;
    private final TimeSource time;

    Balances(Composite parent, TimeSource time) {
        this.time = time;
        scroller = new ScrolledComposite(parent, SWT.V_SCROLL);
        scroller.setExpandHorizontal(true);
        scroller.setExpandVertical(true);
        label = new Label(scroller, SWT.WRAP);
        scroller.setContent(label);
        label.setData(DataTable.WIDGET_KEY, "positions.balances");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.horizontalIndent = 5;
        place.widthHint = 100;
        scroller.setLayoutData(place);
        scroller.addListener(SWT.Resize, e -> fit());
    }

    void show(List<AccountSnapshot> accounts) {
        String text = accounts.stream().map(this::line).collect(Collectors.joining("\n"));
        boolean problem = accounts.stream().anyMatch(a -> a.problem().isPresent());
        label.setForeground(problem ? Palette.of(label).warning() : Palette.of(label).text());
        if (!text.equals(label.getText())) {
            label.setText(text);
            fit();
        }
    }

    /** As high as the text is at this width, up to some lines: no account is cut off, the rest scrolls into view. */
    private void fit() {
        int width = Math.max(1, scroller.getClientArea().width);
        int wanted = label.computeSize(width, SWT.DEFAULT).y;
        GC gc = new GC(label);
        int most = gc.getFontMetrics().getHeight() * MOST_LINES;
        gc.dispose();
        scroller.setMinHeight(wanted);
        scroller.getVerticalBar().setIncrement(most / MOST_LINES);
        GridData place = (GridData) scroller.getLayoutData();
        int height = Math.min(wanted, most);
        if (place.heightHint != height) {
            place.heightHint = height;
            scroller.getParent().getParent().layout(true, true);
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
