package org.jts.connection.internal.link;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;

import org.junit.jupiter.api.Test;

class BackOffTest {

    private static final BackOff BACK_OFF = new BackOff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2);

    @Test
    void waitsDoubleUntilTheLongest() {
        double middle = 0.5;
        assertEquals(Duration.ofSeconds(1), BACK_OFF.delay(1, middle));
        assertEquals(Duration.ofSeconds(2), BACK_OFF.delay(2, middle));
        assertEquals(Duration.ofSeconds(16), BACK_OFF.delay(5, middle));
        assertEquals(Duration.ofSeconds(30), BACK_OFF.delay(6, middle));
        assertEquals(Duration.ofSeconds(30), BACK_OFF.delay(10_000, middle));
    }

    @Test
    void waitsAreSpreadToBothSidesAndNeverLongerThanTheLongest() {
        assertEquals(Duration.ofMillis(800), BACK_OFF.delay(1, 0));
        assertTrue(BACK_OFF.delay(1, 0.999).compareTo(Duration.ofMillis(1199)) > 0);
        assertEquals(Duration.ofSeconds(24), BACK_OFF.delay(8, 0));
        assertEquals(Duration.ofSeconds(30), BACK_OFF.delay(8, 0.999));
    }
}
