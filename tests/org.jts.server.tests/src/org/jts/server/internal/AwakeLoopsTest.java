package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.netty.channel.SelectStrategy;

@Timeout(60)
class AwakeLoopsTest {

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
        loops.current().begun();
        assertEquals(3, strategy.calculateStrategy(() -> 3, true));
    }

    @Test
    void aLoopThatExpectsAnAnswerLooksAgainAndReadsWhatComes() throws Exception {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Await.until("the machine has time", () -> {
            expectOne();
            return look(0) == SelectStrategy.CONTINUE;
        });
        Await.until("it sees what comes", () -> {
            expectOne();
            return look(2) == 2;
        });
    }

    private void expectOne() {
        loops.current().begun();
        loops.current().answered();
    }

    @Test
    void withSeveralOrdersUnderWayItSleepsBetweenThem() throws Exception {
        loops.current().begun();
        loops.current().begun();
        assertEquals(SelectStrategy.SELECT, look(0));
        loops.current().answered();
        assertEquals(SelectStrategy.SELECT, look(0));
    }

    @Test
    void afterTheLastAnswerItExpectsTheNextOrder() {
        assumeTrue(Runtime.getRuntime().availableProcessors() > 1, "with one core nobody stays awake");
        Await.until("the machine has time", () -> {
            loops.current().begun();
            loops.current().begun();
            loops.current().answered();
            loops.current().answered();
            return look(0) == SelectStrategy.CONTINUE;
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
        loops.current().begun();
        Await.until("it sleeps", () -> look(0) == SelectStrategy.SELECT);
    }

    @Test
    void eachLoopHasItsOwn() throws Exception {
        assertSame(loops.current(), loops.current());
        loops.current().begun();
        int[] other = {0};
        Thread loop = Thread.ofPlatform().start(() -> other[0] = look(0));
        loop.join();
        assertEquals(SelectStrategy.SELECT, other[0]);
    }
}
