package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.store.StoreException;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded is found again, without secrets, bounded, in files that a person can read. */
class AuditTrailTest {

    private static final BrokerId BROKER = new BrokerId("mock");

    private final FakeTime time = new FakeTime();
    private final FakeEventLog events = new FakeEventLog(time);
    private final FakeDataFolder data = new FakeDataFolder();
    private AuditTrailImpl trail = trail(Map.of());

    private AuditTrailImpl trail(Map<String, Integer> settings) {
        AuditConfig config = (AuditConfig) Proxy.newProxyInstance(AuditConfig.class.getClassLoader(),
                new Class<?>[] {AuditConfig.class}, (self, method, arguments) -> settings.getOrDefault(
                        method.getName(), (Integer) method.getDefaultValue()));
        return new AuditTrailImpl(config, data, time, events);
    }

    @AfterEach
    void close() {
        trail.close();
        data.close();
    }

    private void record(Kind kind, String correlation, String action, String... facts) {
        Map<String, String> all = new HashMap<>();
        for (int i = 0; i < facts.length; i += 2) {
            all.put(facts[i], facts[i + 1]);
        }
        trail.record(new AuditRecord(time.now(), kind, Optional.of(correlation), Optional.of(BROKER), action,
                () -> all));
    }

    @Test
    void whatWasRecordedIsFoundAgainOldestFirst() throws Exception {
        record(Kind.ACT, "c-1", "place", "order", "K1");
        record(Kind.WIRE, "c-1", "POST /order", "status", "200");
        List<AuditLine> found = trail.find(AuditQuery.all(), 10);
        assertEquals(List.of("act", "wire"), found.stream().map(AuditLine::kind).toList());
        assertEquals(Map.of("status", "200"), found.get(1).facts());
        assertEquals(Optional.of("c-1"), found.get(1).correlation());
        assertEquals(Optional.of("mock"), found.get(1).broker());
        assertEquals(time.now(), found.get(1).at());
        assertEquals(List.of("wire"), trail.find(AuditQuery.all(), 1).stream().map(AuditLine::kind).toList());
        assertEquals(2, trail.status().kept());
        assertEquals(0, trail.status().lost());
        assertEquals(1, trail.status().files());
    }

    @Test
    void anOrderBringsAllThatFollowedFromIt() throws Exception {
        record(Kind.ACT, "c-1", "place", "order", "K1");
        record(Kind.WIRE, "c-1", "POST /order");
        record(Kind.CALL, "c-1", "place", "order", "K1", "brokerOrder", "B7");
        record(Kind.ACT, "c-2", "place", "order", "K2");
        record(Kind.EVENT, "c-3", "order", "brokerOrder", "B7");
        List<AuditLine> found = trail.find(new AuditQuery(Optional.empty(), Optional.empty(), Optional.of("K1")), 10);
        assertEquals(List.of("c-1", "c-1", "c-1", "c-3"),
                found.stream().map(l -> l.correlation().orElseThrow()).toList());
    }

    @Test
    void plantedSecretsAreInNoFile() throws Exception {
        String token = "eyJ0eXAi-planted-token-0001";
        trail.secret("planted-named-secret");
        record(Kind.WIRE, "c-1", "POST /oauth2/tokenP?appkey=planted-key-1&x=1", "authorization",
                "Bearer planted-bearer-1", "request", "{\"appkey\":\"planted-key-2\",\"appsecret\":\"planted-sec\"}",
                "answer", "{\"access_token\":\"" + token + "\",\"expires_in\":86400}", "note",
                "said planted-named-secret", "account", "50012345-01");
        assertEquals(1, trail.find(AuditQuery.all(), 10).size());
        String all = Files.readString(onlyFile());
        for (String secret : List.of("planted", token, "50012345")) {
            assertFalse(all.contains(secret), () -> secret + " in " + all);
        }
        assertTrue(all.contains("86400"), all);
    }

    @Test
    void filesEndWithTheirSizeAndDayAndTheOldestGo() throws Exception {
        trail.close();
        trail = trail(Map.of("file_mb", 1, "total_mb", 3));
        String large = "x".repeat(10_000);
        for (int i = 0; i < 500; i++) {
            record(Kind.CALL, "c", "read", "text", large, "i", String.valueOf(i));
        }
        List<AuditLine> found = trail.find(AuditQuery.all(), 1_000);
        assertTrue(trail.status().bytes() <= 3L * 1024 * 1024 + 20_000, trail.status()::toString);
        assertTrue(found.size() < 500 && found.size() > 150, () -> "found " + found.size());
        assertEquals("499", found.getLast().facts().get("i"));
        int before = trail.status().files();
        time.advance(Duration.ofDays(1));
        record(Kind.CALL, "c", "read", "i", "500");
        assertEquals(1, trail.find(new AuditQuery(Optional.of(time.now()), Optional.empty(), Optional.empty()), 10)
                .size());
        assertTrue(trail.status().files() >= before, trail.status()::toString);
        time.advance(Duration.ofDays(4_000));
        record(Kind.CALL, "c", "read", "i", "501");
        assertEquals(List.of("501"), trail.find(AuditQuery.all(), 10).stream().map(l -> l.facts().get("i")).toList());
    }

    @Test
    void aPartIsExportedToAFileThatIsNotThereYet() throws Exception {
        record(Kind.ACT, "c-1", "place", "order", "K1");
        time.advance(Duration.ofHours(1));
        record(Kind.ACT, "c-2", "place", "order", "K2");
        Path file = data.path().resolve("export.jsonl");
        assertEquals(1, trail.export(new AuditQuery(Optional.of(time.now()), Optional.empty(), Optional.empty()),
                file));
        assertTrue(Files.readString(file).contains("\"order\":\"K2\""));
        StoreException there = assertThrows(StoreException.class, () -> trail.export(AuditQuery.all(), file));
        assertTrue(there.getMessage().contains("does not exist yet"), there::getMessage);
    }

    @Test
    void aLineThatWasCutOffSpoilsNoOther() throws Exception {
        record(Kind.ACT, "c-1", "place", "order", "K1");
        trail.close();
        Files.writeString(onlyFile(), "{\"at\":\"2026-11-2", StandardOpenOption.APPEND);
        trail = trail(Map.of());
        record(Kind.ACT, "c-2", "place", "order", "K2");
        assertEquals(List.of("K1", "K2"), trail.find(AuditQuery.all(), 10).stream().map(l -> l.facts().get("order"))
                .toList());
    }

    @Test
    void factsThatCannotBeMadeEndNothing() throws Exception {
        trail.record(new AuditRecord(time.now(), Kind.CALL, Optional.empty(), Optional.empty(), "read", () -> {
            throw new IllegalStateException("broken");
        }));
        record(Kind.ACT, "c-2", "place", "order", "K2", "kind", "limit");
        List<AuditLine> found = trail.find(AuditQuery.all(), 10);
        assertTrue(found.get(0).facts().get("unreadable").contains("broken"), found::toString);
        assertEquals("limit", found.get(1).facts().get("kind_"), "a name of ours does not hide the trail's own");
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(data.path().resolve("audit"))) {
            return files.findFirst().orElseThrow();
        }
    }
}
