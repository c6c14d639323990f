package org.jts.ui.kit;

import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWT;
import org.eclipse.swt.accessibility.ACC;
import org.eclipse.swt.graphics.GC;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Canvas;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Event;
import org.jts.api.limit.MeteredLimit;

/**
 * How much of a broker's request limit is used: a bar, {@code 12/20 req/s}, and Normal, Caution or Limited. Of several
 * limiters and windows it shows the one that is closest to its limit; a ban is counted down. The tooltip tells all of
 * them.
 * <p>
 * Reads ten times a second while it can be seen, and paints only when its picture has changed. Takes on the background
 * and font of the widget, so that it fits on a card and in a table. UI thread only.
 *
 * <pre>{@code new RateLimitIndicator(card, "my.card.limit", () -> limiters.limiters(broker));}</pre>
 *
 * @since 1.0
 */
public final class RateLimitIndicator extends Canvas {
    private static final int TIP_UPDATES = 10;

    private final Supplier<? extends Map<String, ? extends MeteredLimit>> source;
    private final Supplier<Optional<Unknown>> doubt;
    private final TightestWindow tightest = new TightestWindow();
    private final IndicatorPicture picture = new IndicatorPicture();
    private final IndicatorTimer timer;
    private Optional<LimitReading> reading = Optional.empty();
    private Map<String, ? extends MeteredLimit> limiters = Map.of();
    private Optional<Unknown> unknown = Optional.empty();
    private boolean read;
    private boolean failed;
    private boolean pointed;
    private int sinceTip;

    /**
     * Limits of which nobody can tell now how much is used.
     *
     * @param last what was said last; empty when nothing is metered, or nothing was ever said
     * @param at   when that was, for people; empty when nothing was ever said
     * @since 1.3
     */
    public record Unknown(Map<String, ? extends MeteredLimit> last, String at) {
    }

    /**
     * @param parent to put it into
     * @param id     names the widget for tests and scripts
     * @param source the limiters to show, by key; asked at every update, must answer at once. Empty for none
     */
    public RateLimitIndicator(Composite parent, String id,
            Supplier<? extends Map<String, ? extends MeteredLimit>> source) {
        this(parent, id, source, Optional::empty);
    }

    /**
     * One whose limits are kept by somebody who cannot always be asked.
     *
     * @param unknown while it has something, the limits cannot be told: this is shown where there is no limiter; asked
     *                at every update, must answer at once
     * @since 1.3
     */
    public RateLimitIndicator(Composite parent, String id,
            Supplier<? extends Map<String, ? extends MeteredLimit>> source, Supplier<Optional<Unknown>> unknown) {
        super(parent, SWT.DOUBLE_BUFFERED | SWT.NO_FOCUS);
        this.source = source;
        this.doubt = unknown;
        setData(DataTable.WIDGET_KEY, id);
        timer = IndicatorTimer.of(getDisplay());
        timer.add(this);
        addListener(SWT.Dispose, e -> timer.remove(this));
        addListener(SWT.Paint, this::paint);
        addListener(SWT.MouseEnter, e -> point(true));
        addListener(SWT.MouseExit, e -> point(false));
        Palette.onChange(this, this::redraw);
        getAccessible().addAccessibleListener(picture.names());
        getAccessible().addAccessibleControlListener(picture.roles());
        getAccessible().addAccessibleValueListener(picture.values());
    }

    /**
     * @return what is shown: {@code 12/20 req/s Caution}, {@code Blocked 42 s Limited}, that there is no limit, or that
     *         nobody knows
     */
    public String text() {
        readOnce();
        return picture.text();
    }

    /** The level shown; {@link LimitLevel#NORMAL} when there is no limit. */
    public LimitLevel level() {
        readOnce();
        return picture.level();
    }

    /** The window shown, at the moment of the last update; empty when there is no limit. */
    public Optional<LimitReading> reading() {
        readOnce();
        return reading;
    }

    @Override
    public Point computeSize(int widthHint, int heightHint, boolean changed) {
        checkWidget();
        GC gc = new GC(this);
        try {
            Point size = picture.preferredSize(gc);
            return new Point(widthHint == SWT.DEFAULT ? size.x : widthHint,
                    heightHint == SWT.DEFAULT ? size.y : heightHint);
        } finally {
            gc.dispose();
        }
    }

    boolean isSeen() {
        return !isDisposed() && isVisible() && !getShell().getMinimized();
    }

    /** Reads the limiters, and asks to be painted when that changes the picture. */
    void refresh(LimitThresholds thresholds) {
        try {
            limiters = source.get();
            unknown = limiters.isEmpty() ? doubt.get() : Optional.empty();
            reading = tightest.choose(limiters, thresholds);
            failed = false;
        } catch (RuntimeException e) {
            // A limiter may close, and its bundle go, while it is read.
            limiters = Map.of();
            unknown = Optional.empty();
            reading = Optional.empty();
            if (!failed) {
                failed = true;
                ILog.of(RateLimitIndicator.class).error("A request limit could not be read: " + e, e);
            }
        }
        LimitLevel before = picture.level();
        boolean first = !read;
        read = true;
        if (picture.show(reading, limiters, unknown, thresholds, first)) {
            redraw();
        }
        if (picture.level() != before) {
            getAccessible().sendEvent(ACC.EVENT_NAME_CHANGED, null);
        }
        if (pointed && ++sinceTip >= TIP_UPDATES) {
            tell();
        }
    }

    private void readOnce() {
        if (!read) {
            refresh(LimitThresholds.current());
        }
    }

    private void paint(Event event) {
        readOnce();
        timer.wake();
        picture.paint(event.gc, this);
    }

    private void point(boolean now) {
        pointed = now;
        if (now) {
            readOnce();
            tell();
        }
    }

    /** A tooltip that changes flickers: it is told once a second, and only while it may be up. */
    private void tell() {
        sinceTip = 0;
        String tip = unknown.map(LimitWords::describe).orElseGet(() -> LimitWords.describe(limiters));
        if (!tip.equals(getToolTipText())) {
            setToolTipText(tip);
        }
    }
}
