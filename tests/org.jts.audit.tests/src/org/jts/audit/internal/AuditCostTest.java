package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.Test;

/** What a record costs whoever makes it, an order for example: six of them go out with one. */
class AuditCostTest {

    private static final int WARM_UP = 5_000;
    private static final int RECORDS = 10_000;
    /** Generous: a machine that builds beside has its own ideas. */
    private static final long MOST_MEDIAN_NANOS = Duration.ofMillis(1).toNanos();

    @Test
    void aRecordCostsItsMakerNextToNothing() throws Exception {
        FakeTime time = new FakeTime();
        AuditConfig config = (AuditConfig) Proxy.newProxyInstance(AuditConfig.class.getClassLoader(),
                new Class<?>[] {AuditConfig.class}, (self, method, arguments) -> method.getDefaultValue());
        try (FakeDataFolder data = new FakeDataFolder()) {
            AuditTrailImpl trail = new AuditTrailImpl(config, data, time, new FakeEventLog(time));
            long[] nanos = new long[RECORDS];
            for (int i = -WARM_UP; i < RECORDS; i++) {
                long start = System.nanoTime();
                trail.record(entry(time, i));
                if (i >= 0) {
                    nanos[i] = System.nanoTime() - start;
                }
            }
            Arrays.sort(nanos);
            System.out.printf("{\"name\":\"audit.record.p50\",\"unit\":\"us\",\"value\":%.2f}%n",
                    nanos[RECORDS / 2] / 1e3);
            System.out.printf("{\"name\":\"audit.record.p99\",\"unit\":\"us\",\"value\":%.2f}%n",
                    nanos[RECORDS * 99 / 100] / 1e3);
            trail.close();
            assertEquals(0, trail.status().lost(), "all of them fit");
            assertTrue(nanos[RECORDS / 2] < MOST_MEDIAN_NANOS, () -> nanos[RECORDS / 2] + " ns");
        }
    }

    private static AuditRecord entry(FakeTime time, int number) {
        return new AuditRecord(time.now(), Kind.CALL, Optional.of("window-x-1"), Optional.of(new BrokerId("mock")),
                "place", () -> {
                    Map<String, String> facts = new LinkedHashMap<>();
                    facts.put("order", "K" + number);
                    facts.put("account", "MOCK-001");
                    facts.put("symbol", "KRX:005930");
                    facts.put("quantity", "10");
                    return facts;
                });
    }
}
