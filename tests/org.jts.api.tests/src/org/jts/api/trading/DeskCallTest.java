package org.jts.api.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;
import org.junit.jupiter.api.Test;

class DeskCallTest {

    private static final Instant NOW = Instant.parse("2026-01-02T01:00:00Z");

    private static String reason(OrderOutcome outcome) {
        OrderCall call = new OrderCall(new AccountKey(new BrokerId("fake"), new AccountId("A-1")), "order-credit", "",
                "Credit order", Map.of(), false);
        return new DeskCall("c1", call, Optional.of(outcome), NOW, NOW).reason();
    }

    @Test
    void theBrokersCodeStandsOnceInWhyItWasNotTaken() {
        assertEquals("no [APBK0918]", reason(new OrderOutcome.Rejected(RejectReason.OTHER, "APBK0918", "no")));
        assertEquals("\"no [APBK0918]\".", reason(new OrderOutcome.Rejected(RejectReason.OTHER, "APBK0918",
                "\"no [APBK0918]\".")));
        assertEquals("no", reason(new OrderOutcome.Rejected(RejectReason.OTHER, "", "no")));
    }

    @Test
    void whatWasTakenNeedsNoReasonAndADoubtHasOne() {
        assertEquals("", reason(new OrderOutcome.Accepted(new BrokerOrderId("7"), NOW)));
        assertEquals("no line", reason(new OrderOutcome.NotSent("no line")));
        assertEquals("no answer", reason(new OrderOutcome.Unknown("no answer")));
    }
}
