package org.jts.ui.kit;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;

/**
 * Coalesces requests to repaint. However often and from whatever threads {@link #request} is called, the painting runs
 * on the UI thread, at most once per interval, never after the control is disposed, and not while nobody can see the
 * control: then it runs once when the control is shown again. Of all refreshers of a display only one runs at a time,
 * and between two of them the screen is painted and whatever else was posted is answered; where all cannot keep their
 * intervals, each runs less often.
 *
 * @since 1.0
 */
public final class Refresher {
    /** How soon a view that was hidden catches up after it is shown. */
    private static final int HIDDEN_POLL_MILLIS = 100;

    private final Control control;
    private final Display display;
    private final long intervalNanos;
    private final Runnable paint;
    private final AtomicBoolean pending = new AtomicBoolean();
    private final Runnable onDue = this::due;
    private final Runnable onTurn = this::turn;
    private long lastRun;

    /**
     * @param control     whose life and visibility count
     * @param minInterval least time between the starts of two runs
     * @param paint       reads memory and paints; runs on the UI thread
     */
    public Refresher(Control control, Duration minInterval, Runnable paint) {
        this.control = control;
        this.display = control.getDisplay();
        this.intervalNanos = minInterval.toNanos();
        this.paint = paint;
        this.lastRun = System.nanoTime() - intervalNanos;
    }

    /** Asks for one more run. Any thread; returns at once. */
    public void request() {
        if (!pending.compareAndSet(false, true)) {
            return;
        }
        try {
            display.asyncExec(onDue);
        } catch (SWTException e) {
            if (!display.isDisposed()) {
                throw e;
            }
        }
    }

    private void due() {
        if (control.isDisposed()) {
            return;
        }
        long waitNanos = lastRun + intervalNanos - System.nanoTime();
        if (waitNanos > 0) {
            display.timerExec((int) ((waitNanos + 999_999) / 1_000_000), onDue);
        } else if (!control.isVisible()) {
            display.timerExec(HIDDEN_POLL_MILLIS, onDue);
        } else {
            Turns.of(display).take(onTurn);
        }
    }

    /** Others may have had their turns in between, and closed or covered the view. */
    private void turn() {
        if (control.isDisposed()) {
            return;
        }
        if (control.isVisible()) {
            run();
        } else {
            display.timerExec(HIDDEN_POLL_MILLIS, onDue);
        }
    }

    private void run() {
        lastRun = System.nanoTime();
        // Before painting: a change that comes while painting is painted by the next run.
        pending.set(false);
        try {
            paint.run();
        } catch (RuntimeException e) {
            ILog.of(Refresher.class).error("A view could not be painted: " + e, e);
        }
    }
}
