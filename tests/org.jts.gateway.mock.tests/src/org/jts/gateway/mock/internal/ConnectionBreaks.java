package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.market.Timeframe;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRef;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.TimeInForce;

/** Gateways that are wrong about their connection, or about what they can do. */
final class ConnectionBreaks {

    private ConnectionBreaks() {
    }

    static List<Break> all() {
        List<Break> all = new ArrayList<>(connecting());
        all.addAll(disconnecting());
        all.addAll(offers());
        return all;
    }

    private static List<Break> connecting() {
        return List.of(
                Break.of("readsBeforeConnectFailAsNetwork", "shows no symbols before connect", h -> new Tracked(h) {
                    @Override
                    public List<Symbol> symbols() throws BrokerException, InterruptedException {
                        return everConnected ? super.symbols() : List.of();
                    }
                }),
                Break.of("ordersBeforeConnectAreNotSent", "rejects orders before connect", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        return everConnected ? super.place(request)
                                : new OrderOutcome.Rejected(RejectReason.OTHER, "", "not connected to the broker");
                    }
                }),
                Break.of("connectReturnsWhenRequestsCanBeMade", "is unhealthy when connected", h -> new Tracked(h) {
                    @Override
                    public void checkHealth() throws BrokerException, InterruptedException {
                        super.checkHealth();
                        throw new BrokerException(ErrorCategory.SYSTEM, "still signing in");
                    }
                }),
                Break.of("connectingTwiceDoesNothing", "connects anew when connected", h -> new Tracked(h) {
                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        if (connected) {
                            whole.disconnect();
                        }
                        super.connect(listener);
                    }
                }),
                Break.of("aGatewayConnectsAgainAfterDisconnect", "streams nothing the second time",
                        h -> new Tracked(h) {
                            @Override
                            public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                                    throws BrokerException, InterruptedException {
                                return hungUp && connected ? () -> { } : super.subscribeQuotes(symbols, listener);
                            }
                        }));
    }

    private static List<Break> disconnecting() {
        return List.of(
                Break.of("disconnectWithoutConnectIsHarmless", "cannot connect after a needless disconnect",
                        h -> new Tracked(h) {
                            private boolean spoilt;

                            @Override
                            public void disconnect() {
                                spoilt |= !everConnected;
                                super.disconnect();
                            }

                            @Override
                            public void connect(GatewayListener listener)
                                    throws BrokerException, InterruptedException {
                                if (spoilt) {
                                    throw new BrokerException(ErrorCategory.SYSTEM, "already closed");
                                }
                                super.connect(listener);
                            }
                        }),
                Break.of("readsAfterDisconnectFailAsNetwork", "has empty balances after disconnect",
                        h -> new Tracked(h) {
                            @Override
                            public List<Balance> balances(AccountId account)
                                    throws BrokerException, InterruptedException {
                                return hungUp && !connected ? List.of() : super.balances(account);
                            }
                        }),
                Break.of("ordersAfterDisconnectAreNotSent", "knows nothing of cancels after disconnect",
                        h -> new Tracked(h) {
                            @Override
                            public OrderOutcome cancel(OrderRef order) {
                                return hungUp && !connected ? new OrderOutcome.Unknown("no connection")
                                        : super.cancel(order);
                            }
                        }),
                Break.of("disconnectEndsSubscriptions", "subscribes again by itself", h -> new Tracked(h) {
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
                        if (hungUp) {
                            for (QuoteListener old : kept) {
                                super.subscribeQuotes(Set.of(MockHarness.SAMSUNG), old);
                            }
                        }
                    }
                }),
                Break.of("disconnectByHandIsNoLoss", "reports a loss at disconnect", h -> new Tracked(h) {
                    @Override
                    public void disconnect() {
                        boolean was = connected;
                        super.disconnect();
                        if (was) {
                            supervisor.onConnectionLost(new BrokerException(ErrorCategory.NETWORK, "socket closed"));
                        }
                    }
                }),
                Break.of("disconnectLeavesNoThread", "leaves a thread", h -> new Tracked(h) {
                    private Thread left;

                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        super.connect(listener);
                        if (left == null) {
                            left = SessionBreaks.leaveThread(h);
                        } else {
                            left.interrupt(); // the next connection clears up; the last one must as well
                        }
                    }
                }),
                Break.of("disconnectLeavesNoThread", "leaves a timer", h -> new Tracked(h) {
                    private Subscription left;

                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        super.connect(listener);
                        if (left == null) {
                            left = h.time.schedule("heartbeat", Duration.ofHours(1), () -> { });
                        } else {
                            left.close();
                        }
                    }
                }));
    }

    private static List<Break> offers() {
        return List.of(
                Break.of("idAndCapabilitiesStayTheSame", "offers something else when connected", h -> new Tracked(h) {
                    @Override
                    public Capabilities capabilities() {
                        Capabilities all = super.capabilities();
                        return connected ? new Capabilities(all.features(), all.orders(), all.timeframes(),
                                OptionalInt.of(40)) : all;
                    }
                }),
                offering("capabilitiesAgreeWithEachOther", "streams no symbol at all", all -> new Capabilities(
                        all.features(), all.orders(), all.timeframes(), OptionalInt.of(0))),
                offering("whatIsNotOfferedSaysUnsupported", "hides its order book stream",
                        all -> without(all, Feature.ORDER_BOOK_STREAM)),
                offering("orderCallsThatAreNotOfferedSayUnsupported", "hides modify",
                        all -> without(all, Feature.MODIFY_ORDER)),
                offering("timeframesThatAreNotOfferedSayUnsupported", "hides a timeframe", all -> {
                    Set<Timeframe> frames = EnumSet.copyOf(all.timeframes());
                    frames.remove(Timeframe.MONTH_1);
                    return new Capabilities(all.features(), all.orders(), frames, all.maxStreamedSymbols());
                }),
                offering("orderTypesThatAreNotOfferedSayUnsupported", "hides stop orders", all -> {
                    Map<OrderType, Set<TimeInForce>> orders = new EnumMap<>(all.orders());
                    orders.remove(OrderType.STOP);
                    return new Capabilities(all.features(), orders, all.timeframes(), all.maxStreamedSymbols());
                }),
                Break.of("everyOfferedKindOfOrderIsTaken", "refuses what it offers", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        return request.type() == OrderType.STOP_LIMIT
                                ? new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "", "no stop limit orders here")
                                : super.place(request);
                    }
                }));
    }

    private static Break offering(String rule, String what, UnaryOperator<Capabilities> change) {
        return Break.of(rule, what, h -> new Tracked(h) {
            @Override
            public Capabilities capabilities() {
                return change.apply(super.capabilities());
            }
        });
    }

    private static Capabilities without(Capabilities all, Feature feature) {
        Set<Feature> features = EnumSet.copyOf(all.features());
        features.remove(feature);
        return new Capabilities(features, all.orders(), all.timeframes(), all.maxStreamedSymbols());
    }
}
