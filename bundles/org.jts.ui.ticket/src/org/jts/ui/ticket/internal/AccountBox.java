package org.jts.ui.ticket.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;
import org.jts.ui.kit.Wheel;

/** In which account an order is placed, and whether its money is real: said in words and colour. */
final class AccountBox {
    private static final Texts T = Texts.of(AccountBox.class);

    private final Combo combo;
    private final LiveMark badge;
    private final Button unlock;
    private final Label caption;
    private List<AccountSnapshot> accounts = List.of();
    private Optional<AccountKey> selected = Optional.empty();

    /**
     * @param parent   with a grid of two columns
     * @param onUnlock asked to unlock the chosen account, which trades real money
     */
    AccountBox(Composite parent, Consumer<AccountKey> onChoose, Runnable onUnlock) {
        Composite band = new Composite(parent, SWT.NONE);
        band.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        GridLayout layout = new GridLayout(2, false);
        layout.marginWidth = 0;
        layout.marginHeight = 0;
        band.setLayout(layout);
        badge = new LiveMark(band, "ticket.account.type");
        GridData wide = new GridData(SWT.FILL, SWT.FILL, true, false);
        wide.widthHint = 120;
        badge.setLayoutData(wide);
        unlock = new Button(band, SWT.PUSH);
        unlock.setText(T.get("unlock"));
        unlock.setToolTipText(T.get("unlock.tip"));
        unlock.setData(DataTable.WIDGET_KEY, "ticket.unlock");
        GridData hidden = new GridData(SWT.END, SWT.CENTER, false, false);
        hidden.exclude = true;
        unlock.setLayoutData(hidden);
        unlock.setVisible(false);
        unlock.addListener(SWT.Selection, e -> onUnlock.run());
        caption = new Label(parent, SWT.NONE);
        caption.setText(T.get("account"));
        combo = new Combo(parent, SWT.READ_ONLY);
        combo.setData(DataTable.WIDGET_KEY, "ticket.account");
        Wheel.keepValue(combo);
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = 120;
        combo.setLayoutData(place);
        combo.addListener(SWT.Selection, e -> {
            if (combo.getSelectionIndex() >= 0) {
                onChoose.accept(accounts.get(combo.getSelectionIndex()).key());
            }
        });
    }

    /**
     * @param wanted     chosen when it is among them, else the first
     * @param isUnlocked whether orders may be placed in an account of real money
     */
    Optional<AccountSnapshot> show(List<AccountSnapshot> offered, Optional<AccountKey> wanted,
            Predicate<AccountKey> isUnlocked) {
        List<String> names = offered.stream().map(AccountBox::name).toList();
        if (!names.equals(List.of(combo.getItems()))) {
            combo.setItems(names.toArray(String[]::new));
        }
        accounts = offered;
        int index = 0;
        for (int i = 0; i < offered.size(); i++) {
            if (wanted.isPresent() && offered.get(i).key().equals(wanted.get())) {
                index = i;
            }
        }
        Updates.enabled(combo, !offered.isEmpty());
        Optional<AccountSnapshot> account = offered.isEmpty() ? Optional.empty() : Optional.of(offered.get(index));
        if (account.isPresent() && combo.getSelectionIndex() != index) {
            combo.select(index);
        }
        selected = account.map(AccountSnapshot::key);
        badge(account, account.filter(a -> isUnlocked.test(a.key())).isPresent());
        return account;
    }

    private static String name(AccountSnapshot account) {
        return account.key().account() + " ("
                + (account.account().type() == AccountType.PAPER ? T.get("paper") : T.get("live")) + ")"
                + Formats.ownName(account.account()).map(name -> "  " + name).orElse("");
    }

    private void badge(Optional<AccountSnapshot> account, boolean unlocked) {
        Updates.foreground(caption, Palette.of(badge).text());
        boolean live = account.filter(a -> a.account().type() == AccountType.LIVE).isPresent();
        if (account.isEmpty()) {
            badge.showNothing(T.get("account.none"));
        } else if (!live) {
            badge.showPaper(T.get("badge.paper"));
        } else {
            badge.showLive(unlocked ? T.get("badge.live") : T.get("badge.live.locked"));
        }
        boolean hidden = !live || unlocked;
        GridData place = (GridData) unlock.getLayoutData();
        if (place.exclude != hidden) {
            place.exclude = hidden;
            unlock.setVisible(!hidden);
            badge.getParent().layout(true, true);
            badge.getParent().requestLayout();
        }
    }

    Optional<AccountKey> selected() {
        return selected;
    }
}
