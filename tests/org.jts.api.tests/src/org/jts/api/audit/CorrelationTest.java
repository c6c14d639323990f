package org.jts.api.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;

import org.junit.jupiter.api.Test;

class CorrelationTest {

    @Test
    void whatIsBegunWithinAnotherGoesOnUnderItsName() {
        assertEquals(Optional.empty(), Correlation.current());
        try (Correlation.Scope outer = Correlation.open("console")) {
            Optional<String> name = Correlation.current();
            assertTrue(name.orElseThrow().startsWith("console-"), name::toString);
            try (Correlation.Scope inner = Correlation.open("desk")) {
                assertEquals(name, Correlation.current());
            }
            assertEquals(name, Correlation.current());
        }
        assertEquals(Optional.empty(), Correlation.current());
    }

    @Test
    void anotherThreadGoesOnWithItAndForgetsIt() throws Exception {
        Optional<String> name = Optional.of(Correlation.fresh("window"));
        String[] seen = new String[2];
        Thread worker = Thread.ofVirtual().start(() -> {
            try (Correlation.Scope scope = Correlation.resume(name)) {
                seen[0] = Correlation.current().orElse("none");
            }
            seen[1] = Correlation.current().orElse("none");
        });
        worker.join();
        assertEquals(name.orElseThrow(), seen[0]);
        assertEquals("none", seen[1]);
    }

    @Test
    void noTwoNamesAreAlikeAndAnOriginIsAWord() {
        assertNotEquals(Correlation.fresh("desk"), Correlation.fresh("desk"));
        assertThrows(IllegalArgumentException.class, () -> Correlation.fresh("The Desk"));
    }
}
