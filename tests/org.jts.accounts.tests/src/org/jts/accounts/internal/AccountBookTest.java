package org.jts.accounts.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.MemoryStore;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class AccountBookTest {

    private static final BrokerId BROKER = new BrokerId("paper");
    private static final AccountKey MAIN = key("MAIN");

    private final FakeTime time = new FakeTime();
    private final FakeRegistry registry = new FakeRegistry();
    private final PaperGateway paper = new PaperGateway(BROKER, account("A", false), account("MAIN", true));
    private final FakeConnection connection = new FakeConnection(paper.gateway, time);
    private final AccountBookImpl book = new AccountBookImpl(config(Map.of()), registry, time);

    @AfterEach
    void close() {
        paper.gate.countDown();
        book.close();
    }

    @Test
    void accountsAreReadAfterConnectTheDefaultOneFirst() {
        connect();
        awaitReads(1);
        assertEquals(List.of("MAIN", "A"),
                book.accounts(BROKER).stream().map(s -> s.key().account().value()).toList());
        assertEquals(List.of("A", "MAIN"), book.accounts().stream().map(s -> s.key().account().value()).toList());
        AccountSnapshot main = book.account(MAIN).orElseThrow();
        assertEquals(Optional.of(time.now()), main.asOf());
        assertEquals(Optional.empty(), main.problem());
        assertEquals(Optional.empty(), book.account(key("other")));
        assertEquals(List.of(), book.accounts(new BrokerId("other")));
    }

    @Test
    void orderEventsCauseOneReadAfterTheySettled() {
        connect();
        awaitReads(1);
        assertEquals(2, paper.orderStreams.size());
        for (int i = 0; i < 100; i++) {
            paper.send(event());
        }
        time.advance(Duration.ofMillis(199));
        assertEquals(1, paper.reads.get());
        time.advance(Duration.ofMillis(1));
        awaitReads(2);
        paper.send(event());
        time.advance(Duration.ofMillis(200));
        awaitReads(3);
        assertEquals(2, paper.orderStreams.size());
    }

    @Test
    void accountsAreReadPeriodicallyAndOnRequest() {
        connect();
        awaitReads(1);
        time.advance(Duration.ofSeconds(60));
        awaitReads(2);
        book.refresh(BROKER);
        awaitReads(3);
        book.refresh(new BrokerId("other"));
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        time.advance(Duration.ofSeconds(600));
        assertEquals(3, paper.reads.get());
    }

    @Test
    void readsOfABrokerNeverOverlapAndWhoAsksMeanwhileGetsOneMore() {
        paper.gate = new CountDownLatch(1);
        connect();
        Await.until("a read is under way", () -> paper.reads.get() == 1);
        for (int i = 0; i < 50; i++) {
            book.refresh(BROKER);
        }
        paper.gate.countDown();
        awaitReads(2);
        assertEquals(1, paper.mostAtOnce.get());
    }

    @Test
    void whatWasKnownStaysWhenAReadFailsAndSaysWhy() {
        connect();
        awaitReads(1);
        paper.failure = new BrokerException(ErrorCategory.SYSTEM, "The broker is closed");
        book.refresh(BROKER);
        Await.until("the problem shows", () -> book.account(MAIN).orElseThrow().problem().isPresent());
        AccountSnapshot main = book.account(MAIN).orElseThrow();
        assertEquals(Optional.of("The broker is closed"), main.problem());
        assertEquals(BigDecimal.ONE, main.balances().getFirst().cash());
        assertEquals(Optional.of(FakeTime.START), main.asOf());
        paper.failure = null;
        book.refresh(BROKER);
        Await.until("it is fresh again", () -> book.account(MAIN).orElseThrow().problem().isEmpty());
    }

    @Test
    void oneAccountThatFailsLeavesTheOthersFresh() {
        paper.accounts = List.of(account("BAD", false), account("MAIN", true));
        connect();
        awaitReads(1);
        assertEquals(Optional.of("Balance of BAD is garbled"), book.account(key("BAD")).orElseThrow().problem());
        assertEquals(Optional.empty(), book.account(key("BAD")).orElseThrow().asOf());
        assertEquals(Optional.empty(), book.account(MAIN).orElseThrow().problem());
    }

    @Test
    void brokerThatIsAwayLeavesItsAccountsAndSaysThatTheyAreOld() {
        connect();
        awaitReads(1);
        registry.setPhase(connection, ConnectionPhase.RECONNECTING);
        assertEquals(Optional.of("paper is not connected"), book.account(MAIN).orElseThrow().problem());
        assertEquals(BigDecimal.ONE, book.account(MAIN).orElseThrow().balances().getFirst().cash());
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        awaitReads(2);
    }

    @Test
    void whatWasReadIsKeptAndThereAfterARestartWithoutALineWithItsTime() throws Exception {
        MemoryStore store = new MemoryStore();
        book.setStore(store);
        connect();
        awaitReads(1);
        Await.until("it is kept", () -> store.accounts(BROKER).size() == 2);
        book.close();
        AccountBookImpl next = new AccountBookImpl(config(Map.of()), offline(), time);
        try {
            next.setStore(store);
            Await.until("it is shown again", () -> next.accounts().size() == 2);
            AccountSnapshot main = next.account(MAIN).orElseThrow();
            assertEquals(BigDecimal.ONE, main.balances().getFirst().cash());
            assertEquals(Optional.of(FakeTime.START), main.asOf());
            assertEquals(Optional.of("paper is not connected"), main.problem());
            assertEquals(List.of("MAIN", "A"),
                    next.accounts(BROKER).stream().map(s -> s.key().account().value()).toList());
        } finally {
            next.close();
        }
    }

    private FakeRegistry offline() {
        FakeRegistry registered = new FakeRegistry();
        registered.add(new FakeConnection(paper.gateway, time));
        return registered;
    }

    @Test
    void whatIsReadReplacesWhatWasKept() throws Exception {
        MemoryStore store = new MemoryStore();
        AccountSnapshot old = new AccountSnapshot(key("GONE"), account("GONE", false), List.of(), List.of(),
                Optional.of(FakeTime.START.minusSeconds(86_400)), Optional.empty());
        store.saveAccounts(BROKER, List.of(old));
        book.setStore(store);
        registry.add(connection);
        Await.until("what was kept", () -> book.account(key("GONE")).isPresent());
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
        awaitReads(1);
        assertEquals(Optional.empty(), book.account(key("GONE")));
        Await.until("it is kept", () -> store.accounts(BROKER).size() == 2);
        book.unsetStore(store);
        book.setStore(store);
        assertEquals(2, book.accounts(BROKER).size());
    }

    @Test
    void aStoreThatFailsIsToldOnceAndLeavesTheBookAlone() {
        MemoryStore store = new MemoryStore();
        store.failWith("the disk is full");
        FakeEventLog events = new FakeEventLog(time);
        Keeper keeper = new Keeper(() -> store, (severity, broker, text, detail) -> events.publish(severity,
                "accounts", broker, text, detail));
        assertEquals(List.of(), keeper.kept(BROKER));
        keeper.keep(BROKER, List.of());
        Await.until("both are told", () -> events.notices().size() == 2);
        store.failWith(null);
        keeper.close();
        book.setStore(store);
        connect();
        awaitReads(1);
    }

    @Test
    void accountThatTheBrokerNoLongerListsIsGoneWithItsEvents() {
        connect();
        awaitReads(1);
        paper.accounts = List.of(account("MAIN", true));
        book.refresh(BROKER);
        Await.until("one account is left", () -> book.accounts().size() == 1);
        Await.until("one stream is left", () -> paper.orderStreams.size() == 1);
    }

    @Test
    void removedBrokerTakesItsAccountsStreamsAndTimersWithIt() {
        connect();
        awaitReads(1);
        registry.remove(connection);
        assertEquals(List.of(), book.accounts());
        Await.until("no stream is left", () -> paper.orderStreams.isEmpty());
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void removalDuringAReadEndsItAndItsAnswerIsNotKept() {
        paper.gate = new CountDownLatch(1);
        connect();
        Await.until("a read is under way", () -> paper.reads.get() == 1);
        registry.remove(connection);
        Await.until("the read has ended", () -> paper.atOnce.get() == 0);
        assertEquals(List.of(), book.accounts());
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void brokerWithoutEventsIsReadPeriodicallyOnly() {
        paper.streams = false;
        connect();
        awaitReads(1);
        assertEquals(List.of(), paper.orderStreams);
    }

    @Test
    void eventsThatCannotBeHadAreAskedForAgainWithTheNextRead() {
        paper.subscribeFailure = new BrokerException(ErrorCategory.UNSUPPORTED, "not in paper trading");
        connect();
        awaitReads(1);
        paper.subscribeFailure = null;
        book.refresh(BROKER);
        Await.until("the streams are there", () -> paper.orderStreams.size() == 2);
    }

    @Test
    void listenersAreToldOfChangesUntilTheyClose() {
        AtomicInteger told = new AtomicInteger();
        Subscription subscription = book.listen(told::incrementAndGet);
        book.listen(() -> {
            throw new IllegalStateException("view is gone");
        });
        connect();
        Await.until("the listener is told", () -> told.get() > 0);
        awaitReads(1);
        subscription.close();
        int before = told.get();
        book.refresh(BROKER);
        awaitReads(2);
        assertTrue(told.get() <= before + 1, "one call may have been under way");
    }

    @Test
    void closedBookLeavesNothingRunning() {
        connect();
        awaitReads(1);
        paper.send(event());
        book.close();
        assertEquals(0, time.pendingTasks());
        Await.until("no stream is left", () -> paper.orderStreams.isEmpty());
        registry.add(new FakeConnection(new PaperGateway(new BrokerId("late")).gateway, time));
        assertEquals(List.of(), book.accounts());
        assertEquals(0, time.pendingTasks());
    }

    @Test
    void settingsOutOfRangeAreTakenToTheNearestAllowed() {
        book.close();
        AccountBookImpl hasty = new AccountBookImpl(config(Map.of("refresh_seconds", 0)), registry, time);
        connect();
        awaitReadsOf(hasty, 1);
        time.advance(Duration.ofMillis(4999));
        assertFalse(paper.reads.get() > 1);
        time.advance(Duration.ofMillis(1));
        awaitReadsOf(hasty, 2);
        hasty.close();
    }

    private void connect() {
        registry.add(connection);
        registry.setPhase(connection, ConnectionPhase.CONNECTED);
    }

    private void awaitReads(int count) {
        awaitReadsOf(book, count);
    }

    /** Waits for the answer of the read, which all accounts show as their cash. */
    private static void awaitReadsOf(AccountBookImpl of, int count) {
        Await.until("the answer of read " + count, () -> of.account(MAIN)
                .filter(s -> s.balances().getFirst().cash().intValueExact() == count && s.problem().isEmpty())
                .isPresent());
    }

    private static OrderEvent event() {
        OrderRequest request = OrderRequest.market(new ClientOrderId("o"), MAIN.account(), Samples.SAMSUNG, Side.BUY,
                BigDecimal.ONE);
        return new OrderEvent.Changed(Order.pending(request, FakeTime.START)
                .withBrokerOrderId(new BrokerOrderId("1"), FakeTime.START));
    }

    private static Account account(String id, boolean isDefault) {
        return new Account(new AccountId(id), "Account " + id, AccountType.PAPER, CurrencyCode.KRW, isDefault);
    }

    private static AccountKey key(String account) {
        return new AccountKey(BROKER, new AccountId(account));
    }

    private static AccountsConfig config(Map<String, Object> changes) {
        return (AccountsConfig) Proxy.newProxyInstance(AccountBookTest.class.getClassLoader(),
                new Class<?>[] {AccountsConfig.class},
                (proxy, method, arguments) -> changes.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
