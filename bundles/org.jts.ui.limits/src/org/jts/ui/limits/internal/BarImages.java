package org.jts.ui.limits.internal;

import java.util.HashMap;
import java.util.Map;

import org.eclipse.swt.graphics.Color;
import org.eclipse.swt.graphics.Image;
import org.eclipse.swt.graphics.ImageData;
import org.eclipse.swt.graphics.ImageDataProvider;
import org.eclipse.swt.graphics.PaletteData;
import org.eclipse.swt.graphics.RGB;
import org.eclipse.swt.widgets.Control;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.Palette;

/**
 * Bars for the cells of a table, made once for each percent, level and theme. Pictures, because a table whose cells are
 * painted by hand loses the colours of its texts on GTK.
 */
final class BarImages {
    private static final int WIDTH = 64;
    private static final int HEIGHT = 8;
    private static final int PERCENT = 100;
    private static final int FINE = 4;
    private static final int OPAQUE = 255;
    private static final PaletteData DIRECT = new PaletteData(0xFF0000, 0xFF00, 0xFF);

    private final Control owner;
    private final Map<Integer, Image> images = new HashMap<>();

    BarImages(Control owner) {
        this.owner = owner;
        owner.addDisposeListener(e -> images.values().forEach(Image::dispose));
    }

    /** @param percent used; more than 100 is a full bar */
    Image of(int percent, LimitLevel level) {
        int shown = Math.max(0, Math.min(PERCENT, percent));
        int theme = Palette.of(owner).dark() ? 1 : 0;
        return images.computeIfAbsent((level.ordinal() * 2 + theme) * (PERCENT + 1) + shown,
                unused -> draw(shown, level));
    }

    private Image draw(int percent, LimitLevel level) {
        Palette palette = Palette.of(owner);
        Color fill = level.bar(palette);
        Color track = palette.grid();
        return new Image(owner.getDisplay(),
                (ImageDataProvider) zoom -> draw(zoom / (double) PERCENT, percent, fill.getRGB(), track.getRGB()));
    }

    private static ImageData draw(double zoom, int percent, RGB fill, RGB track) {
        int width = (int) Math.round(WIDTH * zoom);
        int height = (int) Math.round(HEIGHT * zoom);
        ImageData data = new ImageData(width, height, 24, DIRECT);
        data.alphaData = new byte[width * height];
        double end = percent == 0 ? 0 : Math.max(height / 2.0, width * percent / (double) PERCENT);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                double filled = coverage(x, y, end, height);
                RGB color = new RGB(mix(fill.red, track.red, filled), mix(fill.green, track.green, filled),
                        mix(fill.blue, track.blue, filled));
                data.setPixel(x, y, DIRECT.getPixel(color));
                data.setAlpha(x, y, (int) Math.round(OPAQUE * coverage(x, y, width, height)));
            }
        }
        return data;
    }

    private static int mix(int one, int other, double share) {
        return (int) Math.round(one * share + other * (1 - share));
    }

    /** How much of a pixel lies in a bar from 0 to {@code end} with round ends. */
    private static double coverage(int x, int y, double end, int height) {
        double radius = Math.min(height, end) / 2.0;
        int inside = 0;
        for (int i = 0; i < FINE * FINE; i++) {
            double px = x + (i % FINE + 0.5) / FINE;
            double py = y + (i / FINE + 0.5) / FINE;
            double nearest = Math.max(radius, Math.min(end - radius, px));
            double dx = px - nearest;
            double dy = (py - height / 2.0) * (radius == 0 ? 0 : 2 * radius / height);
            inside += px <= end && dx * dx + dy * dy <= radius * radius ? 1 : 0;
        }
        return inside / (double) (FINE * FINE);
    }
}
