package org.jts.gateway.grpc.internal;

import java.net.ConnectException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;

/**
 * Looks for a server that was there until it is there again. One that is being started anew is back after seconds: who
 * gave up at the first refused connection would come back long after it, with the wait of the next attempt. The waits
 * between two looks grow with the time that has passed: up to a quarter of a second where nobody answers, so late a
 * server is found at most while it is looked for; up to a second where a server answers that has not got its broker
 * yet, or that does not let anybody in. Each is spread by a fifth, so that many who lost the same server do not come
 * all at once.
 */
final class Search {

    /** A connection that is refused costs little. */
    static final Duration FIRST_WAIT = Duration.ofMillis(100);
    static final Duration LONGEST_WAIT = Duration.ofMillis(250);
    static final Duration LONGEST_WAIT_WHERE_ANSWERED = Duration.ofSeconds(1);
    private static final int SHARE = 10;
    private static final double SPREAD = 0.2;

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
                Duration pause = pause(passed, isNobodyThere(e) ? LONGEST_WAIT : LONGEST_WAIT_WHERE_ANSWERED);
                if (e.category() != ErrorCategory.NETWORK || passed.plus(pause).compareTo(patience) > 0) {
                    throw e;
                }
                time.sleep(pause);
            }
            before.run();
        }
    }

    private static boolean isNobodyThere(Throwable failed) {
        return failed != null && (failed instanceof ConnectException || isNobodyThere(failed.getCause()));
    }

    private static Duration pause(Duration passed, Duration longest) {
        Duration share = passed.dividedBy(SHARE);
        Duration most = share.compareTo(FIRST_WAIT) < 0 ? FIRST_WAIT : share.compareTo(longest) > 0 ? longest : share;
        double part = 1 - SPREAD * ThreadLocalRandom.current().nextDouble();
        return Duration.ofNanos((long) (most.toNanos() * part));
    }
}
