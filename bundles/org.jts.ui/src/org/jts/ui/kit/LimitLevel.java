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

    /** Its colour in the present theme: green, orange, red. */
    public Color color(Palette palette) {
        return switch (this) {
            case NORMAL -> palette.good();
            case CAUTION -> palette.warning();
            case LIMITED -> palette.error();
        };
    }
}
