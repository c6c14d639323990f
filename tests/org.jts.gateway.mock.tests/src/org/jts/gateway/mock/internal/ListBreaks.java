package org.jts.gateway.mock.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;

/** Gateways whose lists of orders and trades, or whose order events, are wrong. */
final class ListBreaks {

    private static final int PAGE = 20;
    private static final Duration NINE_HOURS = Duration.ofHours(9);

    private ListBreaks() {
    }

    static List<Break> all() {
        return List.of(
                Break.of("openOrdersAreListedOldestFirst", "lists the newest order first", h -> new Tracked(h) {
                    @Override
                    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
                        return super.openOrders(account).reversed();
                    }
                }),
                Break.of("everyOpenOrderIsListedHoweverMany", "reads one page of orders", h -> new Tracked(h) {
                    @Override
                    public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
                        return super.openOrders(account).stream().limit(PAGE).toList();
                    }
                }),
                Break.of("everyTradeIsListedHoweverMany", "reads one page of trades", h -> new Tracked(h) {
                    @Override
                    public List<Execution> executions(AccountId account, Instant since)
                            throws BrokerException, InterruptedException {
                        return super.executions(account, since).stream().limit(PAGE).toList();
                    }
                }),
                Break.of("timesOfOrdersAndTradesAreOfNow", "reads the time of Seoul as UTC", h -> new Tracked(h) {
                    @Override
                    public List<Execution> executions(AccountId account, Instant since)
                            throws BrokerException, InterruptedException {
                        return super.executions(account, since.minus(NINE_HOURS)).stream().map(ListBreaks::later)
                                .toList();
                    }
                }),
                Break.of("averagePriceIsThatOfTheTrades", "makes up an average price", h -> events(h,
                        (event, to) -> to.onOrderEvent(event instanceof OrderEvent.Filled filled
                                ? new OrderEvent.Filled(dearer(filled.order()), filled.execution()) : event))),
                Break.of("ordersPlacedElsewhereAreListed", "lists what it placed itself", h -> new OwnOnly(h, true)),
                Break.of("ordersPlacedElsewhereAreAnnounced", "announces what it placed itself",
                        h -> new OwnOnly(h, false)),
                Break.of("closedOrderSubscriptionStaysSilent", "sends order events after close", h -> new Tracked(h) {
                    @Override
                    public Subscription subscribeOrders(AccountId account, OrderListener listener)
                            throws BrokerException, InterruptedException {
                        super.subscribeOrders(account, listener);
                        return () -> { };
                    }
                }),
                Break.of("throwingOrderListenerHarmsNobodyElse", "stops when a listener of orders throws",
                        h -> events(h, (event, to) -> {
                            try {
                                to.onOrderEvent(event);
                            } catch (RuntimeException e) {
                                h.mock.disconnect();
                            }
                        })));
    }

    private static Execution later(Execution e) {
        return new Execution(e.id(), e.brokerOrderId(), e.clientOrderId(), e.account(), e.symbol(), e.side(),
                e.quantity(), e.price(), e.commission(), e.tax(), e.currency(), e.time().plus(NINE_HOURS));
    }

    private static Order dearer(Order o) {
        return new Order(o.clientOrderId(), o.brokerOrderId(), o.account(), o.symbol(), o.side(), o.type(),
                o.timeInForce(), o.quantity(), o.limitPrice(), o.stopPrice(), o.status(), o.filledQuantity(),
                o.averagePrice().map(price -> price.multiply(new BigDecimal("1.01"))), o.fees(), o.createdAt(),
                o.updatedAt(), o.message());
    }

    private interface Passing {
        void pass(OrderEvent event, OrderListener to);
    }

    private static Tracked events(MockHarness h, Passing change) {
        return new Tracked(h) {
            @Override
            public Subscription subscribeOrders(AccountId account, OrderListener listener)
                    throws BrokerException, InterruptedException {
                return super.subscribeOrders(account, event -> change.pass(event, listener));
            }
        };
    }

    /** Knows the orders that went through it, and no others: in lists, or in events. */
    private static final class OwnOnly extends Tracked {
        private final boolean lists;
        private final Set<Optional<ClientOrderId>> own = ConcurrentHashMap.newKeySet();

        OwnOnly(MockHarness h, boolean lists) {
            super(h);
            this.lists = lists;
        }

        @Override
        public OrderOutcome place(OrderRequest request) {
            own.add(Optional.of(request.clientOrderId()));
            return super.place(request);
        }

        @Override
        public List<Order> openOrders(AccountId account) throws BrokerException, InterruptedException {
            return super.openOrders(account).stream().filter(o -> !lists || own.contains(o.clientOrderId())).toList();
        }

        @Override
        public Subscription subscribeOrders(AccountId account, OrderListener listener)
                throws BrokerException, InterruptedException {
            return super.subscribeOrders(account, event -> {
                if (lists || own.contains(event.order().clientOrderId())) {
                    listener.onOrderEvent(event);
                }
            });
        }
    }

    static boolean isCancelled(OrderEvent event) {
        return event.order().status() == OrderStatus.CANCELLED;
    }
}
