package org.jts.ui.kit;

import org.eclipse.swt.SWT;
import org.eclipse.swt.custom.ScrolledComposite;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Combo;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Text;

/** What the mouse wheel does over a field: it scrolls, and changes no value on the way. UI thread only. @since 1.3 */
public final class Wheel {
    private static final int LINE = 16;

    private Wheel() {
    }

    /** Turning the wheel over the box scrolls what it stands in; another item is chosen on purpose only. */
    public static void keepValue(Combo combo) {
        combo.addListener(SWT.MouseVerticalWheel, e -> {
            e.doit = false;
            scroll(combo, e.count);
        });
        combo.addListener(SWT.MouseHorizontalWheel, e -> e.doit = false);
    }

    /** Turning the wheel over a text that is seen as a whole scrolls what it stands in. */
    public static void passOn(Text text) {
        text.addListener(SWT.MouseVerticalWheel, e -> {
            if (text.getLineCount() * text.getLineHeight() <= text.getClientArea().height) {
                e.doit = false;
                scroll(text, e.count);
            }
        });
    }

    private static void scroll(Control from, int lines) {
        for (Composite parent = from.getParent(); parent != null; parent = parent.getParent()) {
            if (parent instanceof ScrolledComposite pane) {
                Point origin = pane.getOrigin();
                pane.setOrigin(origin.x, Math.max(0, origin.y - lines * LINE));
                return;
            }
        }
    }
}
