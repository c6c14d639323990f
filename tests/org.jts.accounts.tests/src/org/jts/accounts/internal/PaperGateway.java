package org.jts.accounts.internal;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;

/** Accounts whose cash is the number of the read: who sees it knows how fresh it is. All else is not there. */
final class PaperGateway {

    final AtomicInteger reads = new AtomicInteger();
    final AtomicInteger atOnce = new AtomicInteger();
    final AtomicInteger mostAtOnce = new AtomicInteger();
    final List<OrderListener> orderStreams = new CopyOnWriteArrayList<>();
    final BrokerGateway gateway;
    volatile List<Account> accounts;
    volatile BrokerException failure;
    volatile BrokerException subscribeFailure;
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile boolean streams = true;

    PaperGateway(BrokerId id, Account... accounts) {
        this.accounts = List.of(accounts);
        gateway = (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                new Class<?>[] {BrokerGateway.class}, (proxy, method, a) -> switch (method.getName()) {
                    case "id" -> id;
                    case "capabilities" -> new Capabilities(streams ? Set.of(Feature.ORDER_STREAM) : Set.of(), Map.of(),
                            Set.of(), OptionalInt.empty());
                    case "accounts" -> read();
                    case "balances" -> balances((AccountId) a[0]);
                    case "positions" -> List.of();
                    case "subscribeOrders" -> subscribe((OrderListener) a[1]);
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }

    void send(OrderEvent event) {
        new ArrayList<>(orderStreams).forEach(listener -> listener.onOrderEvent(event));
    }

    private List<Account> read() throws BrokerException, InterruptedException {
        mostAtOnce.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
        try {
            reads.incrementAndGet();
            gate.await();
            if (failure != null) {
                throw failure;
            }
            return accounts;
        } finally {
            atOnce.decrementAndGet();
        }
    }

    private List<Balance> balances(AccountId account) throws BrokerException {
        if (account.value().startsWith("BAD")) {
            throw new BrokerException(ErrorCategory.DATA, "Balance of " + account + " is garbled");
        }
        BigDecimal cash = BigDecimal.valueOf(reads.get());
        return List.of(new Balance(account, CurrencyCode.KRW, cash, cash, cash, Instant.EPOCH));
    }

    private Subscription subscribe(OrderListener listener) throws BrokerException {
        if (subscribeFailure != null) {
            throw subscribeFailure;
        }
        orderStreams.add(listener);
        return () -> orderStreams.remove(listener);
    }
}
