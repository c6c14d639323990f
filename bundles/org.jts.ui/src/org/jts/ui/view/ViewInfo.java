package org.jts.ui.view;

import java.util.Objects;

/**
 * What the shell needs to know of a view before it is opened.
 *
 * @param id          unique and never changing, since layouts are saved with it: by custom the bundle's symbolic name;
 *                    letters, digits, dots, dashes and underscores
 * @param name        its title, in the user's language
 * @param iconUri     a 16 x 16 image, for example {@code platform:/plugin/org.jts.ui.orders/icons/orders.png}; beside
 *                    it an image {@code orders@2x.png} for fine screens where there is one; empty for none
 * @param area        where it stands at first
 * @param order       its place among the views of its area: smaller is further to the left, or on top
 * @param openAtStart whether it is open in the default layout
 * @since 1.0
 */
public record ViewInfo(String id, String name, String iconUri, Area area, int order, boolean openAtStart) {
    public ViewInfo {
        if (!id.matches("[A-Za-z0-9._-]{1,100}")) {
            throw new IllegalArgumentException(
                    "view id: expected 1 to 100 letters, digits, dots, dashes or underscores, was \"%s\"".formatted(
                    id));
        }
        if (name.isBlank()) {
            throw new IllegalArgumentException("view %s: expected a name, was blank".formatted(id));
        }
        Objects.requireNonNull(iconUri, "icon");
        Objects.requireNonNull(area, "area");
    }
}
