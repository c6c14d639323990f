package org.jts.ui.kit;

import java.util.Objects;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Label;

/**
 * Sets what a widget shows where it differs from what was set before. The toolkit does all the work of a change even when
 * nothing changes, and asking a widget for its colour makes GTK read a style sheet; views that refresh ten times a second
 * would do little else. UI thread only.
 *
 * @since 1.0
 */
public final class Updates {
    private static final String FOREGROUND = Updates.class.getName() + ".foreground";
    private static final String BACKGROUND = Updates.class.getName() + ".background";

    /** A colour and the theme it was set under: the theme engine sets colours too, when the theme changes. */
    private record Painted(Palette palette, Color color) {
        boolean is(Palette now, Color wanted) {
            return palette == now && Objects.equals(color, wanted);
        }
    }

    private static final String WATCHED = Updates.class.getName() + ".watched";

    private Updates() {
    }

    /** @return whether the text is another one than before, so that the label may want another size */
    public static boolean text(Label label, String text) {
        if (text.equals(label.getText())) {
            return false;
        }
        label.setText(text);
        return true;
    }

    /** As {@link #text(Label, String)}. */
    public static boolean text(Button button, String text) {
        if (text.equals(button.getText())) {
            return false;
        }
        button.setText(text);
        return true;
    }

    public static void toolTip(Control control, String text) {
        if (!Objects.equals(text, control.getToolTipText())) {
            control.setToolTipText(text);
        }
    }

    public static void enabled(Control control, boolean enabled) {
        if (enabled != control.getEnabled()) {
            control.setEnabled(enabled);
        }
    }

    /** @param color null for that of the theme */
    public static void foreground(Control control, Color color) {
        Palette now = Palette.of(control);
        if (!(control.getData(FOREGROUND) instanceof Painted painted && painted.is(now, color))) {
            watch(control.getDisplay());
            control.setData(FOREGROUND, new Painted(now, color));
            control.setForeground(color);
        }
    }

    /** @param color null for that of the theme */
    public static void background(Control control, Color color) {
        Palette now = Palette.of(control);
        if (!(control.getData(BACKGROUND) instanceof Painted painted && painted.is(now, color))) {
            watch(control.getDisplay());
            control.setData(BACKGROUND, new Painted(now, color));
            control.setBackground(color);
        }
    }

    /** The theme engine gives a new widget the colours of the style sheet a moment after it is made. */
    private static void watch(Display display) {
        if (display.getData(WATCHED) == null) {
            display.setData(WATCHED, Boolean.TRUE);
            display.addListener(SWT.Skin, Updates::forget);
        }
    }

    private static void forget(Event skinned) {
        if (skinned.widget instanceof Control control) {
            control.setData(FOREGROUND, null);
            control.setData(BACKGROUND, null);
        }
    }
}
