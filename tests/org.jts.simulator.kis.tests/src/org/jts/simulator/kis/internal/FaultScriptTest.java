package org.jts.simulator.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import org.jts.simulator.kis.KisSimulator;
import org.jts.simulator.kis.RateReport;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FaultScriptTest {

    private final FakeTime time = new FakeTime();

    @Test
    void faultsComeWhenTheScriptSays(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("faults"), """
                # a bad morning
                10 silent on
                20 slow 250     # milliseconds
                30 refuse
                30 duplicate
                30 mute
                30 drop-notices
                30 maintenance
                30 blank
                30 lose
                30 time-out
                30 ledger-busy
                30 revoke
                30 cut
                40 clear
                """);
        Main.Options options = Main.Options.of("--port", "0", "--paper", "--account", "50012345-01=1000", "--key", "k",
                "--secret", "s", "--hts-id", "me", "--seed", "7", "--per-second", "2", "--hours", "exchange",
                "--faults", file.toString());
        try (KisSimulator broker = options.builder().open(time)) {
            options.script().play(broker, time);
            time.advance(Duration.ofSeconds(10));
            assertTrue(broker.faults().isSilent());
            time.advance(Duration.ofSeconds(10));
            assertEquals(Duration.ofMillis(250), broker.faults().slowness());
            time.advance(Duration.ofSeconds(10));
            assertTrue(broker.faults().refusesOrders() && broker.faults().isMaintenance()
                    && broker.faults().duplicatesFrames() && broker.faults().mutesStreams()
                    && broker.faults().dropsNotices() && broker.faults().blanksOutput());
            assertTrue(broker.faults().takeLoss() && broker.faults().takeTimeOut() && broker.faults()
                    .takeLedgerBusy());
            time.advance(Duration.ofSeconds(10));
            assertFalse(broker.faults().isSilent() || broker.faults().isMaintenance());
        }
    }

    @Test
    void wrongLinesAreNamed() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new FaultScript(List.of("1 cut", "x cut")))
                .getMessage().contains("line 2"));
        assertThrows(IllegalArgumentException.class, () -> new FaultScript(List.of("1 explode")));
        assertThrows(IllegalArgumentException.class, () -> new FaultScript(List.of("1 silent perhaps")));
    }

    @Test
    void wrongOptionsSayWhatWasExpected() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> Main.Options.of("--colour", "red")).getMessage()
                .contains("--colour"));
        assertThrows(IllegalArgumentException.class, () -> Main.Options.of("--port", "many"));
        assertThrows(IllegalArgumentException.class, () -> Main.Options.of("--account", "1=2"));
        assertThrows(IllegalArgumentException.class,
                () -> KisSimulator.builder().account("1", BigDecimal.ONE).open(time));
    }

    @Test
    void theReportNamesTheWorstWindows() {
        assertEquals("9 requests, 8 metered, 1 refused; worst second 5, worst minute 6, worst hour 7",
                Main.report(new RateReport(9, 8, 1, 5, 6, 7)));
    }

    @Test
    void worstWindowsAreExact() {
        RateGauge gauge = new RateGauge(2);
        long second = 1_000_000_000L;
        for (int i = 0; i < 5_000; i++) {
            assertTrue(gauge.arrive(i * second / 2));
        }
        assertEquals(2, gauge.worst(0));
        assertEquals(120, gauge.worst(1));
        assertEquals(5_000, gauge.worst(2));
        assertEquals(0, gauge.refused());
    }
}
