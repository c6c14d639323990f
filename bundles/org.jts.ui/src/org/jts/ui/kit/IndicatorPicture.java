package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.accessibility.AccessibleAdapter;
import org.eclipse.swt.accessibility.AccessibleControlAdapter;
import org.eclipse.swt.accessibility.AccessibleControlEvent;
import org.eclipse.swt.accessibility.AccessibleEvent;
import org.eclipse.swt.accessibility.AccessibleValueAdapter;
import org.eclipse.swt.accessibility.AccessibleValueEvent;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Control;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.ui.internal.UiTexts;

/** What an indicator looks like: the bar glides to its share, texts and level are those of the moment. */
final class IndicatorPicture {
    private static final int GAP = 8;
    private static final int MARGIN = 1;
    private static final int LEAST_BAR = 32;
    private static final int ROOMY_BAR = 80;
    private static final int USUAL_BAR = 110;
    private static final int BAR_HEIGHT = 8;
    /** Share of the way to its place that the bar goes in an update. */
    private static final double GLIDE = 0.5;

    private String label = "";
    private String word = "";
    private LimitLevel level = LimitLevel.NORMAL;
    private boolean known;
    /** There may be a limit, and nobody can tell. */
    private boolean unknown;
    private double share;
    private double target;
    private List<LimitProfile> profiles = List.of();
    private int barWidth = USUAL_BAR;
    private int paintedFill = -1;
    private int labelWidth = -1;
    private int wordWidth;
    private int widestShown;
    private RateWindow shownWindow;
    private WindowUsage labelled;
    private LimitProfile labelledBy;

    String text() {
        return (hasWord() ? label + " " + word : label).strip();
    }

    private boolean hasWord() {
        return known || unknown;
    }

    LimitLevel level() {
        return level;
    }

    /** @return whether what is on screen is no longer true */
    boolean show(Optional<LimitReading> reading, Map<String, ? extends MeteredLimit> limiters,
            Optional<RateLimitIndicator.Unknown> doubt, LimitThresholds thresholds, boolean first) {
        noteProfiles(limiters);
        RateWindow window = reading.map(it -> it.window().window()).orElse(null);
        if (window != shownWindow) {
            shownWindow = window;
            widestShown = 0;
        }
        LimitLevel newLevel = reading.map(it -> it.level(thresholds)).orElse(LimitLevel.NORMAL);
        String newLabel = reading.map(this::label).orElseGet(() -> doubt.map(LimitWords::last)
                .orElseGet(() -> UiTexts.TEXTS.get("limit.none")));
        boolean changed = first || known != reading.isPresent() || unknown != doubt.isPresent() || newLevel != level
                || !newLabel.equals(label);
        if (unknown != doubt.isPresent()) {
            unknown = doubt.isPresent();
            labelWidth = -1;
        }
        known = reading.isPresent();
        level = newLevel;
        label = newLabel;
        word = unknown ? UiTexts.TEXTS.get("limit.unknown") : LimitWords.level(level);
        target = reading.map(LimitReading::share).orElse(0.0);
        double rest = target - share;
        share = first || Math.abs(rest) * barWidth < 1 ? target : share + rest * GLIDE;
        return changed || fill() != paintedFill;
    }

    private String label(LimitReading reading) {
        if (reading.banned().isPresent()) {
            labelled = null;
            return LimitWords.blocked(reading.banned().get());
        }
        if (!reading.window().equals(labelled) || reading.profile() != labelledBy) {
            labelled = reading.window();
            labelledBy = reading.profile();
            return LimitWords.used(reading.profile(), reading.window());
        }
        return label;
    }

    /** The columns are as wide as the widest texts that may come, so that the bar keeps its place. */
    private void noteProfiles(Map<String, ? extends MeteredLimit> limiters) {
        boolean same = limiters.size() == profiles.size();
        int i = 0;
        for (MeteredLimit limiter : limiters.values()) {
            same = same && limiter.profile() == profiles.get(i++);
        }
        if (!same) {
            List<LimitProfile> now = new ArrayList<>();
            limiters.values().forEach(limiter -> now.add(limiter.profile()));
            profiles = now;
            labelWidth = -1;
        }
    }

    Point preferredSize(GC gc) {
        measure(gc);
        return new Point(2 * MARGIN + USUAL_BAR + GAP + labelWidth + GAP + wordWidth,
                Math.max(BAR_HEIGHT, gc.getFontMetrics().getHeight()) + 2 * MARGIN);
    }

    private void measure(GC gc) {
        if (labelWidth < 0) {
            int widest = gc.textExtent(UiTexts.TEXTS.get("limit.none")).x;
            for (LimitProfile profile : profiles) {
                for (var window : profile.windows()) {
                    String full = LimitWords.used(profile, new WindowUsage(window, window.permits(), window.permits()));
                    widest = Math.max(widest, gc.textExtent(full).x);
                }
            }
            labelWidth = widest;
            wordWidth = unknown ? gc.textExtent(word).x : 0;
            for (LimitLevel each : LimitLevel.values()) {
                wordWidth = Math.max(wordWidth, gc.textExtent(LimitWords.level(each)).x);
            }
        }
    }

    private int fill() {
        int pixels = (int) Math.round(share * barWidth);
        // Something used is something seen.
        return target > 0 ? Math.max(pixels, Math.min(2, barWidth)) : pixels;
    }

    void paint(GC gc, Control owner) {
        Palette palette = Palette.of(owner);
        Point size = owner.getSize();
        measure(gc);
        int text = gc.textExtent(label).x;
        int fixed = 2 * MARGIN + GAP + (hasWord() ? GAP + wordWidth : 0);
        int column = column(text, size.x - fixed);
        // Where space is short, the figures go first: level and bar say what matters.
        boolean labelled = size.x - fixed - column >= LEAST_BAR;
        barWidth = Math.max(LEAST_BAR, size.x - fixed - (labelled ? column : -GAP));
        paintedFill = fill();
        gc.setBackground(owner.getBackground());
        gc.fillRectangle(0, 0, size.x, size.y);
        paintBar(gc, palette, size.y);
        int y = (size.y - gc.getFontMetrics().getHeight()) / 2;
        int x = MARGIN + barWidth + GAP;
        if (labelled) {
            gc.setForeground(known ? palette.text() : palette.muted());
            // Set to the right: the unit stands still while the figures change.
            gc.drawText(label, x + column - text, y, true);
            x += column + GAP;
        }
        if (hasWord()) {
            gc.setForeground(unknown ? palette.muted() : level.color(palette));
            gc.drawText(word, x, y, true);
        }
    }

    /** Wide enough for all that may come where there is room, else for what came of this window so far. */
    private int column(int text, int room) {
        widestShown = Math.max(widestShown, text);
        return room - Math.max(labelWidth, text) >= ROOMY_BAR ? Math.max(labelWidth, text) : widestShown;
    }

    private void paintBar(GC gc, Palette palette, int height) {
        int y = (height - BAR_HEIGHT) / 2;
        gc.setAntialias(SWT.ON);
        gc.setBackground(palette.grid());
        gc.fillRoundRectangle(MARGIN, y, barWidth, BAR_HEIGHT, BAR_HEIGHT, BAR_HEIGHT);
        if (paintedFill > 0) {
            gc.setBackground(level.bar(palette));
            gc.fillRoundRectangle(MARGIN, y, paintedFill, BAR_HEIGHT, Math.min(BAR_HEIGHT, paintedFill), BAR_HEIGHT);
        }
    }

    AccessibleAdapter names() {
        return new AccessibleAdapter() {
            @Override
            public void getName(AccessibleEvent e) {
                e.result = UiTexts.TEXTS.format("limit.accessible", text());
            }
        };
    }

    AccessibleControlAdapter roles() {
        return new AccessibleControlAdapter() {
            @Override
            public void getRole(AccessibleControlEvent e) {
                e.detail = ACC.ROLE_PROGRESSBAR;
            }
        };
    }

    AccessibleValueAdapter values() {
        return new AccessibleValueAdapter() {
            @Override
            public void getCurrentValue(AccessibleValueEvent e) {
                e.value = (int) Math.round(target * 100);
            }

            @Override
            public void getMinimumValue(AccessibleValueEvent e) {
                e.value = 0;
            }

            @Override
            public void getMaximumValue(AccessibleValueEvent e) {
                e.value = 100;
            }
        };
    }
}
