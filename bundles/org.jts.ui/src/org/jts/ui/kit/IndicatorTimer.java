package org.jts.ui.kit;

import java.util.ArrayList;
import java.util.List;

import org.eclipse.swt.widgets.Display;

/**
 * The one timer of all indicators on a display. It runs while one of them can be seen, and stops by itself; the first
 * paint of one that is seen again starts it. It takes its turn with the views that refresh. UI thread only.
 */
final class IndicatorTimer {
    static final int INTERVAL_MILLIS = 100;

    private static final String KEY = IndicatorTimer.class.getName();

    private final Display display;
    private final List<RateLimitIndicator> indicators = new ArrayList<>();
    private final Runnable onDue = this::due;
    private final Runnable onTurn = this::turn;
    private boolean running;
    private long dueSince;

    private IndicatorTimer(Display display) {
        this.display = display;
    }

    static IndicatorTimer of(Display display) {
        if (!(display.getData(KEY) instanceof IndicatorTimer)) {
            display.setData(KEY, new IndicatorTimer(display));
        }
        return (IndicatorTimer) display.getData(KEY);
    }

    void add(RateLimitIndicator indicator) {
        indicators.add(indicator);
    }

    void remove(RateLimitIndicator indicator) {
        indicators.remove(indicator);
    }

    /** Runs from now on, for as long as an indicator is seen. */
    void wake() {
        if (!running) {
            running = true;
            display.timerExec(INTERVAL_MILLIS, onDue);
        }
    }

    boolean isRunning() {
        return running;
    }

    private void due() {
        dueSince = System.nanoTime();
        Turns.of(display).take(onTurn);
    }

    private void turn() {
        boolean seen = indicators.stream().anyMatch(RateLimitIndicator::isSeen);
        running = seen;
        try {
            // An update may end another indicator, and with it its place in the list.
            for (RateLimitIndicator indicator : List.copyOf(indicators)) {
                if (indicator.isSeen()) {
                    indicator.refresh(LimitThresholds.current());
                }
            }
        } finally {
            // What fails in one update must not stop the clock of all.
            if (seen) {
                long spent = (System.nanoTime() - dueSince) / 1_000_000;
                display.timerExec((int) Math.max(INTERVAL_MILLIS / 2, INTERVAL_MILLIS - spent), onDue);
            }
        }
    }
}
