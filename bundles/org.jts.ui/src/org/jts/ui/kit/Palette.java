package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * The colours of the present theme for what is painted by hand and for texts that carry meaning. UI thread only. The
 * colours need no disposal. Ask again whenever painting, or {@link #onChange listen}.
 *
 * @param dark       whether the theme is a dark one
 * @param background of views and charts
 * @param text       on the background
 * @param muted      text of less weight: captions, empty states
 * @param stale      what is no longer up to date
 * @param grid       lines behind a chart, borders of a card
 * @param up         rising, bought, gain: red in Korea, green where the user prefers that
 * @param down       falling, sold, loss: blue in Korea, red where the user prefers that
 * @param warning    needs attention
 * @param error      needs action
 * @param good       connected, fine
 * @param accent     links, the selected thing
 * @param card       background of a card that stands out from the view
 * @since 1.0
 */
public record Palette(boolean dark, Color background, Color text, Color muted, Color stale, Color grid, Color up,
        Color down, Color warning, Color error, Color good, Color accent, Color card) {
    /** Which colour stands for a rising price. */
    public enum Convention {
        /** Red rises, blue falls. */
        KOREAN,
        /** Green rises, red falls. */
        WESTERN
    }

    private static final String KEY = Palette.class.getName();
    private static final String LISTENERS = KEY + ".listeners";

    /** The colours for {@code control}. */
    public static Palette of(Control control) {
        return of(control.getDisplay());
    }

    /** The colours of the present theme. */
    public static Palette of(Display display) {
        return display.getData(KEY) instanceof Palette palette ? palette : use(display, false, Convention.KOREAN);
    }

    /** Runs {@code listener} after every change of the colours, until {@code owner} is disposed. */
    public static void onChange(Control owner, Runnable listener) {
        Display display = owner.getDisplay();
        List<Runnable> listeners = listeners(display);
        listeners.add(listener);
        owner.addDisposeListener(e -> listeners.remove(listener));
    }

    /** Changes the colours for everybody; the shell calls it when the theme or the preference changes. */
    public static Palette use(Display display, boolean dark, Convention convention) {
        Palette palette = dark ? dark(convention) : light(convention);
        Object before = display.getData(KEY);
        display.setData(KEY, palette);
        if (before != null && !palette.equals(before)) {
            List.copyOf(listeners(display)).forEach(Runnable::run);
        }
        return palette;
    }

    @SuppressWarnings("unchecked")
    private static List<Runnable> listeners(Display display) {
        Object listeners = display.getData(LISTENERS);
        if (listeners == null) {
            listeners = new ArrayList<Runnable>();
            display.setData(LISTENERS, listeners);
        }
        return (List<Runnable>) listeners;
    }

    private static Palette light(Convention convention) {
        boolean korean = convention == Convention.KOREAN;
        Color red = rgb(0xC62828);
        return new Palette(false, rgb(0xFFFFFF), rgb(0x1E2329), rgb(0x626B76), rgb(0x8A929B), rgb(0xDDE1E6),
                korean ? red : rgb(0x1B7F3B), korean ? rgb(0x1558C0) : red, rgb(0xB45309), rgb(0xB3261E), rgb(0x1E8449),
                rgb(0x1558C0), rgb(0xF6F8FA));
    }

    private static Palette dark(Convention convention) {
        boolean korean = convention == Convention.KOREAN;
        Color red = rgb(0xFF6B63);
        return new Palette(true, rgb(0x1E2227), rgb(0xE3E6EA), rgb(0x9BA4AF), rgb(0x7B848F), rgb(0x3A4048),
                korean ? red : rgb(0x4CC776), korean ? rgb(0x5FA8FF) : red, rgb(0xF0A33A), rgb(0xFF7B72), rgb(0x4CC776),
                rgb(0x6CB0FF), rgb(0x272C32));
    }

    private static Color rgb(int rgb) {
        return new Color(rgb >> 16 & 0xFF, rgb >> 8 & 0xFF, rgb & 0xFF);
    }
}
