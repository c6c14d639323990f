package org.jts.ui.chart.internal;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;

/**
 * One picture of a chart: candles over volume, prices at the right, times at the bottom. Made anew for each picture.
 */
final class ChartPainter {
    private static final int GAP = 4;
    private static final int LINE_DISTANCE = 48;
    private static final int LABEL_DISTANCE = 84;
    private static final double VOLUME_SHARE = 0.2;
    private static final double BODY_SHARE = 0.72;

    private final ChartData data;
    private final Viewport view;
    private final ChartLook look;
    private final int plotWidth;
    private final int plotBottom;
    private final int volumeTop;
    private final int width;
    private final int lineHeight;
    private final Scale scale;
    private final double highestVolume;

    ChartPainter(GC gc, ChartData data, Viewport view, ChartLook look, Point size) {
        this.data = data;
        this.view = view;
        this.look = look;
        this.width = size.x;
        this.lineHeight = gc.getFontMetrics().getHeight();
        double lowest = Double.MAX_VALUE;
        double highest = 0;
        double mostTraded = 0;
        for (int i = view.firstVisible(); i < view.endVisible(); i++) {
            lowest = Math.min(lowest, data.low(i));
            highest = Math.max(highest, data.high(i));
            mostTraded = Math.max(mostTraded, data.volume(i));
        }
        this.highestVolume = mostTraded;
        int axis = gc.textExtent(look.price().apply(rounded(highest * 1.05))).x;
        this.plotWidth = Math.max(1, size.x - axis - 3 * GAP);
        this.plotBottom = Math.max(1, size.y - lineHeight - 2 * GAP);
        this.volumeTop = plotBottom - (int) (plotBottom * VOLUME_SHARE);
        int top = lineHeight * 2 + 2 * GAP;
        this.scale = Scale.around(lowest == Double.MAX_VALUE ? 0 : lowest, highest, top,
                Math.max(1, volumeTop - 2 * GAP - top), look.logarithmic());
    }

    int plotWidth() {
        return plotWidth;
    }

    /** Everything but the cross-hair. */
    void paint(GC gc) {
        gc.setAntialias(SWT.OFF);
        gc.setBackground(look.colors().background());
        gc.fillRectangle(0, 0, width, plotBottom + lineHeight + 3 * GAP);
        priceLines(gc);
        timeLines(gc);
        gc.setClipping(0, 0, plotWidth, plotBottom);
        if (plotWidth / view.span() < 2) {
            columns(gc);
        } else {
            candles(gc);
        }
        if (look.averages()) {
            Averages.paint(gc, data, view, scale, plotWidth);
        }
        lastPriceLine(gc);
        gc.setClipping((Rectangle) null);
        if (look.averages()) {
            Averages.legend(gc, GAP, GAP);
        }
        gc.setForeground(look.colors().grid());
        gc.drawLine(plotWidth, 0, plotWidth, plotBottom);
        gc.drawLine(0, plotBottom, width, plotBottom);
        lastPriceLabel(gc);
    }

    private void priceLines(GC gc) {
        double bottom = scale.price(volumeTop);
        double top = scale.price(lineHeight);
        List<BigDecimal> lines = PriceAxis.lines(bottom, top, Math.max(1, (volumeTop - lineHeight) / LINE_DISTANCE),
                look.ticks());
        for (BigDecimal price : lines) {
            int y = scale.y(price.doubleValue());
            gc.setForeground(look.colors().grid());
            gc.drawLine(0, y, plotWidth, y);
            gc.setForeground(look.colors().faint());
            gc.drawText(look.price().apply(price), plotWidth + GAP, y - lineHeight / 2, true);
        }
    }

    private void timeLines(GC gc) {
        int end = Integer.MIN_VALUE;
        for (TimeAxis.Label label : TimeAxis.labels(data, view.firstVisible(), view.endVisible(),
                plotWidth / LABEL_DISTANCE)) {
            int x = (int) view.middle(label.index(), plotWidth);
            gc.setForeground(look.colors().grid());
            gc.drawLine(x, 0, x, plotBottom);
            Point size = gc.textExtent(label.text());
            int left = x - size.x / 2;
            if (left > end + GAP && left >= 0 && left + size.x <= plotWidth) {
                gc.setForeground(label.major() ? look.colors().text() : look.colors().faint());
                gc.drawText(label.text(), left, plotBottom + GAP, true);
                end = left + size.x;
            }
        }
        String zone = data.zone().getDisplayName(java.time.format.TextStyle.SHORT, java.util.Locale.ENGLISH);
        gc.setForeground(look.colors().faint());
        gc.drawText(zone, plotWidth + GAP, plotBottom + GAP, true);
    }

    private void candles(GC gc) {
        double slot = plotWidth / view.span();
        int body = Math.max(1, (int) (slot * BODY_SHARE)) | 1;
        for (int i = view.firstVisible(); i < view.endVisible(); i++) {
            int x = (int) Math.round(view.middle(i, plotWidth));
            Color color = color(data.open(i), data.close(i));
            gc.setForeground(color);
            gc.setBackground(color);
            int high = scale.y(data.high(i));
            gc.fillRectangle(x, high, 1, Math.max(1, scale.y(data.low(i)) - high));
            int top = scale.y(Math.max(data.open(i), data.close(i)));
            int bottom = scale.y(Math.min(data.open(i), data.close(i)));
            gc.fillRectangle(x - body / 2, top, body, Math.max(1, bottom - top));
            volume(gc, x - body / 2, body, data.volume(i));
        }
    }

    /** Several candles share a pixel: each column shows from the lowest low to the highest high of its candles. */
    private void columns(GC gc) {
        int i = view.firstVisible();
        int end = view.endVisible();
        while (i < end) {
            int x = (int) view.middle(i, plotWidth);
            double open = data.open(i);
            double high = data.high(i);
            double low = data.low(i);
            double volume = data.volume(i);
            int next = i + 1;
            while (next < end && (int) view.middle(next, plotWidth) == x) {
                high = Math.max(high, data.high(next));
                low = Math.min(low, data.low(next));
                volume = Math.max(volume, data.volume(next));
                next++;
            }
            gc.setBackground(color(open, data.close(next - 1)));
            int top = scale.y(high);
            gc.fillRectangle(x, top, 1, Math.max(1, scale.y(low) - top));
            volume(gc, x, 1, volume);
            i = next;
        }
    }

    private void volume(GC gc, int x, int barWidth, double volume) {
        if (highestVolume > 0 && volume > 0) {
            int height = Math.max(1, (int) (volume / highestVolume * (plotBottom - volumeTop)));
            gc.setAlpha(110);
            gc.fillRectangle(x, plotBottom - height, barWidth, height);
            gc.setAlpha(255);
        }
    }

    private void lastPriceLine(GC gc) {
        if (data.size() == 0) {
            return;
        }
        int last = data.size() - 1;
        gc.setForeground(color(data.closeBefore(last).doubleValue(), data.close(last)));
        gc.setLineStyle(SWT.LINE_DOT);
        int y = scale.y(data.close(last));
        gc.drawLine(0, y, plotWidth, y);
        gc.setLineStyle(SWT.LINE_SOLID);
    }

    private void lastPriceLabel(GC gc) {
        if (data.size() == 0) {
            return;
        }
        int last = data.size() - 1;
        int y = scale.y(data.close(last));
        if (y > 0 && y < volumeTop) {
            label(gc, look.price().apply(data.candle(last).close()), plotWidth + 1, y - lineHeight / 2 - 1,
                    width - plotWidth - 1, color(data.closeBefore(last).doubleValue(), data.close(last)));
        }
    }

    /** The cross-hair at a place in the plot, with what it points at. */
    void paintCursor(GC gc, Point at) {
        if (data.size() == 0 || at.x >= plotWidth || at.y >= plotBottom) {
            return;
        }
        int index = view.indexAt(at.x, plotWidth);
        int x = (int) Math.round(view.middle(index, plotWidth));
        gc.setForeground(look.colors().faint());
        gc.setLineStyle(SWT.LINE_DASH);
        gc.drawLine(x, 0, x, plotBottom);
        gc.drawLine(0, at.y, plotWidth, at.y);
        gc.setLineStyle(SWT.LINE_SOLID);
        if (at.y < volumeTop) {
            label(gc, look.price().apply(priceAt(at.y)), plotWidth + 1, at.y - lineHeight / 2 - 1,
                    width - plotWidth - 1, look.colors().label());
        }
        String time = look.time().of(data, index);
        int textWidth = gc.textExtent(time).x + 2 * GAP;
        label(gc, time, Math.max(0, Math.min(plotWidth - textWidth, x - textWidth / 2)), plotBottom + 1, textWidth,
                look.colors().label());
    }

    private void label(GC gc, String text, int x, int y, int labelWidth, Color color) {
        gc.setBackground(color);
        gc.fillRectangle(x, y, labelWidth, lineHeight + 2);
        gc.setForeground(look.colors().background());
        gc.drawText(text, x + GAP - 1, y + 1, true);
    }

    /** @return the tradable price nearest to {@code y} */
    BigDecimal priceAt(int y) {
        return rounded(scale.price(y));
    }

    boolean inPrices(Point at) {
        return data.size() > 0 && at.x >= 0 && at.x < plotWidth && at.y >= 0 && at.y < volumeTop;
    }

    private BigDecimal rounded(double price) {
        if (!(price > 0)) {
            return look.ticks().tickAt(BigDecimal.ZERO);
        }
        BigDecimal exact = new BigDecimal(price, MathContext.DECIMAL64);
        BigDecimal tick = look.ticks().tickAt(exact);
        return exact.divide(tick, 0, RoundingMode.HALF_UP).multiply(tick).max(tick);
    }

    private Color color(double from, double to) {
        ChartLook.Colors colors = look.colors();
        return to > from ? colors.up() : to < from ? colors.down() : colors.flat();
    }
}
