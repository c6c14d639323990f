package org.jts.ui.view;

/** Where a view stands in the default layout; the user may move it. @since 1.0 */
public enum Area {
    /** Brokers, lists to choose from. */
    LEFT,
    /** What is looked at: charts. */
    CENTER,
    /** What is worked with: the order ticket. */
    RIGHT,
    /** Wide tables: orders, positions, events. */
    BOTTOM
}
