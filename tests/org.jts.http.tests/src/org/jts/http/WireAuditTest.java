package org.jts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.Correlation;
import org.jts.api.limit.Lane;
import org.jts.http.internal.WireAudit;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Every request and its answer are written down, under the name of what they belong to. */
class WireAuditTest {

    private final HttpBroker broker;
    private final FakeAuditTrail trail = new FakeAuditTrail();
    private final WireAudit audit = new WireAudit(trail, new FakeTime());
    private final MeteredHttp http = new MeteredHttp(new CountingLimiter(100, Duration.ofSeconds(1)),
            Duration.ofSeconds(5));

    WireAuditTest() throws Exception {
        broker = new HttpBroker();
    }

    @AfterEach
    void close() throws Exception {
        audit.close();
        http.close();
        broker.close();
    }

    @Test
    void aRequestIsWrittenDownWithItsAnswer() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(broker.uri("/ok?symbol=005930")).header("tr_id", "TTTC0802U")
                .POST(BodyPublishers.ofString("{\"qty\":\"10\"}")).build();
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-x-1"))) {
            assertEquals(200, http.send(Lane.ORDER, 1, Duration.ZERO, request, BodyHandlers.ofString()).statusCode());
        }
        assertEquals(1, trail.records().size());
        AuditRecord written = trail.records().getFirst();
        assertEquals(Optional.of("ticket-x-1"), written.correlation());
        assertEquals("POST /ok", written.action());
        Map<String, String> facts = written.facts().get();
        assertEquals("200", facts.get("status"), facts::toString);
        assertEquals("{\"qty\":\"10\"}", facts.get("request"), facts::toString);
        assertEquals("symbol=005930", facts.get("query"), facts::toString);
        assertEquals("TTTC0802U", facts.get("request.header.tr_id"), facts::toString);
        assertTrue(facts.containsKey("ms"), facts::toString);
        assertEquals(1, broker.requests(), "it went out once");
    }

    @Test
    void theAnswersTextIsCopiedAndReachesItsReaderWhole() throws Exception {
        HttpRequest request = HttpRequest.newBuilder(broker.uri("/ok")).build();
        String body = http.send(Lane.MARKET_DATA, 1, Duration.ZERO, request, BodyHandlers.ofString()).body();
        Map<String, String> facts = trail.records().getFirst().facts().get();
        assertEquals(body, facts.getOrDefault("answer", ""), facts::toString);
    }

    @Test
    void aRequestWithoutAnAnswerIsWrittenDownToo() {
        HttpRequest request = HttpRequest.newBuilder(broker.uri("/drop")).build();
        assertThrows(NoAnswerException.class,
                () -> http.send(Lane.ORDER, 1, Duration.ZERO, request, BodyHandlers.ofString()));
        Map<String, String> facts = trail.records().getFirst().facts().get();
        assertTrue(facts.get("failure").contains("IOException"), facts::toString);
        assertFalse(facts.containsKey("status"), facts::toString);
    }

    @Test
    void withoutATrailNothingIsWritten() throws Exception {
        audit.close();
        HttpRequest request = HttpRequest.newBuilder(broker.uri("/ok")).build();
        assertEquals(200, http.send(Lane.MARKET_DATA, 1, Duration.ZERO, request, BodyHandlers.ofString())
                .statusCode());
        assertEquals(0, trail.records().size());
    }
}
