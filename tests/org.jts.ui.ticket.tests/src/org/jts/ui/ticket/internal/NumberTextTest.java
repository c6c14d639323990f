package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

import org.jts.ui.ticket.internal.NumberText.Mistake;
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
    void itIsToldWhatIsWrong() {
        for (String text : List.of("-3", "-0.5", "-.5", "-1,000", "−3")) {
            assertEquals(Optional.of(Mistake.BELOW_ZERO), NumberText.mistake(text), text);
        }
        for (String text : List.of("1e30", "-", ".", "abc", "1.2.3", "12x", "--3")) {
            assertEquals(Optional.of(Mistake.NOT_A_NUMBER), NumberText.mistake(text), text);
        }
        for (String text : List.of("9999999999999999", "0.1234567890123")) {
            assertEquals(Optional.of(Mistake.TOO_LONG), NumberText.mistake(text), text);
        }
    }

    @Test
    void nothingIsWrongWithANumberAndWithNothing() {
        for (String text : List.of("", "  ", "1,000", "0.25", "12.")) {
            assertEquals(Optional.empty(), NumberText.mistake(text), text);
        }
    }
}
