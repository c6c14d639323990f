package org.eclipse.swtbot.swt.finder.widgets;

import java.util.Arrays;
import java.util.function.Predicate;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Widget;

/** Groups of radio items: neighbours without anything of another kind between them. UI thread only. */
final class Radios {

    private Radios() {
        // a collection of static methods
    }

    /** @return the selected item of the group that {@code item} is in, other than itself; null when there is none */
    static <T extends Widget> T selectedBeside(T item, T[] all, Predicate<T> isSelected) {
        int at = Arrays.asList(all).indexOf(item);
        int first = at;
        while (first > 0 && isRadio(all[first - 1])) {
            first--;
        }
        for (int i = first; i < all.length && isRadio(all[i]); i++) {
            if (i != at && isSelected.test(all[i])) {
                return all[i];
            }
        }
        return null;
    }

    private static boolean isRadio(Widget widget) {
        return (widget.getStyle() & SWT.RADIO) != 0;
    }
}
