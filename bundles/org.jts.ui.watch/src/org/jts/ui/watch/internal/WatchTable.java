package org.jts.ui.watch.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.widgets.Composite;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Quote;
import org.jts.api.time.TimeSource;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The columns of the watch list. */
final class WatchTable {
    private static final Texts T = Texts.of(WatchTable.class);
    private static final String NONE = "";
    /** About half of those in sight: with thousands of quotes a second all of them change ten times a second. */
    private static final int ROWS_AT_ONCE = 12;
    /** A list as wide as this has room for one column more. */
    private static final int WITH_BROKER = 340;

    private final DataTable<WatchRow> table;
    private final TimeSource time;
    private final DataTable.Column<WatchRow> broker;
    private Flash flash;

    /** Colours behind a price that just moved. */
    private record Flash(Palette palette, Color up, Color down) {
        static Flash of(Palette palette) {
            return new Flash(palette, mix(palette.up(), palette.background()),
                    mix(palette.down(), palette.background()));
        }

        private static Color mix(Color strong, Color ground) {
            return new Color((strong.getRed() + 3 * ground.getRed()) / 4,
                    (strong.getGreen() + 3 * ground.getGreen()) / 4, (strong.getBlue() + 3 * ground.getBlue()) / 4);
        }
    }

    WatchTable(Composite parent, TimeSource time) {
        this.time = time;
        table = new DataTable<>(parent, "watch.table", WatchRow::instrument);
        table.atMostAtOnce(ROWS_AT_ONCE);
        flash = Flash.of(Palette.of(table.control()));
        Palette.onChange(table.control(), () -> flash = Flash.of(Palette.of(table.control())));
        broker = text("broker", T.get("column.broker"), 64, r -> r.instrument().broker().value()).hiddenAtFirst();
        text("code", T.get("column.code"), 68, r -> r.symbol().id().code());
        text("name", T.get("column.name"), 88, r -> r.symbol().name()).narrowTo(48);
        price("last", T.get("column.last"), 90, r -> r.of(Quote::last)).color(this::directionColor)
                .background(this::flashColor);
        number("percent", T.get("column.percent"), 78, WatchRow::changePercent,
                r -> r.changePercent().map(Formats::percent)).color(this::directionColor).narrowTo(70).keepInSight();
        number("change", T.get("column.change"), 84, WatchRow::change, r -> r.change().map(Formats::signed))
                .color(this::directionColor);
        price("bid", T.get("column.bid"), 92, r -> r.of(Quote::bid).flatMap(bid -> bid));
        price("ask", T.get("column.ask"), 92, r -> r.of(Quote::ask).flatMap(ask -> ask));
        number("volume", T.get("column.volume"), 92, r -> r.of(Quote::volume),
                r -> r.of(Quote::volume).map(Formats::quantity)).color(this::plainColor);
        price("high", T.get("column.high"), 92, r -> r.of(Quote::high).flatMap(high -> high));
        price("low", T.get("column.low"), 92, r -> r.of(Quote::low).flatMap(low -> low));
        table.column("time", T.get("column.time"), 160, SWT.LEFT, this::timeText)
                .sortBy(Comparator.comparing(r -> r.of(Quote::time).orElse(Instant.MIN))).color(this::plainColor);
    }

    /**
     * Shows the rows; with the broker of each where they are of several, and a symbol may be there twice. Where it is
     * narrow, what the price does is worth more.
     */
    void show(List<WatchRow> rows) {
        broker.need(table.control().getClientArea().width >= WITH_BROKER
                && rows.stream().map(r -> r.instrument().broker()).distinct().limit(2).count() > 1);
        table.setRows(rows);
    }

    DataTable<WatchRow> table() {
        return table;
    }

    private DataTable.Column<WatchRow> text(String id, String label, int width, Function<WatchRow, String> value) {
        return table.column(id, label, width, SWT.LEFT, value).sortBy(Comparator.comparing(value))
                .color(this::plainColor);
    }

    private DataTable.Column<WatchRow> price(String id, String label, int width,
            Function<WatchRow, Optional<BigDecimal>> value) {
        return number(id, label, width, value,
                r -> value.apply(r).map(price -> Formats.price(price, r.symbol().ticks()))).color(this::plainColor);
    }

    private DataTable.Column<WatchRow> number(String id, String label, int width,
            Function<WatchRow, Optional<BigDecimal>> value, Function<WatchRow, Optional<String>> text) {
        return table.column(id, label, width, SWT.RIGHT, row -> text.apply(row).orElse(NONE))
                .sortBy(Comparator.comparing(row -> value.apply(row).orElse(null),
                        Comparator.nullsFirst(Comparator.naturalOrder())));
    }

    private String timeText(WatchRow row) {
        if (row.live().isEmpty()) {
            return T.get("time.none");
        }
        LiveQuote live = row.live().get();
        String at = Formats.time(live.quote().time(), row.symbol().zone(), time.now());
        return switch (live.freshness()) {
            case LIVE -> at;
            case DELAYED -> T.format("time.delayed", at);
            case STALE -> T.format("time.stale", Formats.time(live.receivedAt(), row.symbol().zone(), time.now()));
            case CACHED -> T.format("time.cached", at);
        };
    }

    private Color plainColor(WatchRow row) {
        return row.trusted() ? null : flash.palette().stale();
    }

    private Color directionColor(WatchRow row) {
        if (!row.trusted()) {
            return flash.palette().stale();
        }
        return row.direction() > 0 ? flash.palette().up() : row.direction() < 0 ? flash.palette().down() : null;
    }

    private Color flashColor(WatchRow row) {
        return row.flash() > 0 ? flash.up() : row.flash() < 0 ? flash.down() : null;
    }
}
