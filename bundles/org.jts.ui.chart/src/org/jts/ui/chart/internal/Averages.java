package org.jts.ui.chart.internal;

import java.util.Arrays;

import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.GC;

/** Simple moving averages of the closes, over the periods that Korean charts usually show. Drawing only. */
final class Averages {
    private static final int[] PERIODS = { 5, 20, 60, 120 };
    /** Readable on a light and on a dark ground, and neither up nor down. */
    private static final Color[] COLORS = { new Color(0x2E, 0xA0, 0x6C), new Color(0xD9, 0x8A, 0x1F),
            new Color(0x9B, 0x59, 0xC8), new Color(0x7F, 0x8C, 0x8D) };

    private Averages() {
    }

    static void paint(GC gc, ChartData data, Viewport view, Scale scale, int width) {
        gc.setAntialias(SWT.ON);
        for (int i = 0; i < PERIODS.length; i++) {
            int[] points = points(data, view, scale, width, PERIODS[i]);
            if (points.length >= 4) {
                gc.setForeground(COLORS[i]);
                gc.drawPolyline(points);
            }
        }
        gc.setAntialias(SWT.OFF);
    }

    static void legend(GC gc, int x, int y) {
        int left = x;
        for (int i = 0; i < PERIODS.length; i++) {
            String text = String.valueOf(PERIODS[i]);
            gc.setForeground(COLORS[i]);
            gc.drawText("━ " + text, left, y, true);
            left += gc.textExtent("━ " + text).x + 2 * x;
        }
    }

    /** @return x and y of each visible candle that has enough candles before it, one point per pixel at most */
    private static int[] points(ChartData data, Viewport view, Scale scale, int width, int period) {
        int first = Math.max(view.firstVisible(), period - 1);
        int end = view.endVisible();
        if (first >= end) {
            return new int[0];
        }
        int[] points = new int[2 * (end - first)];
        int used = 0;
        double sum = sum(data, first - period + 1, first);
        for (int i = first; i < end; i++) {
            sum += data.close(i);
            int x = (int) Math.round(view.middle(i, width));
            if (used == 0 || points[used - 2] != x) {
                points[used++] = x;
                points[used++] = scale.y(sum / period);
            }
            sum -= data.close(i - period + 1);
        }
        return Arrays.copyOf(points, used);
    }

    private static double sum(ChartData data, int from, int to) {
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += data.close(i);
        }
        return sum;
    }
}
