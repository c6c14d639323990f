package org.jts.checks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;

/** What tests of rules assert. */
final class Expect {
    private Expect() {
    }

    /** Exactly one finding, which has all of these parts. */
    static void one(List<String> findings, String... parts) {
        assertEquals(1, findings.size(), () -> "expected one finding, found " + findings);
        assertTrue(Arrays.stream(parts).allMatch(findings.get(0)::contains),
            () -> "expected " + Arrays.toString(parts) + " in " + findings.get(0));
    }

    static void none(List<String> findings) {
        assertEquals(List.of(), findings);
    }
}
