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
                    private final Meeting meeting = new Meeting();

                    @Override
                    public OrderOutcome cancel(OrderRef order) {
                        return !h.disturbed() && meeting.meets(Duration.ofMillis(200))
                                ? new Unknown("two requests at once")
                                : super.cancel(order);
                    }
                }),
                Break.of("callsAtOnceGetTheirOwnAnswers", "gives the answer of another call", h -> new Tracked(h) {
                    private final Meeting meeting = new Meeting();
                    private volatile OrderOutcome last;

                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        boolean met = connected && !h.disturbed() && meeting.meets(Duration.ofMillis(60));
                        OrderOutcome before = last;
                        OrderOutcome own = super.place(request);
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

    /** Where two calls meet that are made at once. */
    private static final class Meeting {
        /** After so many calls nobody waits any more: lists are made of many. */
        private static final int PATIENT = 6;
        private int inside;
        private int calls;
        private boolean met;

        /** @return whether another call came within the time, in real time */
        synchronized boolean meets(Duration within) {
            inside++;
            try {
                if (inside > 1) {
                    met = true;
                    notifyAll();
                } else if (++calls <= PATIENT) {
                    wait(within.toMillis());
                }
                return met;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return met;
            } finally {
                inside--;
                met &= inside > 0;
            }
        }
    }
}
