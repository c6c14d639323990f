package org.jts.ui.limits.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class RingTest {
    private static final int LAST = Ring.SECONDS - 1;

    private final Ring ring = new Ring();
    private final short[] shares = new short[Ring.SECONDS];
    private final byte[] refused = new byte[Ring.SECONDS];

    @Test
    void theNewestSecondStandsLast() {
        ring.add(100, 300, 0);
        ring.add(101, 700, 0);
        assertEquals(2, ring.copy(101, shares, refused));
        assertEquals(700, shares[LAST]);
        assertEquals(300, shares[LAST - 1]);
        assertEquals(Ring.NONE, shares[LAST - 2]);
    }

    @Test
    void timeGoesOnWithoutValues() {
        ring.add(100, 300, 0);
        assertEquals(1, ring.copy(110, shares, refused));
        assertEquals(300, shares[LAST - 10]);
        assertEquals(Ring.NONE, shares[LAST]);
        assertEquals(0, ring.copy(100 + Ring.SECONDS, shares, refused));
    }

    @Test
    void aSamplerThatIsLateLeavesNoHoleAndAPauseDoes() {
        ring.add(-3, 100, 0);
        ring.add(-1, 200, 0);
        ring.add(2, 400, 0);
        assertEquals(4, fill(2));
        assertEquals(400, shares[LAST]);
        assertEquals(Ring.NONE, shares[LAST - 1]);
        assertEquals(Ring.NONE, shares[LAST - 2]);
        assertEquals(200, shares[LAST - 3]);
        assertEquals(200, shares[LAST - 4]);
        assertEquals(100, shares[LAST - 5]);
    }

    @Test
    void whatIsOlderThanTenMinutesIsGone() {
        for (int second = 0; second < 3 * Ring.SECONDS; second++) {
            ring.add(second, second % 1000, 0);
        }
        assertEquals(Ring.SECONDS, fill(3 * Ring.SECONDS - 1));
        assertEquals(2 * Ring.SECONDS % 1000, shares[0]);
        assertEquals((3 * Ring.SECONDS - 1) % 1000, shares[LAST]);
        ring.add(10 * Ring.SECONDS, 5, 0);
        assertEquals(1, fill(10 * Ring.SECONDS));
    }

    @Test
    void refusalsAreThoseOfTheSecond() {
        ring.add(1, 0, 7);
        ring.add(2, 0, 9);
        ring.add(3, 0, 9);
        ring.add(4, 0, 1);
        ring.add(5, 0, 2000);
        fill(5);
        assertEquals(0, refused[LAST - 4], "those before the first look are nobody's");
        assertEquals(2, refused[LAST - 3]);
        assertEquals(0, refused[LAST - 2]);
        assertEquals(0, refused[LAST - 1], "a limiter made anew counts from nought");
        assertEquals(Byte.MAX_VALUE, refused[LAST]);
    }

    @Test
    void oneSecondKeepsItsHighestValue() {
        ring.add(1, 500, 0);
        ring.add(1, 900, 1);
        ring.add(1, 100, 2);
        fill(1);
        assertEquals(900, shares[LAST]);
        assertEquals(2, refused[LAST]);
    }

    @Test
    void moreThanAllIsShownAsAll() {
        ring.add(1, 1400, 0);
        fill(1);
        assertEquals(Ring.WHOLE, shares[LAST]);
    }

    private int fill(long second) {
        return ring.copy(second, shares, refused);
    }
}
