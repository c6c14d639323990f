package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about order limits and the audit trail, through a real Gogo session. */
class SafetyCommandsOSGiTest {

    private static final AccountKey ACCOUNT = new AccountKey(Samples.BROKER, Samples.ACCOUNT);

    @TempDir
    Path folder;

    private ConsoleFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void limitsAreShownWithWhereTheyComeFrom() {
        assertEquals(Console.OK, fixture.run("limits:set all band.percent=7").status());
        Result set = fixture.run("limits:set fake/FAKE-001 max.quantity=5");
        assertEquals(Console.OK, set.status(), set.err());
        assertEquals(Map.of("max.quantity", "5"), fixture.orderLimits.set(Optional.of(ACCOUNT)));
        List<String> lines = fixture.run("limits:show fake/FAKE-001").out().lines().toList();
        assertTrue(lines.get(1).matches("max.quantity +5 +account +Largest quantity. .*"), lines::toString);
        assertTrue(lines.get(2).matches("band.percent +7 +all +Price from .*"), lines::toString);
        Result reset = fixture.run("limits:reset fake/FAKE-001");
        assertTrue(reset.out().lines().toList().get(1).matches("max.quantity +1000 +default .*"), reset.out());
    }

    @Test
    void aWrongLimitOrAccountIsRefused() {
        Result wrong = fixture.run("limits:set fake/FAKE-001 max.quantity=many");
        assertEquals(Console.FAILED, wrong.status());
        assertTrue(wrong.err().contains("expected a number or off, found many"), wrong.err());
        assertEquals(Console.USAGE, fixture.run("limits:set fake/FAKE-001 5").status());
        Result nobody = fixture.run("limits:show NOBODY");
        assertTrue(nobody.err().contains("BROKER/ACCOUNT or all"), nobody.err());
    }

    @Test
    void theAuditTrailIsShownExportedAndAccountedFor() throws Exception {
        fixture.audit.record(new AuditRecord(Instant.parse("2026-11-21T00:00:00Z"), Kind.WIRE, Optional.of("c-1"),
                Optional.of(Samples.BROKER), "POST /order", () -> Map.of("status", "200")));
        Result shown = fixture.run("audit:show --from 2026-11-20 --to 2026-11-21T12:00 --order K1");
        assertEquals(Console.OK, shown.status(), shown.err());
        assertTrue(shown.out().contains("POST /order") && shown.out().contains("status=200"), shown.out());
        AuditQuery query = fixture.audit.queries().getFirst();
        assertEquals(Optional.of("K1"), query.order());
        assertTrue(query.from().orElseThrow().isBefore(query.to().orElseThrow()));
        assertEquals("{\"action\":\"POST /order\"}", fixture.run("audit:show --json").out().strip());
        Path file = folder.resolve("audit.jsonl");
        Result exported = fixture.run("audit:export '" + file + "'");
        assertTrue(exported.out().contains("1 records written"), exported.out() + exported.err());
        assertEquals(1, Files.readAllLines(file).size());
        assertTrue(fixture.run("audit:status").out().contains("2"));
        assertEquals(Console.USAGE, fixture.run("audit:show --from soon").status());
    }
}
