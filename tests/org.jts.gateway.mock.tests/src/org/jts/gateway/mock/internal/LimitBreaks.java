package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.List;

import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitException;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;

/** Gateways that are careless with permits. */
final class LimitBreaks {

    private LimitBreaks() {
    }

    static List<Break> all() {
        return List.of(
                Break.of("everyRequestHoldsAPermit", "sends a request that nobody counted", h -> new Tracked(h) {
                    @Override
                    public void checkHealth() throws BrokerException, InterruptedException {
                        super.checkHealth();
                        h.mock.desk().arrive(Lane.ACCOUNT, 1);
                    }
                }),
                Break.of("everyPermitEndsWithItsRequest", "forgets to end the permit of a request",
                        h -> new Tracked(h) {
                            @Override
                            public void checkHealth() throws BrokerException, InterruptedException {
                                super.checkHealth();
                                keepPermit(h);
                                h.mock.desk().arrive(Lane.ACCOUNT, 1);
                            }
                        }),
                Break.of("withoutAPermitNothingIsSent", "rejects what it cannot send", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        OrderOutcome outcome = super.place(request);
                        return outcome instanceof NotSent && connected
                                ? new OrderOutcome.Rejected(RejectReason.RATE_LIMIT, "", "too many requests") : outcome;
                    }
                }));
    }

    @SuppressWarnings("resource") // that is what is wrong with it
    private static void keepPermit(MockHarness harness) {
        try {
            harness.limiter.acquire(Lane.ACCOUNT, 1, Duration.ZERO);
        } catch (LimitException e) {
            throw new AssertionError(e);
        }
    }
}
