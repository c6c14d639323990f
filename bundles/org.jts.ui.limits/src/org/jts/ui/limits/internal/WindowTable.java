package org.jts.ui.limits.internal;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.function.ToLongFunction;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The table of all windows, with a bar in the column of shares. */
final class WindowTable {
    private static final Texts T = LimitsView.T;
    private static final String FIGURE_SPACE = "\u2007";
    private final DataTable<WindowRow> table;

    WindowTable(Composite parent) {
        table = new DataTable<>(parent, "limits.table", WindowRow::id);
        BarImages bars = new BarImages(table.control());
        table.column("broker", T.get("column.broker"), 80, SWT.LEFT, WindowRow::brokers)
                .sortBy(Comparator.comparing(WindowRow::brokers));
        table.column("limit", T.get("column.limit"), 84, SWT.LEFT, WindowRow::limit)
                .sortBy(Comparator.comparing(WindowRow::limit)).tooltip(T.get("column.limit.tip"));
        table.column("window", T.get("column.window"), 104, SWT.LEFT, WindowRow::window)
                .sortBy(Comparator.comparing(row -> row.reading().window().window().period()));
        table.column("share", T.get("column.share"), 104, SWT.LEFT, WindowTable::percent)
                .image(row -> bars.of(row.share(), row.level())).sortBy(by(WindowRow::share))
                .tooltip(T.get("column.share.tip"));
        table.column("level", T.get("column.level"), 58, SWT.LEFT, row -> LimitWords.level(row.level()))
                .sortBy(Comparator.comparing(WindowRow::level)).color(row -> row.level().color(palette()));
        table.column("used", T.get("column.used"), 54, SWT.RIGHT, row -> number(row.used()))
                .sortBy(by(WindowRow::used)).tooltip(T.get("column.used.tip"));
        table.column("lanes", T.get("column.lanes"), 156, SWT.LEFT, WindowRow::lanes)
                .tooltip(T.get("column.lanes.tip"));
        table.column("allowed", T.get("column.allowed"), 68, SWT.RIGHT, row -> number(row.allowed()))
                .sortBy(by(WindowRow::allowed)).color(this::lowered).tooltip(T.get("column.allowed.tip"));
        table.column("permits", T.get("column.permits"), 54, SWT.RIGHT, row -> number(row.permits()))
                .sortBy(by(WindowRow::permits)).tooltip(T.get("column.permits.tip"));
        table.column("next", T.get("column.next"), 66, SWT.RIGHT, WindowRow::next)
                .sortBy(Comparator.comparing(row -> row.reading().usage().nextPermit()))
                .tooltip(T.get("column.next.tip"));
        table.column("refusals", T.get("column.refusals"), 66, SWT.RIGHT, row -> number(row.refusals()))
                .sortBy(by(WindowRow::refusals)).tooltip(T.get("column.refusals.tip"))
                .color(row -> row.refusals() > 0 ? palette().error() : null);
        table.column("key", T.get("column.key"), 120, SWT.LEFT, WindowRow::key)
                .sortBy(Comparator.comparing(WindowRow::key)).stretch();
        table.emptyText(T.get("empty"));
    }

    DataTable<WindowRow> table() {
        return table;
    }

    private Color lowered(WindowRow row) {
        return row.allowed() < row.permits() ? palette().warning() : null;
    }

    private Palette palette() {
        return Palette.of(table.control());
    }

    /** As wide for one digit as for three: a column of figures. */
    private static String percent(WindowRow row) {
        String digits = Integer.toString(row.share());
        return FIGURE_SPACE.repeat(Math.max(0, 3 - digits.length())) + digits + "%";
    }

    private static Comparator<WindowRow> by(ToLongFunction<WindowRow> value) {
        return Comparator.comparingLong(value);
    }

    private static String number(long number) {
        return Formats.quantity(BigDecimal.valueOf(number));
    }
}
