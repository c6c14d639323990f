package org.jts.gateway.mock.internal;

import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.QuoteListener;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRequest;

/** Gateways that are wrong about keys, tokens and their end. */
final class SessionBreaks {

    private SessionBreaks() {
    }

    static List<Break> all() {
        return List.of(
                Break.of("refusedCredentialsAreAnAuthenticationError", "calls refused keys a fault",
                h -> new Tracked(h) {
                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        try {
                            super.connect(listener);
                        } catch (BrokerException e) {
                            throw e.category() == ErrorCategory.AUTHENTICATION
                                    ? new BrokerException(ErrorCategory.SYSTEM, e.getMessage()) : e;
                        }
                    }
                }),
                Break.of("revokedTokenIsRenewedOrToldAsAuthentication", "calls a revoked token a broken line",
                        h -> new Watching(h) {
                            @Override
                            BrokerException told(BrokerException reason) {
                                return isRevoked() ? new BrokerException(ErrorCategory.NETWORK, reason.getMessage())
                                        : reason;
                            }
                        }),
                Break.of("orderUnderARevokedTokenIsThereOnceOrNotAtAll", "takes a refused token for silence",
                        h -> new Watching(h) {
                            @Override
                            public OrderOutcome place(OrderRequest request) {
                                OrderOutcome outcome = super.place(request);
                                return outcome instanceof NotSent && isRevoked() ? new Unknown("HTTP 401") : outcome;
                            }
                        }),
                Break.of("connectingAgainHelpsAfterARevokedToken", "keeps the token that was revoked",
                        h -> new Watching(h) {
                            @Override
                            public List<Account> accounts() throws BrokerException, InterruptedException {
                                if (connected && isRevoked()) {
                                    throw new BrokerException(ErrorCategory.AUTHENTICATION, "the token is not valid");
                                }
                                return super.accounts();
                            }
                        }),
                Break.of("healthCheckOfASilentBrokerDoesNotSucceed", "checks its health by itself",
                        h -> new Tracked(h) {
                            @Override
                            public void checkHealth() throws BrokerException, InterruptedException {
                                if (!connected) {
                                    super.checkHealth();
                                }
                            }
                        }),
                Break.of("disconnectEndsAReadUnderWay", "calls a read that it ended itself overdue",
                h -> new Tracked(h) {
                    @Override
                    public List<Balance> balances(AccountId account) throws BrokerException, InterruptedException {
                        boolean was = connected;
                        try {
                            return super.balances(account);
                        } catch (BrokerException e) {
                            throw was && hungUp ? new BrokerException(ErrorCategory.TIMEOUT, e.getMessage()) : e;
                        }
                    }
                }),
                Break.of("orderUnderWayAtDisconnectIsUnknown", "forgets what was under way", h -> new Tracked(h) {
                    @Override
                    public OrderOutcome place(OrderRequest request) {
                        OrderOutcome outcome = super.place(request);
                        return outcome instanceof Unknown && hungUp ? new NotSent("there is no line") : outcome;
                    }
                }),
                Break.of("disconnectWithinAListenerReturns", "waits at disconnect for its listeners", Waiting::new),
                Break.of("manyConnectionsLeaveNothing", "leaves a thread when it connects again", h -> new Tracked(h) {
                    @Override
                    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
                        boolean again = everConnected;
                        super.connect(listener);
                        if (again) {
                            leaveThread(h);
                        }
                    }
                }));
    }

    /** @return the thread, which ends with the harness at the latest */
    static Thread leaveThread(MockHarness h) {
        Thread left = Thread.ofVirtual().name("mock-mock-reader").start(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        h.onClose(left::interrupt);
        return left;
    }

    /** Knows whether the broker has ever ended its session because of the token. */
    private static class Watching extends Tracked {
        private volatile boolean revoked;

        Watching(MockHarness h) {
            super(h);
        }

        boolean isRevoked() {
            return revoked;
        }

        BrokerException told(BrokerException reason) {
            return reason;
        }

        @Override
        public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
            super.connect(new GatewayListener() {
                @Override
                public void onConnectionLost(BrokerException reason) {
                    revoked |= reason.category() == ErrorCategory.AUTHENTICATION;
                    listener.onConnectionLost(told(reason));
                }

                @Override
                public void onNotice(String text) {
                    listener.onNotice(text);
                }
            });
        }
    }

    private static final class Waiting extends Tracked {
        private final ThreadLocal<Boolean> calling = ThreadLocal.withInitial(() -> false);
        private final CountDownLatch end = new CountDownLatch(1);

        Waiting(MockHarness h) {
            super(h);
            h.onClose(end::countDown);
        }

        @Override
        public Subscription subscribeQuotes(Set<SymbolId> symbols, QuoteListener listener)
                throws BrokerException, InterruptedException {
            return super.subscribeQuotes(symbols, quote -> {
                calling.set(true);
                try {
                    listener.onQuote(quote);
                } finally {
                    calling.set(false);
                }
            });
        }

        @Override
        public void disconnect() {
            if (calling.get()) {
                try {
                    end.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            super.disconnect();
        }
    }
}
