package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditRecord.Kind;
import org.jts.api.audit.AuditRecorder;
import org.jts.api.audit.AuditTrail;
import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.connection.internal.audit.AuditedGateway;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeAuditTrail;
import org.jts.testkit.FakeGateway;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;

/** What a gateway is asked and answers stands in the audit trail, under the name of the click. */
class AuditedGatewayTest {

    private final FakeTime time = new FakeTime();
    private final FakeAuditTrail trail = new FakeAuditTrail();
    private final AuditRecorder audit = new AuditRecorder(time);
    private final FakeGateway gateway = new FakeGateway(Samples.BROKER).with(Samples.paperAccount(Samples.ACCOUNT));
    private final AuditedGateway audited = new AuditedGateway(Samples.BROKER, gateway, audit);
    private final OrderRequest request = OrderRequest.market(new ClientOrderId("K1"), Samples.ACCOUNT, Samples.SAMSUNG,
            Side.BUY, Samples.dec(10));

    @Test
    void aTrailThatFailsKeepsNobodyFromAnAnswer() throws Exception {
        audit.attach((AuditTrail) Proxy.newProxyInstance(AuditTrail.class.getClassLoader(),
                new Class<?>[] {AuditTrail.class}, (self, method, arguments) -> {
                    throw new IllegalStateException("broken");
                }));
        gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B7"), time.now()));
        assertEquals(new BrokerOrderId("B7"), ((OrderOutcome.Accepted) audited.place(request)).brokerOrderId());
        assertEquals(1, audited.accounts().size());
    }

    @Test
    void anOrderIsWrittenBeforeItGoesOutAndWhenItIsAnswered() {
        audit.attach(trail);
        List<Integer> writtenBefore = new CopyOnWriteArrayList<>();
        gateway.onPlace(r -> {
            writtenBefore.add(trail.records().size());
            return new OrderOutcome.Accepted(new BrokerOrderId("B7"), time.now());
        });
        audited.place(request);
        assertEquals(List.of(1), writtenBefore);
        List<Map<String, String>> facts = facts();
        assertEquals("request", facts.get(0).get("phase"));
        assertEquals("10", facts.get(0).get("quantity"));
        assertEquals("answer", facts.get(1).get("phase"));
        assertEquals("K1", facts.get(1).get("order"));
        assertEquals("B7", facts.get(1).get("brokerOrder"));
        assertEquals(trail.records().get(0).correlation(), trail.records().get(1).correlation());
    }

    @Test
    void whatTheGatewayThrowsAndAnswersIsWritten() throws Exception {
        audit.attach(trail);
        assertThrows(BrokerException.class, () -> audited.quote(Samples.SAMSUNG));
        audited.accounts();
        audited.cancel(new OrderRef(Samples.ACCOUNT, Samples.SAMSUNG, new BrokerOrderId("B7"), Optional.empty()));
        List<Map<String, String>> facts = facts();
        assertTrue(facts.get(0).get("failure").contains("no quote prepared"), facts::toString);
        assertEquals("1", facts.get(1).get("count"), facts::toString);
        assertEquals("B7", facts.get(2).get("brokerOrder"), facts::toString);
        assertEquals(List.of("quote", "accounts", "cancel", "cancel"),
                trail.records().stream().map(AuditRecord::action).toList());
    }

    @Test
    void theNameOfTheClickGoesAlongToTheGatewaysThread() throws Exception {
        audit.attach(trail);
        try (CallGuard guard = new CallGuard(Samples.BROKER, time, 2, 2);
                Correlation.Scope scope = Correlation.resume(Optional.of("ticket-x-1"))) {
            guard.call(Lane.ORDER, Duration.ofSeconds(5), () -> audited.place(request));
        }
        assertTrue(trail.records().stream().allMatch(r -> r.correlation().equals(Optional.of("ticket-x-1"))
                && r.kind() == Kind.CALL), () -> trail.records().toString());
        assertEquals(2, trail.records().size());
    }

    @Test
    void whatTheBrokerSaidOnceIsWrittenOnceHoweverManyListen() throws Exception {
        List<OrderEvent> heard = new CopyOnWriteArrayList<>();
        audited.subscribeOrders(Samples.ACCOUNT, heard::add);
        audited.subscribeOrders(Samples.ACCOUNT, heard::add);
        audit.attach(trail);
        OrderEvent first = new OrderEvent.Changed(Order.pending(request, time.now()));
        gateway.send(first);
        gateway.send(new OrderEvent.Changed(first.order()));
        assertEquals(4, heard.size());
        assertEquals(List.of("order event", "order event"),
                trail.records().stream().map(AuditRecord::action).toList());
        OrderEvent last = heard.getLast();
        gateway.send(last);
        assertEquals(3, trail.records().size(), "it said that twice");
    }

    @Test
    void withoutATrailCallsGoThroughAllTheSame() throws Exception {
        audited.place(request);
        assertEquals(1, audited.accounts().size());
        audit.attach(trail);
        audit.detach(trail);
        audited.accounts();
        assertEquals(List.of(), trail.records());
    }

    private List<Map<String, String>> facts() {
        return trail.records().stream().map(r -> r.facts().get()).toList();
    }
}
