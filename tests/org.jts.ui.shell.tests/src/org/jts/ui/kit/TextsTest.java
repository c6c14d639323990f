package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;

import org.jts.ui.internal.UiTexts;
import org.junit.jupiter.api.Test;

class TextsTest {

    @Test
    void eachLanguageHasItsOwnTexts() {
        assertEquals("Copy", Texts.of(UiTexts.class, Locale.ENGLISH).get("table.copy"));
        assertEquals("복사", Texts.of(UiTexts.class, Locale.KOREAN).get("table.copy"));
    }

    @Test
    void aLanguageWithoutTextsGetsEnglish() {
        assertEquals("Copy", Texts.of(UiTexts.class, Locale.FRENCH).get("table.copy"));
    }

    @Test
    void placesAreFilled() {
        assertEquals("2 of 3 brokers connected", Texts.of(UiTexts.class, Locale.ENGLISH)
                .format("status.brokers", 2, 3));
    }

    @Test
    void aMissingKeyIsNamed() {
        Texts texts = Texts.of(UiTexts.class, Locale.ENGLISH);
        String message = assertThrows(IllegalArgumentException.class, () -> texts.get("no." + "such")).getMessage();
        assertTrue(message.contains("no.such"), message);
    }
}
