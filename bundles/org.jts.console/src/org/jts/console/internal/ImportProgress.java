package org.jts.console.internal;

import java.time.Duration;
import java.util.function.DoubleConsumer;
import java.util.function.IntConsumer;

import org.jts.api.time.TimeSource;

/** Tells of a long import every few seconds; of a short one nothing. For one thread. */
final class ImportProgress implements DoubleConsumer {

    static final Duration PERIOD = Duration.ofSeconds(2);

    private final TimeSource time;
    private final IntConsumer percent;
    private long told;

    /** @param percent told 1 to 99 */
    ImportProgress(TimeSource time, IntConsumer percent) {
        this.time = time;
        this.percent = percent;
        this.told = time.nanoTime();
    }

    /** @param share of the file that is read, 0 to 1 */
    @Override
    public void accept(double share) {
        int now = (int) (share * 100);
        if (now > 0 && now < 100 && time.nanoTime() - told >= PERIOD.toNanos()) {
            told = time.nanoTime();
            percent.accept(now);
        }
    }
}
