package org.jts.gateway.grpc.internal;

import java.time.Duration;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;

/**
 * Looks for a server that was there until it is there again. One that is being started anew is back after seconds: who
 * gave up at the first refused connection would come back long after it, with the wait of the next attempt. The waits
 * between two looks grow with the time that has passed, up to a quarter of a second: so late a server is found at most.
 */
final class Search {

    /** A connection that is refused costs little. */
    static final Duration FIRST_WAIT = Duration.ofMillis(100);
    static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    private static final int SHARE = 10;

    /** One look. */
    interface Look<T> {

        /** @param within how long it may take */
        T look(Duration within) throws BrokerException, InterruptedException;
    }

    private final TimeSource time;
    private final Duration patience;
    private final Duration answer;

    /**
     * @param patience how long it goes on
     * @param answer   how long one look may take
     */
    Search(TimeSource time, Duration patience, Duration answer) {
        this.time = time;
        this.patience = patience;
        this.answer = answer;
    }

    /**
     * @param before done before each look but the first
     * @return what was found
     * @throws BrokerException why the last look was in vain; at once for another reason than that nobody is there
     */
    <T> T find(Look<T> look, Runnable before) throws BrokerException, InterruptedException {
        long start = time.nanoTime();
        while (true) {
            try {
                return look.look(answer);
            } catch (BrokerException e) {
                Duration passed = Duration.ofNanos(time.nanoTime() - start);
                if (e.category() != ErrorCategory.NETWORK || passed.plus(pause(passed)).compareTo(patience) > 0) {
                    throw e;
                }
                time.sleep(pause(passed));
            }
            before.run();
        }
    }

    private static Duration pause(Duration passed) {
        Duration share = passed.dividedBy(SHARE);
        return share.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT
                : share.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : share;
    }
}
