package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.jts.api.market.OrderBook;
import org.jts.api.market.PriceLevel;
import org.jts.api.market.Symbol;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/**
 * The order book as a ladder: sellers above, buyers below, prices in the middle, sizes as bars. A click on a row takes
 * its price. It has one row for every level there is room for, nearest to the market first.
 */
final class BookCanvas extends Canvas {
    private static final Texts T = Texts.of(BookCanvas.class);
    private static final int LEVELS = 10;
    private static final int GAP = 5;

    private final Consumer<BigDecimal> onPrice;
    private final List<Row> rows = new ArrayList<>();
    private Optional<OrderBook> book = Optional.empty();
    private Optional<Symbol> symbol = Optional.empty();
    private Optional<BigDecimal> last = Optional.empty();
    private Optional<BigDecimal> previousClose = Optional.empty();
    private String message = "";
    private boolean stale;
    private int hover = -1;

    private record Row(BigDecimal price, int y, int height) {
    }

    BookCanvas(Composite parent, Consumer<BigDecimal> onPrice) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.onPrice = onPrice;
        addPaintListener(e -> paint(e.gc));
        addListener(SWT.MouseDown, this::clicked);
        addListener(SWT.MouseMove, e -> hover(e.y));
        addListener(SWT.MouseExit, e -> hover(-1));
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = accessibleName();
            }
        });
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(240, 2 * LEVELS * 18 + 24);
    }

    /** Shows a sentence instead of a book. */
    void show(String sentence) {
        if (book.isEmpty() && sentence.equals(message)) {
            return;
        }
        book = Optional.empty();
        message = sentence;
        redraw();
    }

    void show(Symbol newSymbol, OrderBook newBook, Optional<BigDecimal> lastPrice, Optional<BigDecimal> close,
            boolean isStale) {
        boolean same = symbol.equals(Optional.of(newSymbol)) && book.equals(Optional.of(newBook))
                && last.equals(lastPrice) && previousClose.equals(close) && stale == isStale;
        if (same) {
            return;
        }
        symbol = Optional.of(newSymbol);
        book = Optional.of(newBook);
        last = lastPrice;
        previousClose = close;
        stale = isStale;
        redraw();
    }

    private String accessibleName() {
        return book.isEmpty() ? message : T.format("book.accessible",
                book.get().bestBid().map(l -> Formats.price(l.price())).orElse("-"),
                book.get().bestAsk().map(l -> Formats.price(l.price())).orElse("-"));
    }

    private void clicked(Event e) {
        if (e.button == 1) {
            rows.stream().filter(row -> e.y >= row.y && e.y < row.y + row.height).findFirst()
                    .ifPresent(row -> onPrice.accept(row.price));
        }
    }

    private void hover(int y) {
        hover = y;
        redraw();
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(this);
        Rectangle area = getClientArea();
        gc.setBackground(palette.background());
        gc.fillRectangle(area);
        rows.clear();
        if (book.isEmpty() || symbol.isEmpty()) {
            gc.setForeground(palette.muted());
            gc.drawText(message, GAP, GAP, true);
            return;
        }
        int line = gc.getFontMetrics().getHeight();
        int levels = Math.max(1, Math.min(LEVELS, (area.height - line - GAP) / 2 / (line + 1)));
        int height = Math.min(line + 8, (area.height - line - GAP) / (2 * levels));
        BigDecimal most = most(levels);
        int y = 0;
        for (int i = levels - 1; i >= 0; i--) {
            if (i < book.get().asks().size()) {
                level(gc, book.get().asks().get(i), false, new Rectangle(0, y, area.width, height), most, palette);
            }
            y += height;
        }
        int middle = y;
        for (int i = 0; i < levels; i++) {
            if (i < book.get().bids().size()) {
                level(gc, book.get().bids().get(i), true, new Rectangle(0, y, area.width, height), most, palette);
            }
            y += height;
        }
        gc.setForeground(palette.muted());
        gc.drawLine(0, middle, area.width, middle);
        totals(gc, new Rectangle(0, y + 2, area.width, line), palette);
    }

    private BigDecimal most(int levels) {
        BigDecimal most = BigDecimal.ONE;
        for (List<PriceLevel> side : List.of(book.orElseThrow().asks(), book.orElseThrow().bids())) {
            for (PriceLevel level : side.subList(0, Math.min(levels, side.size()))) {
                most = most.max(level.size());
            }
        }
        return most;
    }

    private void level(GC gc, PriceLevel level, boolean bid, Rectangle row, BigDecimal most, Palette palette) {
        rows.add(new Row(level.price(), row.y, row.height));
        Color color = stale ? palette.stale() : bid ? palette.up() : palette.down();
        gc.setBackground(color);
        gc.setAlpha(palette.dark() ? 40 : 18);
        gc.fillRectangle(row.x, row.y, row.width, row.height - 1);
        int third = row.width / 3;
        int bar = (int) (level.size().doubleValue() / most.doubleValue() * (third - GAP));
        gc.setAlpha(palette.dark() ? 130 : 90);
        gc.fillRectangle(bid ? 2 * third : third - bar, row.y + 2, bar, row.height - 5);
        gc.setAlpha(255);
        int textY = row.y + (row.height - gc.getFontMetrics().getHeight()) / 2;
        gc.setForeground(stale ? palette.stale() : palette.text());
        String size = Formats.quantity(level.size());
        gc.drawText(size, bid ? 2 * third + GAP : third - GAP - gc.textExtent(size).x, textY, true);
        int sign = previousClose.map(level.price()::compareTo).orElse(0);
        gc.setForeground(stale ? palette.stale()
                : sign > 0 ? palette.up() : sign < 0 ? palette.down() : palette.text());
        String price = Formats.price(level.price(), symbol.orElseThrow().ticks());
        gc.drawText(price, third + (third - gc.textExtent(price).x) / 2, textY, true);
        boolean traded = last.isPresent() && last.get().compareTo(level.price()) == 0;
        if (traded || hover >= row.y && hover < row.y + row.height) {
            gc.setForeground(traded ? palette.text() : palette.accent());
            gc.drawRectangle(third, row.y, third, row.height - 2);
        }
    }

    private void totals(GC gc, Rectangle row, Palette palette) {
        gc.setForeground(palette.muted());
        String asks = Formats.quantity(sum(book.orElseThrow().asks()));
        int third = row.width / 3;
        gc.drawText(asks, third - GAP - gc.textExtent(asks).x, row.y, true);
        String caption = stale ? T.get("book.stale") : T.get("book.total");
        gc.drawText(caption, third + (third - gc.textExtent(caption).x) / 2, row.y, true);
        gc.drawText(Formats.quantity(sum(book.orElseThrow().bids())), 2 * third + GAP, row.y, true);
    }

    private static BigDecimal sum(List<PriceLevel> levels) {
        return levels.stream().map(PriceLevel::size).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
