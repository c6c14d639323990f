package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;

class ImportProgressTest {

    private final FakeTime time = new FakeTime();
    private final List<Integer> told = new ArrayList<>();
    private final ImportProgress progress = new ImportProgress(time, told::add);

    @Test
    void shortImportSaysNothing() {
        progress.accept(0.5);
        progress.accept(1);
        assertEquals(List.of(), told);
    }

    @Test
    void longImportTellsHowFarItIsNowAndThen() {
        for (int i = 1; i <= 100; i++) {
            time.advance(Duration.ofMillis(250));
            progress.accept(i / 100.0);
        }
        assertEquals(List.of(8, 16, 24, 32, 40, 48, 56, 64, 72, 80, 88, 96), told);
    }
}
