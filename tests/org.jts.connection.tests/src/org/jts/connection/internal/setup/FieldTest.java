package org.jts.connection.internal.setup;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Optional;

import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;
import org.jts.connection.internal.setup.Field.Misfit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.service.metatype.AttributeDefinition;

class FieldTest {

    private static final Field PORT = field(Kind.INTEGER, AttributeDefinition.INTEGER, 0, "1", "65535");
    private static final Field SECRET = field(Kind.SECRET, AttributeDefinition.PASSWORD, 0, null, null);

    @Test
    void numberOutOfRangeSaysWhatWasExpectedAndWhatWasFound() {
        assertEquals("expected 1 to 65535, was 70000", misfit(PORT, "70000"));
        assertEquals("expected 1 to 65535, was 0", misfit(PORT, "0"));
        assertEquals("expected a whole number, 1 to 65535, was http", misfit(PORT, "http"));
        assertEquals("expected a whole number, 1 to 65535, was 99999999999", misfit(PORT, "99999999999"));
    }

    @Test
    void halfOpenRangesAreSpokenOfAsSuch() {
        assertEquals("expected at least 3, was 2",
                misfit(field(Kind.INTEGER, AttributeDefinition.LONG, 0, "3", null), "2"));
        assertEquals("expected at most 3 characters, was 4",
                misfit(field(Kind.TEXT, AttributeDefinition.STRING, 0, null, "3"), "four"));
    }

    @ParameterizedTest
    @CsvSource({"1,1", "2,100", "3,7", "4,7", "5,x", "6,7", "7,0.5", "8,0.5", "9,12345678901234567890", "10,1.10",
        "11,true"})
    void eachTypeTakesItsText(int type, String text) throws Misfit {
        Kind kind = switch (type) {
            case 2, 3, 4, 6, 9 -> Kind.INTEGER;
            case 7, 8, 10 -> Kind.DECIMAL;
            case 11 -> Kind.BOOLEAN;
            default -> Kind.TEXT;
        };
        assertEquals(text, String.valueOf(field(kind, type, 0, null, null).value(text)));
    }

    @ParameterizedTest
    @CsvSource({"2,1.5", "3,x", "4,70000", "6,300", "7,NaN", "7,Infinity", "8,x", "9,1.5", "10,x", "11,yes", "5,xy"})
    void eachTypeRefusesWhatIsNone(int type, String text) {
        assertThrows(Misfit.class, () -> field(Kind.TEXT, type, 0, null, null).value(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"${env:KIS_APP_KEY}", "${secure:kis/main}"})
    void secretIsAReference(String reference) throws Misfit {
        assertEquals(reference, SECRET.value(reference));
    }

    @ParameterizedTest
    @ValueSource(strings = {"hunter2", "${env:}", "${file:/etc/passwd}", "x${env:KEY}", "${env:A}${env:B}",
        "${env:A B}"})
    void plainSecretIsRefusedAndNotRepeated(String secret) {
        String message = misfit(SECRET, secret);
        assertFalse(message.contains(secret), message);
    }

    @Test
    void onlyChoicesAreTaken() throws Misfit {
        Field field = new Field(new Setting("k", "K", "", Kind.TEXT, true, false, "", Optional.empty(),
                Optional.empty(), List.of(new Choice("paper", "Paper"), new Choice("live", "Live"))),
                AttributeDefinition.STRING, 0);
        assertEquals("live", field.value("live"));
        assertEquals("expected one of paper, live, was real", misfit(field, "real"));
    }

    @Test
    void listsAreSplitAtCommasAndJoinedAgain() throws Misfit {
        Field ports = multiple(AttributeDefinition.INTEGER, Kind.INTEGER, 2);
        assertArrayEquals(new Integer[] {1, 2}, (Object[]) ports.value("1, 2"));
        assertEquals("expected at most 2 values, was 3", misfit(ports, "1,2,3"));
        Field words = multiple(AttributeDefinition.STRING, Kind.TEXT, Integer.MIN_VALUE);
        assertEquals(List.of("a,b", "c"), words.value("a\\,b,c"));
        assertEquals("a\\,b,c", Field.join(List.of("a,b", "c")));
        assertEquals(List.of(), Field.split(" "));
    }

    private static String misfit(Field field, String text) {
        return assertThrows(Misfit.class, () -> field.value(text)).getMessage();
    }

    private static Field field(Kind kind, int type, int cardinality, String min, String max) {
        return new Field(new Setting("k", "K", "", kind, true, false, "", Optional.ofNullable(min),
                Optional.ofNullable(max), List.of()), type, cardinality);
    }

    private static Field multiple(int type, Kind kind, int cardinality) {
        return new Field(new Setting("k", "K", "", kind, true, true, "", Optional.empty(), Optional.empty(),
                List.of()), type, cardinality);
    }
}
