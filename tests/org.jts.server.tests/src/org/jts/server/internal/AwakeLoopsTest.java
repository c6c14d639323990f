package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;

import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.netty.channel.SelectStrategy;

@Timeout(60)
class AwakeLoopsTest {

    private static final Duration LONG = Duration.ofSeconds(5);

    private final AwakeLoops loops = new AwakeLoops();
    private final SelectStrategy strategy = loops.newSelectStrategy();

    @Test
    void aLoopWithoutOrdersSleeps() throws Exception {
        assertEquals(SelectStrategy.SELECT, strategy.calculateStrategy(() -> {
            throw new AssertionError("expected no look at the connections before it sleeps");
        }, false));
    }

    @Test
    void whatIsThereToDoIsDoneFirst() throws Exception {
        assertEquals(0, strategy.calculateStrategy(() -> 0, true));
        loops.current().begin(LONG);
        assertEquals(3, strategy.calculateStrategy(() -> 3, true));
    }

    @Test
    void aLoopThatExpectsAnAnswerLooksAgainAndReadsWhatComes() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Await.until("the machine has time", () -> {
            loops.current().begin(LONG);
            return look(0) == SelectStrategy.CONTINUE;
        });
        Await.until("it sees what comes", () -> {
            loops.current().begin(LONG);
            return look(2) == 2;
        });
    }

    private int look(int ready) {
        try {
            return strategy.calculateStrategy(() -> ready, false);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void itSleepsWhenNothingComes() throws Exception {
        loops.current().begin(Duration.ofNanos(200_000));
        Await.until("it sleeps", () -> look(0) == SelectStrategy.SELECT);
    }

    @Test
    void eachLoopHasItsOwn() throws Exception {
        assertSame(loops.current(), loops.current());
        loops.current().begin(LONG);
        int[] other = {0};
        Thread loop = Thread.ofPlatform().start(() -> other[0] = look(0));
        loop.join();
        assertEquals(SelectStrategy.SELECT, other[0]);
    }
}
