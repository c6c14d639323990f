package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;

class NumberTextTest {
    @Test
    void numbersAreReadWithAndWithoutSeparators() {
        assertEquals(Optional.of(new BigDecimal("1234567")), NumberText.parse("1,234,567"));
        assertEquals(Optional.of(new BigDecimal("0.005")), NumberText.parse(" 0.005 "));
        assertEquals(Optional.of(new BigDecimal("12")), NumberText.parse("12."));
    }

    @Test
    void whatIsNoNumberIsNone() {
        for (String text : List.of("", " ", ".", ",", "-5", "1e9", "abc", "1.2.3", "9999999999999999")) {
            assertEquals(Optional.empty(), NumberText.parse(text), text);
        }
    }

    @Test
    void typingIsLetThroughWhileItCanStillBecomeANumber() {
        assertTrue(NumberText.isPrefix(""));
        assertTrue(NumberText.isPrefix("."));
        assertTrue(NumberText.isPrefix("1,00"));
        assertFalse(NumberText.isPrefix("1-"));
        assertFalse(NumberText.isPrefix("x"));
    }
}
