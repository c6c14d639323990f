package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;

/** Gateways that get mixed up when things happen at once. */
final class RaceBreaks {

    private RaceBreaks() {
    }

    static List<Break> all() {
        return List.of(
                Break.of("cancelOfAFilledOrderIsRefused", "accepts the cancel of a filled order", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome cancel(OrderRef order) {
                        OrderOutcome outcome = super.cancel(order);
                        return isClosed(outcome) && isFilled(h, order) ? new Accepted(order.brokerOrderId(), h.now())
                                : outcome;
                    }
                }),
                Break.of("modifyOfAFilledOrderIsRefused", "does not know what became of a late change",
                        h -> new Tracked(h) {
                            @Override
                            public OrderOutcome modify(OrderChange change) {
                                OrderOutcome outcome = super.modify(change);
                                return isClosed(outcome) ? new Unknown("no answer that fits") : outcome;
                            }
                        }),
                Break.of("cancelThatMeetsATradeEndsTheOrderOnce", "opens an order again after its cancel",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeOrders(AccountId account, OrderListener listener)
                                    throws BrokerException, InterruptedException {
                                return super.subscribeOrders(account, event -> {
                                    listener.onOrderEvent(event);
                                    if (ListBreaks.isCancelled(event)) {
                                        listener.onOrderEvent(new OrderEvent.Changed(event.order().withStatus(
                                                OrderStatus.ACCEPTED, event.order().updatedAt(), Optional.empty())));
                                    }
                                });
                            }
                        }),
                Break.of("twoCancelsAtOnceEndTheOrderOnce", "gives up both of two cancels", h -> new Tracked(h) {
                    private final Crowd crowd = new Crowd();

                    @Override
                    public OrderOutcome cancel(OrderRef order) {
                        crowd.enter();
                        OrderOutcome own = super.cancel(order);
                        return crowd.leave(h, !h.disturbed()) ? new Unknown("two requests at once") : own;
                    }
                }),
                Break.of("callsAtOnceGetTheirOwnAnswers", "gives the answer of another call", h -> new Tracked(h) {
                    private final Crowd crowd = new Crowd();
                    private volatile OrderOutcome last;

                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        crowd.enter();
                        OrderOutcome own = super.place(request);
                        boolean met = crowd.leave(h, connected && !h.disturbed());
                        OrderOutcome before = last;
                        last = own;
                        return met && before instanceof Accepted ? before : own;
                    }
                }));
    }

    private static boolean isClosed(OrderOutcome outcome) {
        return outcome instanceof Rejected refusal && refusal.reason() == RejectReason.ORDER_CLOSED;
    }

    static boolean isFilled(MockHarness h, OrderRef order) {
        try {
            return h.mock.executions(order.account(), Instant.EPOCH).stream()
                    .anyMatch(trade -> trade.brokerOrderId().equals(order.brokerOrderId()));
        } catch (BrokerException | InterruptedException e) {
            return false;
        }
    }

    /** Calls that are under way at once: each takes time of the harness, which passes when all have begun. */
    private static final class Crowd {
        private static final Duration LATENCY = Duration.ofMillis(50);
        private int inside;
        private boolean met;

        synchronized void enter() {
            met |= ++inside > 1;
        }

        /** @return whether another call was under way meanwhile; never when it does not matter */
        boolean leave(MockHarness harness, boolean matters) {
            if (matters) {
                linger(harness);
            }
            synchronized (this) {
                boolean hasMet = met;
                met &= --inside > 0;
                return hasMet && matters;
            }
        }

        private static void linger(MockHarness harness) {
            try {
                harness.time.sleep(LATENCY);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
