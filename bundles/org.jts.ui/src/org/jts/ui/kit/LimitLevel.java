package org.jts.ui.kit;

import org.eclipse.swt.graphics.Color;

/** How close a request limit is to being used up. @since 1.0 */
public enum LimitLevel {
    /** There is room. */
    NORMAL,
    /** Much is used. */
    CAUTION,
    /** Requests wait for their turn, or soon will. */
    LIMITED;

    /** On light ground the orange of a text is darker than that of a bar: it must be read. */
    private static final Color BAR_ON_LIGHT = new Color(0xE6, 0x7E, 0x22);

    /** Its colour for a bar in the present theme: green, orange, red. */
    public Color bar(Palette palette) {
        return this == CAUTION && !palette.dark() ? BAR_ON_LIGHT : color(palette);
    }

    /** Its colour for a text in the present theme. */
    public Color color(Palette palette) {
        return switch (this) {
            case NORMAL -> palette.good();
            case CAUTION -> palette.warning();
            case LIMITED -> palette.error();
        };
    }
}
