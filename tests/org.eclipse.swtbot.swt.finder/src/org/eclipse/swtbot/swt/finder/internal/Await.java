package org.eclipse.swtbot.swt.finder.internal;

import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/** Polling with a deadline. */
public final class Await {

    private static final long FIRST_PAUSE_MILLIS = 5;

    private Await() {
        // a collection of static methods
    }

    /**
     * Polls until {@code test} is true; the pauses grow from short to {@code longestPauseMillis}, so that what is
     * there at once costs no time.
     *
     * @return whether it became true in time; looked at once more when the time is over
     */
    public static boolean until(BooleanSupplier test, long timeoutMillis, long longestPauseMillis) {
        long deadline = System.nanoTime() + timeoutMillis * 1_000_000;
        long pause = Math.min(FIRST_PAUSE_MILLIS, longestPauseMillis);
        while (!test.getAsBoolean()) {
            long leftNanos = deadline - System.nanoTime();
            if (leftNanos <= 0) {
                return false;
            }
            SWTUtils.sleep(Math.max(1, Math.min(pause, leftNanos / 1_000_000 + 1)));
            pause = Math.min(2 * pause, longestPauseMillis);
        }
        return true;
    }

    /**
     * Polls until {@code source} gives something other than null.
     *
     * @param missing says what was expected and what was found, asked only after the time limit
     * @throws WidgetNotFoundException if nothing came within {@link SWTBotPreferences#TIMEOUT}
     */
    public static <T> T found(Supplier<T> source, Supplier<String> missing) {
        Object[] latest = new Object[1];
        boolean there = until(() -> (latest[0] = source.get()) != null, SWTBotPreferences.TIMEOUT,
                SWTBotPreferences.DEFAULT_POLL_DELAY);
        if (!there) {
            throw new WidgetNotFoundException(missing.get() + " (after " + SWTBotPreferences.TIMEOUT + " ms)");
        }
        @SuppressWarnings("unchecked") // put there by source
        T value = (T) latest[0];
        return value;
    }
}
