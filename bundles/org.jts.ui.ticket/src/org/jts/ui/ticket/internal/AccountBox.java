package org.jts.ui.ticket.internal;

import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** In which account an order is placed, and whether its money is real: said in words and colour. */
final class AccountBox {
    private static final Texts T = Texts.of(AccountBox.class);

    private final Combo combo;
    private final Label badge;
    private final Label caption;
    private List<AccountSnapshot> accounts = List.of();
    private Optional<AccountKey> selected = Optional.empty();

    /** @param parent with a grid of two columns */
    AccountBox(Composite parent, Consumer<AccountKey> onChoose) {
        badge = new Label(parent, SWT.CENTER);
        badge.setData(DataTable.WIDGET_KEY, "ticket.account.type");
        badge.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        caption = new Label(parent, SWT.NONE);
        caption.setText(T.get("account"));
        combo = new Combo(parent, SWT.READ_ONLY);
        combo.setData(DataTable.WIDGET_KEY, "ticket.account");
        GridData place = new GridData(SWT.FILL, SWT.CENTER, true, false);
        place.widthHint = 120;
        combo.setLayoutData(place);
        combo.addListener(SWT.Selection, e -> {
            if (combo.getSelectionIndex() >= 0) {
                onChoose.accept(accounts.get(combo.getSelectionIndex()).key());
            }
        });
    }

    /** @param wanted chosen when it is among them, else the first */
    Optional<AccountSnapshot> show(List<AccountSnapshot> offered, Optional<AccountKey> wanted) {
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
        badge(account);
        return account;
    }

    private static String name(AccountSnapshot account) {
        return account.key().account() + " ("
                + (account.account().type() == AccountType.PAPER ? T.get("paper") : T.get("live")) + ")  "
                + account.account().name();
    }

    private void badge(Optional<AccountSnapshot> account) {
        Palette palette = Palette.of(badge);
        Updates.foreground(caption, palette.text());
        Updates.foreground(badge, palette.background());
        if (account.isEmpty()) {
            Updates.text(badge, T.get("account.none"));
            Updates.background(badge, palette.muted());
        } else if (account.get().account().type() == AccountType.PAPER) {
            Updates.text(badge, T.get("badge.paper"));
            Updates.background(badge, palette.good());
        } else {
            Updates.text(badge, T.get("badge.live"));
            Updates.background(badge, palette.error());
        }
    }

    Optional<AccountKey> selected() {
        return selected;
    }
}
