package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.testkit.FakeAuditTrail;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What was asked of the desk, and what came of it, stands in the audit trail; refusals too. */
class AuditedDeskTest {

    private final DeskFixture fixture = new DeskFixture();
    private final FakeAuditTrail trail = new FakeAuditTrail();
    private final AuditedDesk desk = new AuditedDesk(fixture.desk, fixture.time);

    @BeforeEach
    void attach() {
        desk.setTrail(trail);
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void anOrderIsFollowedFromWhoAskedForIt() {
        try (Correlation.Scope scope = Correlation.resume(Optional.of("ticket-x-1"))) {
            desk.place(DeskFixture.limitBuy(1, 71_900));
        }
        assertEquals(List.of("place", "place"), trail.records().stream().map(AuditRecord::action).toList());
        assertTrue(trail.records().stream().allMatch(r -> r.correlation().equals(Optional.of("ticket-x-1"))));
        assertEquals("71900", facts(0).get("limit"));
        assertEquals(fixture.only().key(), facts(1).get("order"));
        assertEquals("accepted", facts(1).get("outcome"));
    }

    @Test
    void aRefusalByALimitSaysWhichLimitItsValueAndTheOrders() {
        fixture.setLimits(Map.of("max.quantity", "5"));
        desk.place(DeskFixture.limitBuy(6, 71_900));
        assertEquals("not sent", facts(1).get("outcome"));
        assertTrue(facts(1).get("text").contains("at most 5 in one order, found 6"), facts(1)::toString);
    }

    @Test
    void unlockingStoppingAndResumingAreActsToo() {
        desk.unlock(DeskFixture.LIVE, "wrong-number-typed");
        assertEquals("stays locked", facts(1).get("outcome"));
        assertFalse(trail.records().stream().anyMatch(r -> r.facts().get().toString().contains("wrong-number-typed")));
        desk.unlock(DeskFixture.LIVE, "LIVE-001");
        assertEquals("unlocked", facts(3).get("outcome"));
        desk.place(DeskFixture.limitBuy(1, 71_900));
        String key = fixture.only().key();
        desk.stop("enough");
        assertEquals("enough", facts(6).get("why"));
        assertTrue(facts(7).containsKey(key), facts(7)::toString);
        desk.resume();
        desk.lock(DeskFixture.LIVE);
        desk.cancel("nothing");
        assertEquals(List.of("unlock", "unlock", "unlock", "unlock", "place", "place", "stop", "stop", "resume",
                "resume", "lock", "lock", "cancel", "cancel"), trail.records().stream().map(AuditRecord::action)
                        .toList());
        assertTrue(trail.records().stream().allMatch(r -> r.correlation().isPresent()));
    }

    @Test
    void aTrailThatFailsKeepsNobodyFromAnAnswer() {
        AuditTrail broken = (AuditTrail) Proxy.newProxyInstance(AuditTrail.class.getClassLoader(),
                new Class<?>[] {AuditTrail.class}, (self, method, arguments) -> {
                    throw new IllegalStateException("broken");
                });
        desk.setTrail(broken);
        assertInstanceOf(OrderOutcome.Accepted.class, desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        assertEquals(1, fixture.desk.orders().size());
    }

    private Map<String, String> facts(int index) {
        return trail.records().get(index).facts().get();
    }
}
