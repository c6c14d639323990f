package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderChange;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** Gateways that are wrong about accounts and orders. */
final class OrderBreaks {

    private OrderBreaks() {
    }

    static List<Break> all() {
        List<Break> all = new ArrayList<>(accounts());
        all.addAll(money());
        all.addAll(orderEvents());
        all.addAll(orderCalls());
        all.addAll(trades());
        all.addAll(refusals());
        return all;
    }

    private static List<Break> accounts() {
        return List.of(
                Break.of("accountsAreUniqueAndAtMostOneIsTheDefault", "has two defaults", h -> new Tracked(h) {
                    @Override
                    public List<Account> accounts() throws BrokerException, InterruptedException {
                        return super.accounts().stream()
                                .map(a -> new Account(a.id(), a.name(), a.type(), a.currency(), true)).toList();
                    }
                }),
                balances("balancesAreOnePerCurrencyTheHomeCurrencyFirst", "has two balances in one currency", all -> {
                    List<Balance> twice = new ArrayList<>(all);
                    twice.addAll(all);
                    return twice;
                }),
                Break.of("unknownAccountIsAValidationError", "has no positions in unknown accounts",
                        h -> new Tracked(h) {
                            @Override
                            public List<Position> positions(AccountId account)
                                    throws BrokerException, InterruptedException {
                                try {
                                    return super.positions(account);
                                } catch (BrokerException e) {
                                    if (e.category() == ErrorCategory.VALIDATION) {
                                        return List.of();
                                    }
                                    throw e;
                                }
                            }
                        }));
    }

    private static List<Break> money() {
        return List.of(
                Break.of("purchaseMovesCashAndHoldingsByExactlyItsExecutions",
                        "tells the commission of a purchase with its sale", CommissionLate::new),
                Break.of("saleMovesCashAndHoldingsByExactlyItsExecutions", "forgets the tax of sales",
                        h -> executions(h, e -> with(e, e.id(), e.commission(), BigDecimal.ZERO))),
                balances("equityIsCashAndWhatIsHeld", "has one won too much", all -> all.stream()
                        .map(b -> new Balance(b.account(), b.currency(), b.totalEquity().add(BigDecimal.ONE), b.cash(),
                                b.buyingPower(), b.asOf())).toList()),
                balances("openPurchaseReservesMoneyUntilItIsCancelled", "reserves nothing", all -> all.stream()
                        .map(b -> new Balance(b.account(), b.currency(), b.totalEquity(), b.cash(), b.cash(), b.asOf()))
                        .toList()));
    }

    private static List<Break> orderEvents() {
        return List.of(
                events("acceptedOrderIsAnnounced", "does not announce orders", (event, to) -> {
                    if (event.order().status() != OrderStatus.ACCEPTED) {
                        to.onOrderEvent(event);
                    }
                }),
                Break.of("marketOrderFillsAndEveryTradeIsAnnounced", "tells a trade when it hears of it again",
                        OrderBreaks::secondHand),
                events("eventsOfAnOrderNeverGoBack", "reports a filled market order as open", (event, to) -> {
                    to.onOrderEvent(event);
                    if (event.order().status() == OrderStatus.FILLED && event.order().type() == OrderType.MARKET) {
                        to.onOrderEvent(new OrderEvent.Changed(event.order().withStatus(OrderStatus.PARTIAL,
                                event.order().updatedAt(), Optional.empty())));
                    }
                }),
                Break.of("cancelEndsAnOpenOrder", "does not announce cancels far from the market", FarSilence::new),
                Break.of("orderListenersAreCalledWithoutALock", "calls order listeners under a lock",
                        h -> new Tracked(h) {
                            private final ReentrantLock lock = new ReentrantLock();

                            @Override
                            public Subscription subscribeOrders(AccountId account, OrderListener listener)
                                    throws BrokerException, InterruptedException {
                                return super.subscribeOrders(account, event -> {
                                    lock.lock();
                                    try {
                                        listener.onOrderEvent(event);
                                    } finally {
                                        lock.unlock();
                                    }
                                });
                            }

                            @Override
                            public List<Balance> balances(AccountId account)
                                    throws BrokerException, InterruptedException {
                                lock.lockInterruptibly();
                                try {
                                    return super.balances(account);
                                } finally {
                                    lock.unlock();
                                }
                            }
                        }));
    }

    /** What a purchase cost is told with the first sale. */
    private static final class CommissionLate extends Tracked {
        CommissionLate(MockHarness h) {
            super(h);
        }

        @Override
        public List<Execution> executions(AccountId account, Instant since)
                throws BrokerException, InterruptedException {
            List<Execution> all = super.executions(account, since);
            BigDecimal owed = all.stream().filter(e -> e.side() == Side.BUY).map(Execution::commission)
                    .reduce(BigDecimal.ZERO, BigDecimal::add);
            List<Execution> told = new ArrayList<>();
            for (Execution e : all) {
                told.add(with(e, e.id(), e.side() == Side.BUY ? BigDecimal.ZERO : e.commission().add(owed), e.tax()));
                owed = e.side() == Side.BUY ? owed : BigDecimal.ZERO;
            }
            return told;
        }
    }

    /** Tells a trade only when its event comes a second time. */
    private static Tracked secondHand(MockHarness h) {
        Set<ExecutionId> heard = ConcurrentHashMap.newKeySet();
        return events(h, (event, to) -> {
            boolean again = event instanceof OrderEvent.Filled filled && !heard.add(filled.execution().id());
            to.onOrderEvent(again ? event : new OrderEvent.Changed(event.order()));
        });
    }

    private static final class FarSilence extends Tracked {
        private final Set<Optional<ClientOrderId>> far = ConcurrentHashMap.newKeySet();
        private volatile BigDecimal near = BigDecimal.ZERO;

        FarSilence(MockHarness h) {
            super(h);
        }

        @Override
        public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
            super.connect(listener);
            near = whole.quote(MockHarness.SAMSUNG).last().multiply(new BigDecimal("0.95"));
        }

        @Override
        public OrderOutcome place(OrderRequest request) {
            request.limitPrice().filter(price -> price.compareTo(near) < 0)
                    .ifPresent(price -> far.add(Optional.of(request.clientOrderId())));
            return super.place(request);
        }

        @Override
        public Subscription subscribeOrders(AccountId account, OrderListener listener)
                throws BrokerException, InterruptedException {
            return super.subscribeOrders(account, event -> {
                if (!ListBreaks.isCancelled(event) || !far.contains(event.order().clientOrderId())) {
                    listener.onOrderEvent(event);
                }
            });
        }
    }

    private static List<Break> orderCalls() {
        return List.of(
                Break.of("farLimitOrderStaysOpen", "mixes up the sides", h -> new Tracked(h) {
                    @Override
                    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
                        return super.openOrders(account).stream().map(o -> new Order(o.clientOrderId(),
                                o.brokerOrderId(), o.account(), o.symbol(), o.side().opposite(), o.type(),
                                o.timeInForce(), o.quantity(), o.limitPrice(), o.stopPrice(), o.status(),
                                o.filledQuantity(), o.averagePrice(), o.fees(), o.createdAt(), o.updatedAt(),
                                o.message())).toList();
                    }
                }),
                Break.of("secondCancelIsRefused", "accepts a second cancel", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome cancel(OrderRef order) {
                        OrderOutcome outcome = super.cancel(order);
                        return outcome instanceof Rejected refusal && refusal.reason() == RejectReason.ORDER_CLOSED
                                && !RaceBreaks.isFilled(h, order)
                                        ? new OrderOutcome.Accepted(order.brokerOrderId(), h.now()) : outcome;
                    }
                }),
                Break.of("modifyChangesPriceAndQuantity", "leaves the quantity as it was", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome modify(OrderChange change) {
                        return super.modify(new OrderChange(change.order(), quantity(change), change.limitPrice()));
                    }

                    private BigDecimal quantity(OrderChange change) {
                        try {
                            return connected ? whole.openOrders(MockHarness.MAIN).stream()
                                    .filter(o -> o.brokerOrderId().equals(Optional.of(change.order().brokerOrderId())))
                                    .map(Order::quantity).findFirst().orElse(change.quantity()) : change.quantity();
                        } catch (BrokerException | InterruptedException e) {
                            throw new AssertionError(e);
                        }
                    }
                }),
                Break.of("orderThatMustTradeAtOnceEndsAtOnce", "lets immediate orders wait", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome place(OrderRequest r) {
                        return super.place(r.type() == OrderType.LIMIT && r.timeInForce() == TimeInForce.IOC
                                ? new OrderRequest(r.clientOrderId(), r.account(), r.symbol(), r.side(), r.type(),
                                        TimeInForce.DAY, r.quantity(), r.limitPrice(), r.stopPrice()) : r);
                    }
                }),
                Break.of("sameClientOrderIdIsTheSameOrder", "places an order twice", h -> new Tracked(h) {
                    private final Set<ClientOrderId> seen = new HashSet<>();

                    @Override
                    public OrderOutcome place(OrderRequest r) {
                        return super.place(seen.add(r.clientOrderId()) ? r
                                : new OrderRequest(new ClientOrderId("again-" + seen.size()), r.account(), r.symbol(),
                                        r.side(), r.type(), r.timeInForce(), r.quantity(), r.limitPrice(),
                                        r.stopPrice()));
                    }
                }));
    }

    private static List<Break> trades() {
        return List.of(
                Break.of("executionsAreUniqueAndInOrderOfTime", "gives all trades one id",
                        h -> executions(h, e -> with(e, new ExecutionId("1"), e.commission(), e.tax()))),
                Break.of("executionsBeginWithTheMomentAskedForInclusive", "gives all trades there ever were",
                        h -> new Tracked(h) {
                            @Override
                            public List<Execution> executions(AccountId account, Instant since)
                                    throws BrokerException, InterruptedException {
                                return super.executions(account, Instant.EPOCH);
                            }
                        }));
    }

    private static List<Break> refusals() {
        return List.of(
                misnamedByPlace("priceOffTheTickTableIsRefused", RejectReason.PRICE_TICK),
                misnamedByPlace("quantityOffTheLotIsRefused", RejectReason.QUANTITY),
                misnamedByPlace("unknownAccountIsRefused", RejectReason.UNKNOWN_ACCOUNT),
                misnamedByPlace("unknownSymbolIsRefused", RejectReason.UNKNOWN_SYMBOL),
                misnamedByPlace("orderBeyondTheBuyingPowerIsRefused", RejectReason.INSUFFICIENT_FUNDS),
                misnamedByPlace("sellingWhatIsNotHeldIsRefused", RejectReason.INSUFFICIENT_HOLDINGS),
                misnamedByModify("modifyOfAnUnknownOrderIsRefused", RejectReason.UNKNOWN_ORDER),
                misnamedByModify("modifyToAPriceOffTheTickTableLeavesTheOrderAsItWas", RejectReason.PRICE_TICK),
                Break.of("cancelOfAnUnknownOrderIsRefused", "does not know what it cancelled", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome cancel(OrderRef order) {
                        return connected && order.brokerOrderId().value().startsWith("9999")
                                ? new OrderOutcome.Unknown("no answer") : super.cancel(order);
                    }
                }),
                Break.of("orderOfAnotherAccountIsUnknown", "cancels for everybody", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome cancel(OrderRef o) {
                        return super.cancel(new OrderRef(MockHarness.MAIN, o.symbol(), o.brokerOrderId(),
                                o.clientOrderId()));
                    }
                }));
    }

    private static Break misnamedByPlace(String rule, RejectReason reason) {
        return Break.of(rule, "refuses for " + reason + " without saying so", h -> new Tracked(h) {
            @Override
            public OrderOutcome place(OrderRequest request) {
                return misnamed(super.place(request), reason);
            }
        });
    }

    private static Break misnamedByModify(String rule, RejectReason reason) {
        return Break.of(rule, "refuses changes for " + reason + " without saying so", h -> new Tracked(h) {
            @Override
            public OrderOutcome modify(OrderChange change) {
                return misnamed(super.modify(change), reason);
            }
        });
    }

    private static OrderOutcome misnamed(OrderOutcome outcome, RejectReason reason) {
        return outcome instanceof Rejected refusal && refusal.reason() == reason
                ? new Rejected(RejectReason.OTHER, "", "the broker refused the request") : outcome;
    }

    private static Break balances(String rule, String what, UnaryOperator<List<Balance>> change) {
        return Break.of(rule, what, h -> new Tracked(h) {
            @Override
            public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
                return change.apply(super.balances(account));
            }
        });
    }

    private static Break events(String rule, String what, BiConsumer<OrderEvent, OrderListener> change) {
        return Break.of(rule, what, h -> events(h, change));
    }

    private static Tracked events(MockHarness h, BiConsumer<OrderEvent, OrderListener> change) {
        return new Tracked(h) {
            @Override
            public Subscription subscribeOrders(AccountId account, OrderListener listener)
                    throws BrokerException, InterruptedException {
                return super.subscribeOrders(account, event -> change.accept(event, listener));
            }
        };
    }

    private static Tracked executions(MockHarness h, UnaryOperator<Execution> change) {
        return new Tracked(h) {
            @Override
            public List<Execution> executions(AccountId account, Instant since)
                    throws BrokerException, InterruptedException {
                return super.executions(account, since).stream().map(change).toList();
            }
        };
    }

    static Execution with(Execution e, ExecutionId id, BigDecimal commission, BigDecimal tax) {
        return new Execution(id, e.brokerOrderId(), e.clientOrderId(), e.account(), e.symbol(), e.side(), e.quantity(),
                e.price(), commission, tax, e.currency(), e.time());
    }
}
