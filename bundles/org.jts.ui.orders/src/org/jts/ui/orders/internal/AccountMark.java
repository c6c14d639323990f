package org.jts.ui.orders.internal;

import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountType;
import org.jts.api.trading.DeskOrder;
import org.jts.ui.kit.LiveMark;
import org.jts.ui.kit.Texts;

/** Says at the top of a dialog in which account an order is, and whether its money is real. */
final class AccountMark {
    private static final Texts T = Texts.of(AccountMark.class);

    private AccountMark() {
    }

    /** @param form has two columns */
    static void add(Composite form, DeskOrder order, OrdersServices services, String id) {
        LiveMark mark = new LiveMark(form, id);
        mark.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, false, 2, 1));
        String account = order.account().account().value();
        Optional<AccountType> type = services.type(order);
        if (type.isEmpty()) {
            mark.showNothing(account);
        } else if (type.get() == AccountType.LIVE) {
            mark.showLive(T.format("mark.live", account));
        } else {
            mark.showPaper(T.format("mark.paper", account));
        }
    }
}
