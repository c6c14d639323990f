package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.time.Instant;

import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class BrokerClockTest {

    private static final Instant NOON = FakeTime.START;
    private static final Duration HOUR = Duration.ofHours(1);

    private final BrokerClock clock = new BrokerClock();

    @Test
    void ofAnOrderNobodyKnowsWhatItsNeighbourTellsHolds() {
        assertEquals(NOON, clock.at(NOON), "nothing is known");
        clock.listed(NOON, NOON.plusSeconds(2));
        // Then our clock was set back by an hour.
        Instant back = NOON.minus(HOUR).plusSeconds(60);
        clock.listed(back, back.plus(HOUR));
        clock.listed(back, back.plus(HOUR));
        assertEquals(back, clock.at(back), "one order may be dated oddly");
        clock.listed(back.plusSeconds(1), back.plusSeconds(1).plus(HOUR));
        assertEquals(NOON.plusSeconds(7), clock.at(NOON.plusSeconds(5)));
        assertEquals(back.plusSeconds(5).plus(HOUR), clock.at(back.plusSeconds(5)));
        assertEquals(back.minusSeconds(5).plus(HOUR), clock.at(back.minusSeconds(5)));
    }

    @Test
    void thatOurClockWasSetBackIsNoticed() {
        clock.look(NOON, 0);
        clock.look(NOON.plusSeconds(60), Duration.ofSeconds(61).toNanos());
        assertEquals(NOON, clock.at(NOON), "a little is nothing");
        Instant back = NOON.plusSeconds(62).minus(HOUR);
        clock.look(back, Duration.ofSeconds(63).toNanos());
        assertEquals(back.plus(HOUR), clock.at(back));
        clock.look(back.plus(HOUR), Duration.ofSeconds(64).toNanos());
        assertEquals(NOON.plusSeconds(62), clock.at(NOON.plusSeconds(62)), "ahead it may have slept");
    }

    @Test
    void whatWasLongBeforeTellsNothing() {
        clock.listed(NOON.minusSeconds(1), NOON.minusSeconds(1).plus(HOUR));
        clock.listed(NOON, NOON.plus(HOUR));
        assertEquals(NOON.plus(HOUR), clock.at(NOON));
        assertEquals(NOON.plus(HOUR), clock.at(NOON.plus(HOUR)));
    }
}
