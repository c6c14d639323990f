package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.List;
import java.util.Locale;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.junit.jupiter.api.Test;

class ProfileFileTest {

    private static final String GOOD = """
            # a comment
            name = 한국투자증권
            source = notice of 2026-04-20
            source = requirements
            date = 2026-04-20

            windows = 18/1s, 1000/1m
            """;

    @Test
    void aFileIsAProfile() throws Exception {
        assertEquals(LimitProfile.of("kis.real", "한국투자증권", "notice of 2026-04-20; requirements (2026-04-20)",
                List.of(RateWindow.of(18, Duration.ofSeconds(1)), RateWindow.of(1000, Duration.ofMinutes(1)))),
                ProfileFile.parse("kis.real", GOOD));
        LimitProfile all = ProfileFile.parse("kis.real",
                GOOD + "reserved = 20 %\nmax.waiting=5\nanswer.limit=10s\nlost.grace=1s");
        assertEquals(0.2, all.reservedShare());
        assertEquals(5, all.maxWaiting());
        assertEquals(Duration.ofSeconds(10), all.answerLimit());
        assertEquals(Duration.ofSeconds(1), all.lostGrace());
    }

    @Test
    void itIsCalledAsInTheLanguageOfTheProcess() throws Exception {
        String both = GOOD.replace("name = 한국투자증권", "name = KIS\nname.ko = 한국투자증권");
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.KOREA);
            assertEquals("한국투자증권", ProfileFile.parse("kis.real", both).name());
            Locale.setDefault(Locale.US);
            assertEquals("KIS", ProfileFile.parse("kis.real", both).name());
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aWrongLineIsNamedWithWhatWasExpectedAndFound() {
        assertWrong("line 8: expected \"key = value\", found \"windows\"", GOOD + "windows");
        assertWrong("line 8: expected \"key = value\", found \"reserved =\"", GOOD + "reserved =");
        assertWrong("line 8: expected \"windows\" once, found it again", GOOD + "windows = 1/1s");
        assertWrong("line 8: expected one of the keys name, source, date, windows, reserved, max.waiting, "
                + "answer.limit, "
                + "lost.grace, found \"window\"", GOOD + "window = 1/1s");
        assertWrong("line 7: windows: expected a window such as 18/1s or 100/10s[order], found \"18 a second\"",
                GOOD.replace("18/1s", "18 a second"));
        assertWrong("line 5: date: expected a day, month or year such as 2026-04-20, found \"20.4.2026\"",
                GOOD.replace("date = 2026-04-20", "date = 20.4.2026"));
        assertWrong("line 7: expected a line \"name = …\", found none", GOOD.replace("name =", "# name ="));
        assertWrong("line 1: expected a line \"source = …\", found none", "");
    }

    @Test
    void theNameOfTheFileHasToBeAnId() {
        String message = assertThrows(ProfileFile.FormatException.class, () -> ProfileFile.parse("KIS real", GOOD))
                .getMessage();
        assertEquals("line 1: limit profile id: expected 1 to 60 of a-z 0-9 . _ - starting with a letter or digit, "
                + "found \"KIS real\"", message);
    }

    private static void assertWrong(String expected, String content) {
        assertEquals(expected, assertThrows(ProfileFile.FormatException.class,
                () -> ProfileFile.parse("kis.real", content)).getMessage());
    }
}
