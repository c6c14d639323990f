package org.jts.ui.positions.internal;

import java.math.BigDecimal;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.Position;
import org.jts.api.time.TimeSource;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The columns of the list of positions; totals stay below whatever column sorts. */
final class PositionsTable {
    private static final Texts T = Texts.of(PositionsTable.class);

    private final DataTable<PositionRow> table;
    private final TimeSource time;

    PositionsTable(Composite parent, TimeSource time) {
        this.time = time;
        table = new DataTable<>(parent, "positions.table", PositionRow::key);
        table.column("code", T.get("column.code"), 70, SWT.LEFT,
                r -> r.position().map(p -> p.symbol().code()).orElse(""));
        table.column("name", T.get("column.name"), 104, SWT.LEFT, r -> r.position().map(Position::name)
                .orElseGet(() -> T.format("total", r.currency()))).narrowTo(76);
        number("quantity", T.get("column.quantity"), 68, Position::quantity);
        number("sellable", T.get("column.sellable"), 68, Position::sellable);
        table.column("average", T.get("column.average"), 92, SWT.RIGHT,
                r -> r.position().map(p -> average(p)).orElse("")).narrowTo(84);
        table.column("price", T.get("column.price"), 88, SWT.RIGHT,
                r -> r.isTotal() ? "" : Formats.price(r.price())).color(this::priceColor).narrowTo(80);
        table.column("value", T.get("column.value"), 104, SWT.RIGHT, r -> Formats.money(r.currency(), r.value()))
                .narrowTo(96);
        table.column("gain", T.get("column.gain"), 96, SWT.RIGHT,
                r -> Formats.signedMoney(r.currency(), r.gain())).color(this::gainColor);
        table.column("percent", T.get("column.percent"), 66, SWT.RIGHT, r -> Formats.percent(r.gainPercent()))
                .color(this::gainColor).keepInSight();
        table.column("source", T.get("column.source"), 136, SWT.LEFT,
                r -> r.source().map(this::sourceText).orElse("")).color(this::priceColor);
        table.column("account", T.get("column.account"), 96, SWT.LEFT,
                r -> r.account().map(a -> a.account().value()).orElse(""));
        table.column("fill", "", 10, SWT.LEFT, r -> "").stretch();
    }

    private String sourceText(PriceSource source) {
        String at = source.at().map(t -> Formats.time(t, Formats.SEOUL, time.now())).orElse("-");
        return switch (source.kind()) {
            case LIVE -> T.get("source.live");
            case DELAYED -> T.format("source.delayed", at);
            case READ -> T.format("source.read", at);
            case STALE -> T.format("source.stale", at);
        };
    }

    DataTable<PositionRow> table() {
        return table;
    }

    private void number(String id, String label, int width, Function<Position, BigDecimal> value) {
        table.column(id, label, width, SWT.RIGHT,
                r -> r.position().map(value).map(Formats::quantity).orElse("")).narrowTo(60);
    }

    /** Rounded as amounts of the currency are: an average of many trades has more decimals than anybody reads. */
    private static String average(Position position) {
        return Formats.money(position.currency(), position.averagePrice());
    }

    private Color priceColor(PositionRow row) {
        return row.live() || row.isTotal() ? null : Palette.of(table.control()).stale();
    }

    private Color gainColor(PositionRow row) {
        Palette palette = Palette.of(table.control());
        int sign = row.gain().signum();
        return sign > 0 ? palette.up() : sign < 0 ? palette.down() : null;
    }
}
