package org.jts.api.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAuditTrail;
import org.junit.jupiter.api.Test;

class AuditRecorderTest {

    private static final Optional<BrokerId> BROKER = Optional.of(new BrokerId("mock"));

    private final FakeTime time = new FakeTime();
    private final FakeAuditTrail trail = new FakeAuditTrail();
    private final AuditRecorder recorder = new AuditRecorder(time);

    private void record(String action) {
        recorder.record(Kind.ACT, BROKER, action, () -> Map.of("phase", "asked"));
    }

    @Test
    void recordsHaveTheTimeAndTheNameOfWhatIsDone() {
        recorder.attach(trail);
        assertTrue(recorder.isOn());
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-abc-1"))) {
            record("place");
        }
        AuditRecord kept = trail.records().getFirst();
        assertEquals(time.now(), kept.at());
        assertEquals(List.of(Kind.ACT, Optional.of("ticket-abc-1"), BROKER, "place", Map.of("phase", "asked")),
                List.of(kept.kind(), kept.correlation(), kept.broker(), kept.action(), kept.facts().get()));
    }

    @Test
    void withoutATrailNothingIsWrittenAndALateGoodbyeLeavesTheSuccessor() {
        record("early");
        assertFalse(recorder.isOn());
        FakeAuditTrail before = new FakeAuditTrail();
        recorder.attach(before);
        recorder.attach(trail);
        recorder.detach(before);
        record("place");
        recorder.detach(trail);
        record("late");
        assertEquals(List.of("place"), trail.records().stream().map(AuditRecord::action).toList());
        assertEquals(List.of(), before.records());
    }

    @Test
    void whatCannotBeWrittenDownIsDoneAllTheSame() {
        recorder.attach(trail);
        record("x".repeat(201)); // no record takes it
        record("place");
        assertEquals(List.of("place"), trail.records().stream().map(AuditRecord::action).toList());
    }
}
