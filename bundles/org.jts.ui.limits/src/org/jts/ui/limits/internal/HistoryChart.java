package org.jts.ui.limits.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.jts.ui.kit.DataTable;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.LimitThresholds;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/**
 * Ten minutes of one key: a column a second, as high as the share used, in the colour of its level; above it a mark for
 * each second in which the broker refused. Painted when a second is over.
 */
final class HistoryChart extends Canvas {
    /** Widget data: how many seconds are charted ({@link Integer}), for tests and scripts. */
    static final String SAMPLES = "jts.limits.samples";

    private static final Texts T = LimitsView.T;
    private static final int GAP = 4;
    private static final int MARK = 6;
    private static final int MINUTE = 60;
    private static final int LABEL_MINUTES = 2;
    private static final int PERCENT = 100;

    private final short[] shares = new short[Ring.SECONDS];
    private final byte[] refused = new byte[Ring.SECONDS];
    private Ring shown;
    private long second = Long.MIN_VALUE;
    private int known;

    HistoryChart(Composite parent) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_BACKGROUND | SWT.NO_FOCUS);
        setData(DataTable.WIDGET_KEY, "limits.chart");
        setData(SAMPLES, 0);
        addPaintListener(e -> paint(e.gc));
        Palette.onChange(this, this::redraw);
        getAccessible().addAccessibleListener(new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = accessibleName();
            }
        });
    }

    /** @param ring null for none */
    void show(Ring ring, long now) {
        if (ring == shown && now == second) {
            return;
        }
        shown = ring;
        second = now;
        known = ring == null ? 0 : ring.copy(now, shares, refused);
        setData(SAMPLES, known);
        redraw();
    }

    String accessibleName() {
        int highest = 0;
        int refusals = 0;
        for (int i = 0; known > 0 && i < Ring.SECONDS; i++) {
            highest = Math.max(highest, shares[i]);
            refusals += refused[i];
        }
        return known == 0 ? T.get("chart.empty")
                : T.format("chart.accessible", highest * PERCENT / Ring.WHOLE, refusals);
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        return new Point(widthHint == SWT.DEFAULT ? 300 : widthHint, heightHint == SWT.DEFAULT ? 80 : heightHint);
    }

    private void paint(GC gc) {
        Palette palette = Palette.of(this);
        Point size = getSize();
        gc.setBackground(palette.background());
        gc.fillRectangle(0, 0, size.x, size.y);
        int line = gc.getFontMetrics().getHeight();
        int axis = gc.textExtent("100%").x + 2 * GAP;
        int top = MARK + 2 * GAP;
        int bottom = size.y - line - GAP;
        int width = size.x - axis - GAP;
        if (width < MINUTE || bottom - top < line) {
            return;
        }
        lines(gc, palette, axis, top, width, bottom);
        if (known == 0) {
            gc.setForeground(palette.muted());
            String text = T.get("chart.empty");
            gc.drawText(text, axis + (width - gc.textExtent(text).x) / 2, (top + bottom - line) / 2, true);
            return;
        }
        columns(gc, palette, axis, top, width, bottom);
    }

    private void lines(GC gc, Palette palette, int left, int top, int width, int bottom) {
        int line = gc.getFontMetrics().getHeight();
        LimitThresholds thresholds = LimitThresholds.current();
        int lastText = Integer.MAX_VALUE;
        for (int percent : new int[] {0, thresholds.caution(), thresholds.limited(), PERCENT}) {
            int y = bottom - (bottom - top) * percent / PERCENT;
            boolean threshold = percent == thresholds.caution() || percent == thresholds.limited() && percent < PERCENT;
            gc.setForeground(palette.grid());
            gc.setLineStyle(threshold ? SWT.LINE_DASH : SWT.LINE_SOLID);
            gc.drawLine(left, y, left + width, y);
            String text = percent + "%";
            int textY = Math.max(0, y - line / 2);
            if (percent == PERCENT || lastText - textY >= line) {
                // The highest figure has its place; one below it only where there is room.
                boolean room = percent == PERCENT || textY - (top - line / 2) >= line;
                if (room) {
                    gc.setForeground(palette.muted());
                    gc.drawText(text, left - GAP - gc.textExtent(text).x, textY, true);
                    lastText = textY;
                }
            }
        }
        gc.setLineStyle(SWT.LINE_SOLID);
        times(gc, palette, left, top, width, bottom);
    }

    private static void times(GC gc, Palette palette, int left, int top, int width, int bottom) {
        int minutes = Ring.SECONDS / MINUTE;
        int free = Integer.MIN_VALUE;
        for (int ago = minutes; ago >= 0; ago -= LABEL_MINUTES) {
            int x = left + width * (minutes - ago) / minutes;
            gc.setForeground(palette.grid());
            gc.drawLine(x, top, x, bottom);
            String text = ago == 0 ? T.get("chart.now") : T.format("chart.ago", ago);
            int extent = gc.textExtent(text).x;
            int textX = Math.max(left, Math.min(left + width - extent, x - extent / 2));
            if (textX >= free) {
                gc.setForeground(palette.muted());
                gc.drawText(text, textX, bottom + GAP / 2, true);
                free = textX + extent + GAP;
            }
        }
    }

    private void columns(GC gc, Palette palette, int left, int top, int width, int bottom) {
        LimitThresholds thresholds = LimitThresholds.current();
        gc.setAntialias(SWT.OFF);
        int i = 0;
        while (i < Ring.SECONDS) {
            int x = left + width * i / Ring.SECONDS;
            int end = left + width * (i + 1) / Ring.SECONDS;
            int share = shares[i];
            int refusals = refused[i];
            i++;
            // Several seconds may share a pixel: the highest is the one to know of.
            while (end == x && i < Ring.SECONDS) {
                share = Math.max(share, shares[i]);
                refusals += refused[i];
                i++;
                end = left + width * i / Ring.SECONDS;
            }
            if (share >= 0) {
                int height = (bottom - top) * share / Ring.WHOLE;
                LimitLevel level = thresholds.level(share, Ring.WHOLE);
                gc.setBackground(level.bar(palette));
                int shown = share > 0 ? Math.max(1, height) : 0;
                gc.fillRectangle(x, bottom - shown, Math.max(1, end - x), shown);
            }
            if (refusals > 0) {
                mark(gc, palette, (x + end) / 2, top, bottom);
            }
        }
    }

    private static void mark(GC gc, Palette palette, int x, int top, int bottom) {
        gc.setBackground(palette.error());
        gc.fillPolygon(new int[] {x - MARK / 2, GAP, x + MARK / 2 + 1, GAP, x, GAP + MARK});
        gc.setForeground(palette.error());
        gc.setLineStyle(SWT.LINE_DOT);
        gc.drawLine(x, top, x, bottom);
        gc.setLineStyle(SWT.LINE_SOLID);
    }
}
