package org.jts.gateway.mock.internal;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;

/** Gateways that make the wrong thing of a fault. */
final class FaultBreaks {

    private FaultBreaks() {
    }

    static List<Break> all() {
        List<Break> all = new ArrayList<>(losses());
        all.addAll(answers());
        all.addAll(silence());
        all.addAll(events());
        return all;
    }

    private static List<Break> losses() {
        return List.of(
                Break.of("refusedConnectionIsSaidAndCanBeTriedAgain", "hides a refused connection",
                        h -> new Tracked(h) {
                            @Override
                            public void connect(GatewayListener listener)
                                    throws BrokerException, InterruptedException {
                                try {
                                    super.connect(listener);
                                } catch (BrokerException e) {
                                    if (e.category() != ErrorCategory.NETWORK) {
                                        throw e;
                                    }
                                    supervisor = listener; // and hopes for the best
                                }
                            }
                        }),
                Break.of("lostConnectionIsReportedOnce", "reports a loss twice", h -> new Tracked(h) {
                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        super.connect(new GatewayListener() {
                            @Override
                            public void onConnectionLost(BrokerException reason) {
                                listener.onConnectionLost(reason);
                                listener.onConnectionLost(reason);
                            }

                            @Override
                            public void onNotice(String text) {
                                listener.onNotice(text);
                            }
                        });
                    }
                }),
                Break.of("afterALossEverythingFailsUntilSomebodyConnects", "shows old accounts after a loss",
                        h -> new Tracked(h) {
                            private List<Account> seen = List.of();

                            @Override
                            public void connect(GatewayListener listener)
                                    throws BrokerException, InterruptedException {
                                super.connect(listener);
                                seen = whole.accounts();
                            }

                            @Override
                            public List<Account> accounts() throws BrokerException, InterruptedException {
                                return lost && !connected ? seen : super.accounts();
                            }
                        }),
                Break.of("lossEndsSubscriptions", "subscribes again after a loss", h -> new Tracked(h) {
                    private final List<QuoteListener> kept = new ArrayList<>();

                    @Override
                    public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                            throws BrokerException, InterruptedException {
                        Subscription made = super.subscribeQuotes(symbols, listener);
                        kept.add(listener);
                        return made;
                    }

                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        super.connect(listener);
                        if (lost) {
                            for (QuoteListener old : kept) {
                                super.subscribeQuotes(Set.of(MockHarness.SAMSUNG), old);
                            }
                        }
                    }
                }),
                Break.of("lossEndsOrderSubscriptions", "listens to orders again after a loss", h -> new Tracked(h) {
                    private final List<OrderListener> kept = new ArrayList<>();

                    @Override
                    public Subscription subscribeOrders(AccountId account, OrderListener listener)
                            throws BrokerException, InterruptedException {
                        kept.add(listener);
                        return super.subscribeOrders(account, listener);
                    }

                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        super.connect(listener);
                        if (lost) {
                            for (OrderListener old : kept) {
                                super.subscribeOrders(MockHarness.MAIN, old);
                            }
                        }
                    }
                }),
                Break.of("tradesDuringALossAreFoundAfterIt", "knows the trades that it was told of",
                        h -> new Tracked(h) {
                            private final Set<Optional<ClientOrderId>> own = ConcurrentHashMap.newKeySet();

                            @Override
                            public OrderOutcome place(OrderRequest request) {
                                own.add(Optional.of(request.clientOrderId()));
                                return super.place(request);
                            }

                            @Override
                            public List<Execution> executions(AccountId account, Instant since)
                                    throws BrokerException, InterruptedException {
                                return super.executions(account, since).stream()
                                        .filter(e -> !lost || own.contains(e.clientOrderId())).toList();
                            }
                        }),
                Break.of("ordersOutliveALostConnection", "forgets open orders", h -> new Tracked(h) {
                    @Override
                    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
                        List<Order> open = super.openOrders(account);
                        return lost ? List.of() : open;
                    }
                }));
    }

    private static List<Break> answers() {
        return List.of(
                unknownAs("lostAnswerIsUnknownNeverRejected", "takes a lost answer for a refusal",
                        why -> why.contains("lost on the way"),
                        new Rejected(RejectReason.OTHER, "", "no answer from the broker")),
                unknownAs("silenceAfterSendingIsUnknownNeverRejected", "takes silence for a refusal",
                        why -> why.contains("gave up"),
                        new Rejected(RejectReason.OTHER, "", "no answer from the broker")),
                unknownAs("connectionLostUnderAnOrderIsUnknownNeverRejected", "takes a broken line for nothing sent",
                        why -> why.contains("broken by a test"), new OrderOutcome.NotSent("the line broke")),
                Break.of("answerThatCannotBeReadIsDataAndHarmsNothingElse", "calls an unreadable answer a fault",
                        h -> new Tracked(h) {
                            @Override
                            public List<Balance> balances(AccountId account)
                                    throws BrokerException, InterruptedException {
                                try {
                                    return super.balances(account);
                                } catch (BrokerException e) {
                                    throw e.category() == ErrorCategory.DATA
                                            ? new BrokerException(ErrorCategory.SYSTEM, e.getMessage()) : e;
                                }
                            }
                        }),
                unknownAs("orderWhoseAnswerCannotBeReadIsUnknown", "takes an unreadable answer for a refusal",
                        why -> why.contains("cannot be read"),
                        new Rejected(RejectReason.OTHER, "", "no answer that can be read")),
                Break.of("lostAnswerOfACancelIsUnknown", "takes a lost answer to a cancel for a refusal",
                        h -> new Tracked(h) {
                            @Override
                            public OrderOutcome cancel(OrderRef order) {
                                return refusedIfUnknown(super.cancel(order));
                            }
                        }),
                Break.of("lostAnswerOfAChangeIsUnknown", "takes a lost answer to a change for a refusal",
                        h -> new Tracked(h) {
                            @Override
                            public OrderOutcome modify(OrderChange change) {
                                return refusedIfUnknown(super.modify(change));
                            }
                        }),
                Break.of("orderWithALostAnswerIsFoundByItsClientOrderId", "hides orders without an answer",
                        h -> new Tracked(h) {
                            private final Set<ClientOrderId> hidden = ConcurrentHashMap.newKeySet();

                            @Override
                            public OrderOutcome place(OrderRequest request) {
                                OrderOutcome outcome = super.place(request);
                                if (outcome instanceof Unknown) {
                                    hidden.add(request.clientOrderId());
                                }
                                return outcome;
                            }

                            @Override
                            public List<Order> openOrders(AccountId account)
                                    throws BrokerException, InterruptedException {
                                return super.openOrders(account).stream()
                                        .filter(o -> !hidden.contains(o.clientOrderId().orElseThrow())).toList();
                            }
                        }),
                Break.of("brokersRefusalIsRejectedAndLeavesNothing", "takes a refusal for silence",
                        h -> new Tracked(h) {
                            @Override
                            public OrderOutcome place(OrderRequest request) {
                                OrderOutcome outcome = super.place(request);
                                return outcome instanceof Rejected refusal
                                        && Set.of("MOCK-429", "MOCK-REFUSED").contains(refusal.brokerCode())
                                                ? new Unknown(refusal.text()) : outcome;
                            }
                        }));
    }

    private static List<Break> silence() {
        return List.of(
                Break.of("interruptedReadEndsAtOnce", "goes on waiting when interrupted", h -> new Tracked(h) {
                    @Override
                    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
                        while (true) {
                            try {
                                return super.balances(account);
                            } catch (InterruptedException e) {
                                continue; // as one who never asks whether the answer is still wanted
                            }
                        }
                    }
                }),
                Break.of("silenceEndsWhenTheBrokerAnswersAgain", "is of no use after an interruption",
                        h -> new Tracked(h) {
                            private boolean spoilt;

                            @Override
                            public List<Account> accounts() throws BrokerException, InterruptedException {
                                try {
                                    return super.accounts();
                                } catch (InterruptedException e) {
                                    spoilt = true;
                                    throw e;
                                }
                            }

                            @Override
                            public List<Balance> balances(AccountId account)
                                    throws BrokerException, InterruptedException {
                                if (spoilt) {
                                    throw new BrokerException(ErrorCategory.SYSTEM, "the request queue is broken");
                                }
                                return super.balances(account);
                            }
                        }));
    }

    private static List<Break> events() {
        return List.of(
                Break.of("eventThatComesTwiceCarriesTheSameExecutionId", "numbers trades by their events",
                        h -> new Tracked(h) {
                            private final AtomicInteger number = new AtomicInteger();

                            @Override
                            public Subscription subscribeOrders(AccountId account, OrderListener listener)
                                    throws BrokerException, InterruptedException {
                                return super.subscribeOrders(account, event -> listener.onOrderEvent(renamed(event)));
                            }

                            private OrderEvent renamed(OrderEvent event) {
                                if (!(event instanceof OrderEvent.Filled filled)) {
                                    return event;
                                }
                                Execution e = filled.execution();
                                return new OrderEvent.Filled(filled.order(), OrderBreaks.with(e,
                                        new ExecutionId("E" + number.incrementAndGet()), e.commission(), e.tax()));
                            }
                        }),
                Break.of("tradeWhoseEventWasLostIsFoundByAsking", "knows trades by their events only",
                        h -> new Tracked(h) {
                            @Override
                            public List<Execution> executions(AccountId account, Instant since)
                                    throws BrokerException, InterruptedException {
                                List<Execution> all = super.executions(account, since);
                                return h.mock.faults().drop() > 0 ? List.of() : all;
                            }
                        }));
    }

    private static OrderOutcome refusedIfUnknown(OrderOutcome outcome) {
        return outcome instanceof Unknown ? new Rejected(RejectReason.OTHER, "", "no answer from the broker") : outcome;
    }

    private static Break unknownAs(String rule, String what, Predicate<String> which, OrderOutcome instead) {
        return Break.of(rule, what, h -> new Tracked(h) {
            @Override
            public OrderOutcome place(OrderRequest request) {
                OrderOutcome outcome = super.place(request);
                return outcome instanceof Unknown unknown && which.test(unknown.why()) ? instead : outcome;
            }
        });
    }
}
