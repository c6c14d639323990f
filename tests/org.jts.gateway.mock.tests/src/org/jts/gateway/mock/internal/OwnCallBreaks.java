package org.jts.gateway.mock.internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;

/** Gateways that are wrong about orders in the broker's own words. */
final class OwnCallBreaks {

    private OwnCallBreaks() {
    }

    /** A gateway with other answers to calls. */
    private abstract static class Calling extends Tracked {

        Calling(MockHarness harness) {
            super(harness);
        }

        @Override
        public OrderOutcome call(ClientOrderId id, OrderCall call) {
            return answer(id, call, super.call(id, call));
        }

        abstract OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome);
    }

    /** A gateway that sends something else than it was given. */
    private abstract static class Rewriting extends Tracked {

        Rewriting(MockHarness harness) {
            super(harness);
        }

        @Override
        public OrderOutcome call(ClientOrderId id, OrderCall call) {
            return super.call(id, written(call));
        }

        abstract OrderCall written(OrderCall call);
    }

    private static OrderCall with(OrderCall call, Map<String, String> fields, boolean isCancel) {
        return new OrderCall(call.account(), call.name(), call.variant(), call.title(), fields, isCancel);
    }

    private static boolean isUnsupported(OrderOutcome outcome) {
        return outcome instanceof Rejected refusal && refusal.reason() == RejectReason.UNSUPPORTED;
    }

    static List<Break> all() {
        return List.of(
                Break.of("whoHasNoOwnCallsRefusesEveryOne", "has no own calls and says that the line is gone",
                        h -> new Tracked(h) {
                            @Override
                            public List<CallForm> callForms() {
                                return List.of();
                            }

                            @Override
                            public OrderOutcome call(ClientOrderId id, OrderCall call) {
                                return new NotSent("there is no line");
                            }
                        }),
                Break.of("callThatIsNotOfferedIsNotSent", "asks for a second try of what it does not offer",
                        h -> new Calling(h) {
                            @Override
                            OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                                return isUnsupported(outcome) && (call.name().startsWith("no-such")
                                        || !call.variant().isEmpty()) ? new NotSent("try again") : outcome;
                            }
                        }),
                Break.of("fieldThatACallDoesNotHaveIsNotSent", "leaves out what it does not know",
                        h -> new Rewriting(h) {
                            @Override
                            OrderCall written(OrderCall call) {
                                Map<String, String> known = new LinkedHashMap<>(call.fields());
                                known.remove("NO_SUCH_FIELD");
                                return with(call, known, call.isCancel());
                            }
                        }),
                Break.of("callWithoutAFieldThatItNeedsIsNotSent", "fills in what is missing",
                        h -> new Rewriting(h) {
                            @Override
                            OrderCall written(OrderCall call) {
                                Map<String, String> whole = new LinkedHashMap<>(call.fields());
                                if (call.name().equals("amount-order")) {
                                    whole.putIfAbsent("SYMBOL", "KRX:005930");
                                }
                                return with(call, whole, call.isCancel());
                            }
                        }),
                Break.of("whatCanPlaceSomethingIsNoCancel", "does not look at what it is told to be a cancel",
                        h -> new Rewriting(h) {
                            @Override
                            OrderCall written(OrderCall call) {
                                return with(call, call.fields(), call.name().equals("amount-order-cancel"));
                            }
                        }),
                Break.of("callGoesOutOnce", "calls twice to be sure", h -> new Calling(h) {
                    @Override
                    OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                        return outcome instanceof Accepted && !call.isCancel() ? whole.call(id, call) : outcome;
                    }
                }),
                Break.of("callWithALostAnswerIsUnknownAndSentOnce", "calls again what was not answered",
                        h -> new Calling(h) {
                            @Override
                            OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                                return outcome instanceof Unknown && !Thread.currentThread().isInterrupted()
                                        ? whole.call(id, call) : outcome;
                            }
                        }),
                Break.of("callToASilentBrokerIsUnknown", "takes silence for a line that is gone", h -> new Calling(h) {
                    @Override
                    OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                        return outcome instanceof Unknown && Thread.currentThread().isInterrupted()
                                ? new NotSent("the broker is silent") : outcome;
                    }
                }),
                Break.of("callThatTheBrokerRefusesIsRejected", "takes a refused call for silence",
                        h -> new Calling(h) {
                            @Override
                            OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                                return outcome instanceof Rejected && !isUnsupported(outcome)
                                        ? new Unknown("HTTP 500") : outcome;
                            }
                        }),
                Break.of("callThatTakesBackIsOfferedAsSuch", "does not say what only takes back", h -> new Tracked(h) {
                    @Override
                    public List<CallForm> callForms() throws BrokerException, InterruptedException {
                        return super.callForms().stream().map(f -> new CallForm(f.name(), f.variant(), f.title(),
                                f.fields(), Optional.empty())).toList();
                    }
                }),
                Break.of("callsTakePermitsOfTheirLane", "lets cancels wait behind orders", h -> new Rewriting(h) {
                    @Override
                    OrderCall written(OrderCall call) {
                        return call.name().equals("amount-order-cancel") ? with(call, call.fields(), false) : call;
                    }
                }),
                Break.of("withoutAPermitNoCallIsSent", "rejects a call that it cannot send", h -> new Calling(h) {
                    @Override
                    OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                        return outcome instanceof NotSent && connected
                                ? new Rejected(RejectReason.RATE_LIMIT, "", "too many requests") : outcome;
                    }
                }),
                Break.of("withoutAConnectionNoCallIsSent", "refuses calls when it is not connected",
                        h -> new Calling(h) {
                            @Override
                            OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                                return outcome instanceof NotSent && !connected
                                        ? new Rejected(RejectReason.OTHER, "", "there is no line") : outcome;
                            }
                        }),
                Break.of("whatIsSaidOfCallsHoldsNoSecret", "says how it signs in", h -> new Calling(h) {
                    @Override
                    OrderOutcome answer(ClientOrderId id, OrderCall call, OrderOutcome outcome) {
                        return outcome instanceof Rejected refusal ? new Rejected(refusal.reason(),
                                refusal.brokerCode(), refusal.text() + " key=" + MockHarness.SECRET) : outcome;
                    }
                }));
    }
}
