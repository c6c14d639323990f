package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jts.tck.ContractReport;
import org.jts.tck.ContractReport.Line;
import org.jts.tck.ContractReport.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ContractReportTest {

    @Test
    void rulesAreListedByGroupWithTheirResult() {
        String text = ContractReport.markdown("MyGateway", List.of(
                new Line("Orders", "Cancel ends an open order", Result.FAILED, "expected | was\nnot"),
                new Line("Market", "Symbols are there and unique", Result.PASSED, ""),
                new Line("Faults", "Loss ends subscriptions", Result.SKIPPED, "the harness cannot cause it")));
        assertEquals("""
                # Gateway contract: MyGateway

                1 passed, 1 failed, 1 skipped

                | group | rule | result | detail |
                |---|---|---|---|
                | Faults | Loss ends subscriptions | skipped | the harness cannot cause it |
                | Market | Symbols are there and unique | passed |  |
                | Orders | Cancel ends an open order | failed | expected \\| was not |
                """, text);
    }

    @Test
    void reportIsWrittenWhereTheSystemPropertySays(@TempDir Path folder) throws Exception {
        String before = System.getProperty(ContractReport.FOLDER);
        System.setProperty(ContractReport.FOLDER, folder.resolve("reports").toString());
        try {
            ContractRun.of(MockHarness::new);
        } finally {
            if (before == null) {
                System.clearProperty(ContractReport.FOLDER);
            } else {
                System.setProperty(ContractReport.FOLDER, before);
            }
        }
        String text = Files.readString(folder.resolve("reports").resolve("Contract.md"));
        assertTrue(text.contains("0 failed"), text);
        assertTrue(text.contains("| Orders | Cancel ends an open order | passed |"), text);
        assertTrue(text.contains("| skipped | the gateway offers every timeframe |"), text);
    }
}
