package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.events.KeyEvent;
import org.eclipse.swt.events.MouseAdapter;
import org.eclipse.swt.events.MouseEvent;
import org.eclipse.swt.events.MouseTrackListener;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;

/**
 * Shows candles, drawn anew at every paint: what is visible is at most one column a pixel, however many candles there
 * are.
 * <p>
 * Wheel or +/-: zoom. Drag or arrow keys: pan. Double click or Home: fit. End: newest.
 */
final class ChartCanvas extends Canvas {
    /** Widget data: how many candles are charted ({@link Integer}), for tests and scripts. */
    static final String CANDLES = "jts.chart.candles";
    private static final double WHEEL_FACTOR = 1.15;
    private static final double KEY_FACTOR = 1.3;
    private static final double KEY_PAN = 0.1;

    private ChartData data;
    private Viewport view = Viewport.latest(0, Viewport.USUAL_SPAN);
    private ChartLook look;
    private ChartPainter painter;
    private Point cursor;
    private int dragX = -1;
    private String name = "";
    private String message = "";
    private Consumer<BigDecimal> onPrice = price -> { };
    private Consumer<OptionalInt> onPointed = index -> { };

    ChartCanvas(Composite parent, ChartLook look) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND);
        this.look = look;
        addPaintListener(e -> paint(e.gc));
        addListener(SWT.Resize, e -> changed());
        addMouseListener(new Mouse());
        addMouseMoveListener(this::moved);
        addMouseTrackListener(MouseTrackListener.mouseExitAdapter(e -> point(null)));
        addListener(SWT.MouseVerticalWheel, this::wheel);
        addListener(SWT.KeyDown, e -> key(new KeyEvent(e)));
        addListener(SWT.Traverse, e -> e.doit = e.detail == SWT.TRAVERSE_TAB_NEXT
                || e.detail == SWT.TRAVERSE_TAB_PREVIOUS || e.detail == SWT.TRAVERSE_ESCAPE);
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = name;
            }
        });
    }

    /** @param action gets a price that was clicked with Ctrl held */
    void onPrice(Consumer<BigDecimal> action) {
        onPrice = action;
    }

    /** @param action gets the index of the candle under the mouse, or none */
    void onPointed(Consumer<OptionalInt> action) {
        onPointed = action;
    }

    void setAccessibleName(String newName) {
        name = newName;
    }

    /**
     * Shows other candles.
     *
     * @param again whether they are the same ones read anew, so that the user goes on looking where they were; else the
     *              newest ones are shown
     */
    void show(ChartData newData, boolean again) {
        data = newData;
        view = again ? view.withCount(newData.size()) : Viewport.latest(newData.size(), Viewport.USUAL_SPAN);
        message = "";
        setData(CANDLES, newData.size());
        changed();
    }

    /** Shows a sentence instead of candles. */
    void show(String sentence) {
        data = null;
        message = sentence;
        setData(CANDLES, 0);
        changed();
    }

    /** The data grew or its last candle changed. */
    void dataChanged() {
        if (data != null) {
            view = view.withCount(data.size());
            setData(CANDLES, data.size());
            changed();
        }
    }

    void setLook(ChartLook newLook) {
        look = newLook;
        changed();
    }

    ChartLook look() {
        return look;
    }

    Viewport view() {
        return view;
    }

    void fit() {
        setView(view.fit());
    }

    void zoom(double factor) {
        setView(view.zoom(factor, 1));
    }

    private void setView(Viewport newView) {
        if (!newView.equals(view)) {
            view = newView;
            changed();
        }
    }

    private void changed() {
        painter = null;
        redraw();
    }

    private void paint(GC gc) {
        Point size = getSize();
        if (data == null || data.size() == 0 || size.x < 40 || size.y < 40) {
            paintMessage(gc, size);
            return;
        }
        // No picture is kept between paints: copying it to the screen takes longer than drawing what is seen.
        painter = new ChartPainter(gc, data, view, look, size);
        painter.paint(gc);
        if (cursor != null) {
            painter.paintCursor(gc, cursor);
        }
    }

    private void paintMessage(GC gc, Point size) {
        gc.setBackground(look.colors().background());
        gc.fillRectangle(0, 0, size.x, size.y);
        gc.setForeground(look.colors().faint());
        Point extent = gc.textExtent(message);
        gc.drawText(message, Math.max(8, (size.x - extent.x) / 2), Math.max(8, (size.y - extent.y) / 2), true);
    }

    private void point(Point at) {
        cursor = at;
        onPointed.accept(pointed());
        redraw();
    }

    /** @return the candle under the mouse */
    OptionalInt pointed() {
        return cursor == null || painter == null || view.count() == 0 ? OptionalInt.empty()
                : OptionalInt.of(view.indexAt(Math.min(cursor.x, painter.plotWidth() - 1), painter.plotWidth()));
    }

    private void moved(MouseEvent e) {
        if (dragX >= 0 && painter != null) {
            setView(view.pan((dragX - e.x) * view.span() / painter.plotWidth()));
            dragX = e.x;
        }
        point(new Point(e.x, e.y));
    }

    private void wheel(Event e) {
        if (painter != null && e.count != 0) {
            setView(view.zoom(Math.pow(WHEEL_FACTOR, -e.count), Math.min(1, e.x / (double) painter.plotWidth())));
        }
        e.doit = false;
    }

    private void key(KeyEvent e) {
        switch (e.keyCode) {
            case SWT.ARROW_LEFT -> setView(view.pan(-view.span() * KEY_PAN));
            case SWT.ARROW_RIGHT -> setView(view.pan(view.span() * KEY_PAN));
            case SWT.PAGE_UP -> setView(view.pan(-view.span()));
            case SWT.PAGE_DOWN -> setView(view.pan(view.span()));
            case SWT.ARROW_UP, SWT.KEYPAD_ADD, '+', '=' -> zoom(1 / KEY_FACTOR);
            case SWT.ARROW_DOWN, SWT.KEYPAD_SUBTRACT, '-' -> zoom(KEY_FACTOR);
            case SWT.HOME -> fit();
            case SWT.END -> setView(Viewport.latest(view.count(), Viewport.USUAL_SPAN));
            case 'l' -> setLook(look.withLogarithmic(!look.logarithmic()));
            default -> { }
        }
    }

    /** @return the tradable price at a place of this canvas, when there is one */
    Optional<BigDecimal> priceAt(Point at) {
        return painter != null && painter.inPrices(at) ? Optional.of(painter.priceAt(at.y)) : Optional.empty();
    }

    private final class Mouse extends MouseAdapter {
        @Override
        public void mouseDown(MouseEvent e) {
            setFocus();
            if (e.button == 1 && (e.stateMask & SWT.MOD1) != 0) {
                priceAt(new Point(e.x, e.y)).ifPresent(onPrice);
            } else if (e.button == 1) {
                dragX = e.x;
            }
        }

        @Override
        public void mouseUp(MouseEvent e) {
            dragX = -1;
        }

        @Override
        public void mouseDoubleClick(MouseEvent e) {
            fit();
        }
    }
}
