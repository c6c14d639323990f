package org.jts.ui.brokers.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;

import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.junit.jupiter.api.Test;

class SettingCheckTest {

    @Test
    void aRequiredSettingWithoutDefaultMustNotBeLeftEmpty() {
        assertTrue(SettingCheck.problem(setting(Kind.TEXT, true, ""), " ").isPresent());
        assertEquals(Optional.empty(), SettingCheck.problem(setting(Kind.TEXT, true, "x"), ""));
        assertEquals(Optional.empty(), SettingCheck.problem(setting(Kind.TEXT, false, ""), ""));
    }

    @Test
    void aWholeNumberIsNeitherAFractionNorAWord() {
        Setting port = setting(Kind.INTEGER, false, "");
        assertEquals(Optional.empty(), SettingCheck.problem(port, "50051"));
        assertTrue(SettingCheck.problem(port, "50051.5").isPresent());
        assertTrue(SettingCheck.problem(port, "https").isPresent());
    }

    @Test
    void aNumberOutsideItsRangeIsToldWithTheRange() {
        Setting port = new Setting("port", "Port", "", Kind.INTEGER, true, false, "", Optional.of("1"),
                Optional.of("65535"), List.of());
        String problem = SettingCheck.problem(port, "70000").orElseThrow();
        assertTrue(problem.contains("65535") && problem.contains("70000"), problem);
        assertEquals(Optional.empty(), SettingCheck.problem(port, "65535"));
    }

    @Test
    void aRangeMayBeOpenAtOneEnd() {
        Setting atLeast = new Setting("n", "N", "", Kind.DECIMAL, true, false, "", Optional.of("0.5"), Optional.empty(),
                List.of());
        Setting atMost = new Setting("n", "N", "", Kind.DECIMAL, true, false, "", Optional.empty(), Optional.of("2"),
                List.of());
        assertTrue(SettingCheck.problem(atLeast, "0.4").isPresent());
        assertEquals(Optional.empty(), SettingCheck.problem(atLeast, "7"));
        assertTrue(SettingCheck.problem(atMost, "2.1").isPresent());
    }

    @Test
    void theLengthOfATextIsLimited() {
        Setting name = new Setting("name", "Name", "", Kind.TEXT, true, false, "", Optional.empty(), Optional.of("5"),
                List.of());
        assertEquals(Optional.empty(), SettingCheck.problem(name, "abcde"));
        assertTrue(SettingCheck.problem(name, "abcdef").isPresent());
    }

    @Test
    void aCommaWithinAValueIsKept() {
        List<String> items = List.of("${env:A},${env:B}", "50012345-01:name");
        String stored = SettingCheck.joined(items.stream());
        assertEquals("${env:A}\\,${env:B},50012345-01:name", stored);
        assertEquals(items, SettingCheck.items(stored));
        assertEquals(List.of(), SettingCheck.items(" , "));
    }

    @Test
    void aSecretIsAReferenceAndNeverRepeatedInTheMessage() {
        Setting secret = setting(Kind.SECRET, true, "");
        assertEquals(Optional.empty(), SettingCheck.problem(secret, "${env:KIS_APP_KEY}"));
        String problem = SettingCheck.problem(secret, "hunter2").orElseThrow();
        assertTrue(problem.contains("${env:") && !problem.contains("hunter2"), problem);
    }

    @Test
    void eachOfSeveralValuesIsChecked() {
        Setting many = new Setting("n", "N", "", Kind.INTEGER, true, true, "", Optional.empty(), Optional.of("9"),
                List.of());
        assertEquals(Optional.empty(), SettingCheck.problem(many, "1, 2,3"));
        assertTrue(SettingCheck.problem(many, "1, 20, 3").isPresent());
    }

    @Test
    void aChoiceIsOneOfThose() {
        Setting model = new Setting("m", "M", "", Kind.TEXT, true, false, "", Optional.empty(), Optional.empty(),
                List.of(new Choice("gbm", "Random walk")));
        assertEquals(Optional.empty(), SettingCheck.problem(model, "gbm"));
        assertTrue(SettingCheck.problem(model, "Random walk").isPresent());
    }

    @Test
    void anIdIsNarrowAndNotInUse() {
        assertEquals(Optional.empty(), SettingCheck.idProblem("kis-main", List.of("mock")));
        assertTrue(SettingCheck.idProblem("KIS", List.of()).isPresent());
        assertTrue(SettingCheck.idProblem("", List.of()).isPresent());
        assertTrue(SettingCheck.idProblem("mock", List.of("mock")).orElseThrow().contains("mock"));
    }

    private static Setting setting(Kind kind, boolean required, String defaultValue) {
        return new Setting("key", "Label", "", kind, required, false, defaultValue, Optional.empty(), Optional.empty(),
                List.of());
    }
}
