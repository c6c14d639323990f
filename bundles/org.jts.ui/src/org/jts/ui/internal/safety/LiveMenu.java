package org.jts.ui.internal.safety;

import java.util.List;

import org.eclipse.jface.action.ActionContributionItem;
import org.eclipse.jface.action.IContributionItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.actions.CompoundContributionItem;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.internal.Services;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.UnlockDialog;

/** One item for each account of real money: unlocks it, or locks it again. */
public final class LiveMenu extends CompoundContributionItem {
    private static final Texts T = UiTexts.TEXTS;

    private final IWorkbenchWindow window;

    public LiveMenu(IWorkbenchWindow window) {
        super("org.jts.ui.trading.live");
        this.window = window;
    }

    @Override
    protected IContributionItem[] getContributionItems() {
        List<AccountSnapshot> live = Services.call(AccountBook.class, List.<AccountSnapshot>of(),
                book -> book.accounts().stream().filter(a -> a.account().type() == AccountType.LIVE).toList());
        if (live.isEmpty()) {
            MenuAction none = new MenuAction(T.get("menu.trading.noLive"), false, () -> { });
            return new IContributionItem[] {new ActionContributionItem(none)};
        }
        return live.stream().map(account -> new ActionContributionItem(item(account)))
                .toArray(IContributionItem[]::new);
    }

    private MenuAction item(AccountSnapshot account) {
        if (Services.call(OrderDesk.class, false, desk -> desk.isUnlocked(account.key()))) {
            return new MenuAction(T.format("menu.trading.lock", account.key()),
                    () -> Services.call(OrderDesk.class, false, desk -> {
                        desk.lock(account.key());
                        return true;
                    }));
        }
        return new MenuAction(T.format("menu.trading.unlock", account.key()), () -> Services.call(OrderDesk.class,
                false, desk -> UnlockDialog.open(window.getShell(), desk, account)));
    }
}
