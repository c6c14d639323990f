package org.jts.kis.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

class UsSessionTest {

    @Test
    void theSessionMovesWithDaylightSaving() {
        assertEquals(Instant.parse("2026-03-06T14:30:00Z"), UsSession.open(LocalDate.of(2026, 3, 6)), "winter");
        assertEquals(Instant.parse("2026-03-09T13:30:00Z"), UsSession.open(LocalDate.of(2026, 3, 9)), "summer");
        assertTrue(UsSession.isOpen(Instant.parse("2026-07-15T13:30:00Z")));
        assertFalse(UsSession.isOpen(Instant.parse("2026-12-15T13:30:00Z")));
        assertFalse(UsSession.isOpen(Instant.parse("2026-12-15T21:00:00Z")), "the close is no part of it");
    }

    /** As the exchange published them for 2025, 2026 and 2027. */
    @Test
    void holidaysAreThoseOfTheExchange() {
        for (String day : List.of("2025-01-01", "2025-01-20", "2025-02-17", "2025-04-18", "2025-05-26", "2025-06-19",
                "2025-07-04", "2025-09-01", "2025-11-27", "2025-12-25", "2026-01-01", "2026-01-19", "2026-02-16",
                "2026-04-03", "2026-05-25", "2026-06-19", "2026-07-03", "2026-09-07", "2026-11-26", "2026-12-25",
                "2027-03-26", "2027-06-18", "2027-07-05", "2027-12-24")) {
            assertFalse(UsSession.isTradingDay(LocalDate.parse(day)), day);
        }
        assertTrue(UsSession.isTradingDay(LocalDate.of(2026, 11, 27)));
        assertTrue(UsSession.isTradingDay(LocalDate.of(2021, 12, 31)), "New Year on a Saturday is not made up for");
        long days = LocalDate.of(2026, 1, 1).datesUntil(LocalDate.of(2027, 1, 1)).filter(UsSession::isTradingDay)
                .count();
        assertEquals(251, days);
    }

    @Test
    void shortDaysEndAtOne() {
        assertEquals(Instant.parse("2026-11-27T18:00:00Z"), UsSession.close(LocalDate.of(2026, 11, 27)));
        assertEquals(Instant.parse("2026-12-24T18:00:00Z"), UsSession.close(LocalDate.of(2026, 12, 24)));
        assertEquals(Instant.parse("2026-11-25T21:00:00Z"), UsSession.close(LocalDate.of(2026, 11, 25)));
    }

    @Test
    void jsonIsReadAsItIsWritten() throws Exception {
        String text = KisJson.write(Map.of("a", List.of(Map.of("b", "c"), "d")));
        assertEquals(Map.of("a", List.of(Map.of("b", "c"), "d")), KisJson.readObject(text));
        assertEquals(Map.of("a", "", "b", "1.5"), KisJson.readObject("{\"a\":null,\"b\":1.5}"));
        for (String broken : List.of("", "[]", "{\"a\":", "{\"a\":[1", "{\"a\":1")) {
            Assertions.assertThrows(IOException.class, () -> KisJson.readObject(broken), broken);
        }
    }
}
