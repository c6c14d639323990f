package org.jts.ui.kit;

import java.util.Objects;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;

/**
 * Sets what a widget shows where it differs from what was set before. The toolkit does all the work of a change even
 * when nothing changes, and asking a widget for its colour makes GTK read a style sheet; views that refresh ten times a
 * second would do little else. UI thread only.
 *
 * @since 1.0
 */
public final class Updates {
    private static final String FOREGROUND = Updates.class.getName() + ".foreground";
    private static final String BACKGROUND = Updates.class.getName() + ".background";

    /** A colour and the theme it was set under: with the theme the toolkit changes what it has no colour for. */
    private record Painted(Palette palette, Color color) {
        boolean is(Palette now, Color wanted) {
            return palette == now && Objects.equals(color, wanted);
        }
    }

    /** Data by which the theme engine is told to leave a widget alone. */
    private static final String NO_STYLE_SHEET = "org.eclipse.e4.ui.css.disabled";

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

    /**
     * From then on the theme engine leaves the widget alone: it gives widgets the colours of the style sheet at times
     * of its own, such as when a view becomes the active one.
     *
     * @param color null for that of the toolkit
     */
    public static void foreground(Control control, Color color) {
        Palette now = Palette.of(control);
        if (!(control.getData(FOREGROUND) instanceof Painted painted && painted.is(now, color))) {
            ownColors(control);
            control.setData(FOREGROUND, new Painted(now, color));
            control.setForeground(color);
        }
    }

    /**
     * As {@link #foreground}.
     *
     * @param color null for that of the toolkit
     */
    public static void background(Control control, Color color) {
        Palette now = Palette.of(control);
        if (!(control.getData(BACKGROUND) instanceof Painted painted && painted.is(now, color))) {
            ownColors(control);
            control.setData(BACKGROUND, new Painted(now, color));
            control.setBackground(color);
        }
    }

    private static void ownColors(Control control) {
        control.setData(NO_STYLE_SHEET, Boolean.TRUE);
    }
}
