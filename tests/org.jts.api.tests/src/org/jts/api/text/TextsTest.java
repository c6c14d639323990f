package org.jts.api.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.text.MessageFormat;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jts.api.gateway.ErrorCategory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TextsTest {

    private final Locale before = Locale.getDefault();
    private final Texts texts = Texts.of(TextsTest.class);

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void textsFollowTheLanguageOfTheProcess() {
        Locale.setDefault(Locale.KOREA);
        assertEquals("연결 끊김", texts.get("lost"));
        Locale.setDefault(Locale.US);
        assertEquals("connection lost", texts.get("lost"));
    }

    @Test
    void valuesTakeTheirPlaces() {
        Locale.setDefault(Locale.KOREA);
        assertEquals("3초 후 재시도: it's gone", texts.format("retry", 3, "it's gone"));
    }

    @Test
    void everyTextIsWhatAMessageFormatMakesOfIt() {
        Object[][] values = {{"a", "b"}, {1_234_567, new BigDecimal("0.5")}, {0.25, null}, {null, "{0}"},
            {new Date(0), Optional.of("b")}, {"it's", ErrorCategory.NETWORK}};
        for (Locale locale : List.of(Locale.KOREA, Locale.GERMANY)) {
            Locale.setDefault(locale);
            for (String key : List.of("turned", "quoted", "formatted", "beyond", "alone", "english", "retry")) {
                for (Object[] each : values) {
                    String expected;
                    try {
                        expected = new MessageFormat(texts.get(key), locale).format(each);
                    } catch (IllegalArgumentException e) {
                        assertThrows(IllegalArgumentException.class, () -> texts.format(key, each), key);
                        continue;
                    }
                    assertEquals(expected, texts.format(key, each), key);
                }
            }
        }
    }

    @Test
    void languageThatLacksATextOrIsUnknownSpeaksEnglish() {
        Locale.setDefault(Locale.KOREA);
        assertEquals("only English", texts.get("english"));
        Locale.setDefault(Locale.FRANCE);
        assertEquals("connection lost", texts.get("lost"));
    }

    @Test
    void missingTextIsToldWithItsKey() {
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> texts.get("nothing"));
        assertTrue(e.getMessage().contains("expected nothing in messages.properties of org.jts.api.text"),
                e.getMessage());
    }

    @Test
    void classWithoutTextsIsToldAtOnce() {
        assertThrows(IllegalStateException.class, () -> Texts.of(String.class));
    }
}
