package org.jts.concurrent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class BusyWaitTest {

    private static final Duration SHORT = Duration.ofNanos(200_000);
    private static final long MILLI = 1_000_000;

    private long now = 42;
    private int letGo;
    /** How long others keep the core each time that it is let go. */
    private long kept = 1_000;
    private final BusyWait.Cores cores = cores(2);
    private final BusyWait wait = new BusyWait(cores);

    private BusyWait.Cores cores(int count) {
        return new BusyWait.Cores(count, () -> now, () -> {
            letGo++;
            now += kept;
        });
    }

    /** @return how often it looked before it gave up */
    private int looks(BusyWait by) {
        int looks = 0;
        while (by.again()) {
            looks++;
        }
        return looks;
    }

    @Test
    void itSleepsUntilSomethingIsExpected() {
        assertFalse(wait.again());
        assertEquals(0, letGo, "without having touched the core");
    }

    @Test
    void itLooksForAsLongAsWasSaidAndLetsTheCoreGoEachTime() {
        wait.begin(SHORT);
        assertEquals(200, looks(wait));
        assertEquals(200, letGo);
        assertFalse(wait.again(), "until it is begun anew");
    }

    @Test
    void itCountsAnewWhenItIsBegunAgain() {
        wait.begin(SHORT);
        for (int i = 0; i < 150; i++) {
            assertTrue(wait.again());
        }
        wait.begin(SHORT);
        assertEquals(200, looks(wait));
    }

    @Test
    void itSleepsWhenWhatWasWaitedForHasCome() {
        wait.begin(SHORT);
        assertTrue(wait.again());
        wait.end();
        assertFalse(wait.again());
    }

    @Test
    void aClockThatTurnsOverIsNoEnd() {
        now = Long.MAX_VALUE - 100;
        BusyWait late = new BusyWait(cores(2));
        late.begin(SHORT);
        assertEquals(200, looks(late));
    }

    @Test
    void whereThereIsOneCoreItSleeps() {
        BusyWait alone = new BusyWait(cores(1));
        alone.begin(SHORT);
        assertFalse(alone.again());
        assertEquals(0, letGo, "the core was not let go");
    }

    /** A scheduler gives a core that was let go to who never sleeps for some milliseconds. */
    @Test
    void itLosesATenthOfTheTimeToBusyThreadsAndNoMore() {
        kept = 3 * MILLI;
        long start = now;
        long order = 400_000;
        long lost = 0;
        while (now - start < 10_000 * MILLI) {
            wait.begin(SHORT);
            long before = now;
            looks(wait);
            lost += now - before;
            now += order;
        }
        double share = lost / (double) (now - start);
        assertTrue(share > 0.08 && share < 0.11, "expected a tenth of the time, found " + share);
    }

    @Test
    void whoLosesNobodyWaitsAwakeForAWhileAndThenAgain() {
        kept = 21 * MILLI;
        wait.begin(SHORT);
        assertTrue(wait.again(), "it looks once more in any case");
        kept = 1_000;
        BusyWait other = new BusyWait(cores);
        other.begin(SHORT);
        assertFalse(other.again(), "nor does anybody else of the process");
        now += 99 * MILLI;
        other.begin(SHORT);
        assertFalse(other.again(), "until half of the most that may be lost is left");
        now += 2 * MILLI;
        other.begin(SHORT);
        assertTrue(other.again());
    }

    /** A whole process may stand still: for a collection, a debugger, a machine that is moved. */
    @Test
    void aLongStandstillCountsForNoMoreThanWhatMayBeLost() {
        kept = 3_600_000 * MILLI;
        wait.begin(SHORT);
        assertTrue(wait.again());
        kept = 1_000;
        now += 101 * MILLI;
        wait.begin(SHORT);
        assertTrue(wait.again());
    }

    @Test
    void shortWorkOfOthersIsNoLoss() {
        kept = 300_000;
        for (int i = 0; i < 1_000; i++) {
            wait.begin(SHORT);
            assertTrue(wait.again());
        }
    }

    @Test
    void onThisMachineItComesToItsEnd() {
        BusyWait real = new BusyWait();
        real.begin(SHORT);
        looks(real);
        assertFalse(real.again());
    }
}
