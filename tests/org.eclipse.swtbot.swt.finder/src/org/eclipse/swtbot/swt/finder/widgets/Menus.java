package org.eclipse.swtbot.swt.finder.widgets;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;

/** What menu bars and menu items share. UI thread only. */
final class Menus {

    private Menus() {
        // a collection of static methods
    }

    /** The texts of a menu, which is shown and hidden for that, since many fill themselves only then. */
    static List<String> texts(Menu menu) {
        if (menu == null) {
            return List.of();
        }
        menu.notifyListeners(SWT.Show, new Event());
        List<String> texts = Stream.of(menu.getItems()).map(MenuItem::getText).toList();
        menu.notifyListeners(SWT.Hide, new Event());
        return texts;
    }

    /** The bar or pop-up menu that an item is in, directly or through submenus. */
    static Menu root(MenuItem item) {
        Menu menu = item.getParent();
        while (menu.getParentItem() != null) {
            menu = menu.getParentItem().getParent();
        }
        return menu;
    }

    /** Closes a menu and what is open in it. */
    static void hide(Menu menu) {
        if (menu == null || menu.isDisposed()) {
            return;
        }
        for (MenuItem item : menu.getItems()) {
            if (!item.isDisposed()) {
                hide(item.getMenu());
            }
        }
        boolean popUp = (menu.getStyle() & SWT.POP_UP) != 0;
        if (popUp && menu.isVisible()) {
            menu.setVisible(false); // the window system sends the event
        } else {
            menu.notifyListeners(SWT.Hide, new Event());
        }
    }
}
