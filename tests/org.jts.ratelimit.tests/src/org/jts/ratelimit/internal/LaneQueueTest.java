package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;

import org.jts.api.limit.Lane;
import org.junit.jupiter.api.Test;

class LaneQueueTest {

    private static final int ALL = 0b11111;

    private final LaneQueue queue = new LaneQueue();

    @Test
    void aLaneThatIsPassedOverOftenEnoughHasItsTurn() {
        queue.add(new Waiter(Lane.HISTORY, 1, 1_000));
        passOver(LaneQueue.TURN - 1);
        assertFalse(queue.isDue(Lane.HISTORY));
        passOver(1);
        assertTrue(queue.isDue(Lane.HISTORY));
        queue.granted(Lane.HISTORY, ALL);
        assertFalse(queue.isDue(Lane.HISTORY), "it has had it");
    }

    @Test
    void whoSharesNoRuleDoesNotPassOver() {
        queue.add(new Waiter(Lane.HISTORY, 1, 1_000));
        for (int i = 0; i < 2 * LaneQueue.TURN; i++) {
            queue.granted(Lane.ORDER, 1 << Lane.ORDER.ordinal() | 1 << Lane.CANCEL.ordinal());
        }
        assertFalse(queue.isDue(Lane.HISTORY));
    }

    @Test
    void whatThoseWhoGaveUpWerePassedOverForIsForgottenWithThem() {
        queue.add(new Waiter(Lane.HISTORY, 1, 1_000));
        queue.add(new Waiter(Lane.ACCOUNT, 1, 2_000));
        passOver(LaneQueue.TURN);
        queue.expire(1_000);
        assertEquals(Map.of(Lane.ACCOUNT, 1), queue.sizes());
        queue.add(new Waiter(Lane.HISTORY, 1, 9_000));
        assertFalse(queue.isDue(Lane.HISTORY), "the next one comes hours later and has not waited");
        assertTrue(queue.isDue(Lane.ACCOUNT), "somebody waits there still");
        queue.close();
        queue.add(new Waiter(Lane.ACCOUNT, 1, 9_000));
        assertFalse(queue.isDue(Lane.ACCOUNT));
    }

    private void passOver(int times) {
        for (int i = 0; i < times; i++) {
            queue.granted(Lane.ORDER, ALL);
        }
    }
}
