package org.jts.trading.internal.proof;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.Account;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.OrderLimits;
import org.jts.api.trading.Placement;
import org.jts.api.trading.StopResult;
import org.jts.api.trading.Verdict;
import org.jts.simulator.kis.KisSimulator;
import org.jts.testkit.Await;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.trading.internal.AccountLimits;
import org.jts.trading.internal.OrderDeskImpl;
import org.jts.trading.internal.journal.DeskJournal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A purchase on credit, in KIS' own words, by a workstation whose broker is behind a server with a desk of its own. */
class CallsBehindServerTest {

    private static final BrokerId KIS = new BrokerId("kis");
    private static final BrokerId FAR = new BrokerId("far");
    private static final AccountKey HERE = new AccountKey(FAR, KisBroker.ACCOUNT);
    private static final AccountKey THERE = new AccountKey(KIS, KisBroker.ACCOUNT);

    @TempDir
    Path folder;
    private final FastTime time = new FastTime(System.currentTimeMillis(), 1);
    private KisSimulator broker;
    private Side there;
    private Server server;
    private Side here;

    /** A desk with one connected gateway. */
    private final class Side implements AutoCloseable {

        final FakeEventLog events = new FakeEventLog(time);
        final FakeRegistry registry = new FakeRegistry();
        final FakeAccountBook accounts = new FakeAccountBook();
        final BrokerGateway gateway;
        final OrderDeskImpl desk;

        Side(BrokerGateway gateway, AccountType type, Path data) throws Exception {
            this.gateway = gateway;
            gateway.connect(new NobodyListens());
            AccountKey key = new AccountKey(gateway.id(), KisBroker.ACCOUNT);
            Account paper = Samples.paperAccount(key.account());
            accounts.put(new AccountSnapshot(key, new Account(paper.id(), paper.name(), type, paper.currency(),
                    paper.isDefault()), List.of(), List.of(), Optional.empty(), Optional.empty()));
            FakeFeed feed = new FakeFeed(gateway.id()).with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
            desk = new OrderDeskImpl(registry, feed, accounts, time, events, new FakeDataFolder(data),
                    DeskJournal.Size.STANDARD);
            AccountLimits none = new AccountLimits(setting -> OrderLimits.OFF);
            desk.setLimits(account -> none);
            FakeConnection connection = new FakeConnection(gateway, time);
            registry.add(connection);
            registry.setPhase(connection, ConnectionPhase.CONNECTED);
        }

        /** The one call there is. */
        DeskCall call() {
            List<DeskCall> all = desk.calls();
            assertEquals(1, all.size(), all.toString());
            return all.getFirst();
        }

        /** What came of it is followed, and is nobody else's. */
        void assertFollowed(OrderStatus status) {
            Await.until("followed, " + status, () -> call().order().flatMap(desk::order).filter(o -> o.order()
                    .status() == status).isPresent());
            assertEquals(1, desk.orders().size(), desk.orders().toString());
            assertTrue(events.notices().stream().noneMatch(n -> n.text().contains("placed elsewhere")), events
                    .notices().toString());
        }

        @Override
        public void close() {
            desk.close();
            gateway.disconnect();
        }
    }

    private static final class NobodyListens implements GatewayListener {
        @Override
        public void onConnectionLost(BrokerException reason) {
            // No line is lost here.
        }

        @Override
        public void onNotice(String text) {
            // Nor does anybody read what the broker has to say.
        }
    }

    @BeforeEach
    void start() throws Exception {
        broker = KisSimulator.builder().key(KisBroker.KEYS.get("KIS_APP_KEY"), KisBroker.KEYS.get("KIS_APP_SECRET"))
                .account(KisBroker.ACCOUNT.value(), Truth.CASH).htsId(KisBroker.HTS_ID).requestsPerSecond(1_000)
                .open(time);
        there = new Side(Gateways.kis(KIS, "127.0.0.1:" + broker.address().getPort(), folder.resolve("kis"), time),
                AccountType.LIVE, folder.resolve("there"));
        server = new Server(there.registry, there.desk, there.accounts, time, folder);
        here = new Side(Gateways.server(FAR, server.port(), KIS, time), AccountType.PAPER, folder.resolve("here"));
    }

    @AfterEach
    void stop() {
        here.close();
        server.close();
        there.close();
        broker.close();
        time.close();
    }

    private OrderCall credit() throws Exception {
        CallForm form = here.gateway.callForms().stream().filter(f -> f.fullName().equals("order-credit buy"))
                .findFirst().orElseThrow();
        Map<String, String> fields = new HashMap<>(Map.of("CANO", "50012345", "ACNT_PRDT_CD", "01", "PDNO", "005930",
                "CRDT_TYPE", "21", "LOAN_DT", "20261121", "ORD_DVSN", "00", "ORD_QTY", "3", "ORD_UNPR", "60000"));
        form.fields().stream().filter(CallForm.Field::isRequired).forEach(f -> fields.putIfAbsent(f.name(), ""));
        return form.call(HERE, fields);
    }

    /** As soon as both desks have compared the account. */
    private Placement sent() throws Exception {
        there.desk.unlock(THERE, KisBroker.ACCOUNT.value());
        OrderCall call = credit();
        Placement[] placed = new Placement[1];
        Await.until("desks that send", () -> {
            placed[0] = here.desk.place(call);
            return !(placed[0].outcome() instanceof OrderOutcome.NotSent);
        });
        return placed[0];
    }

    private BigDecimal openAtTheBroker() {
        return broker.exchange().openOrders(KisBroker.ACCOUNT).stream().map(o -> o.quantity()).reduce(BigDecimal.ZERO,
                BigDecimal::add);
    }

    @Test
    void itIsFollowedAsOursOnBothSidesAndTheStopCancelsIt() throws Exception {
        String key = sent().key().orElseThrow();
        OrderOutcome.Accepted taken = assertInstanceOf(OrderOutcome.Accepted.class, here.call().outcome()
                .orElseThrow());
        assertTrue(broker.otherOrders().getFirst().startsWith("order-credit TTTC0052U"), broker.otherOrders()
                .toString());
        assertEquals(key, there.call().key(), "one name all the way");
        assertEquals(Optional.of(taken.brokerOrderId()), there.call().number());
        here.assertFollowed(OrderStatus.ACCEPTED);
        there.assertFollowed(OrderStatus.ACCEPTED);
        List<StopResult> results = here.desk.stop("drill");
        assertEquals(List.of(here.call().order().orElseThrow()), results.stream().map(r -> r.order().key()).toList());
        assertInstanceOf(OrderOutcome.Accepted.class, results.getFirst().outcome());
        here.assertFollowed(OrderStatus.CANCELLED);
        there.assertFollowed(OrderStatus.CANCELLED);
        assertEquals(BigDecimal.ZERO, openAtTheBroker());
    }

    @Test
    void whatGuardsTheAccountWhereItsBrokerIsHolds() throws Exception {
        Await.until("a server that knows the account", () -> !here.gateway.accounts().isEmpty());
        OrderCall call = credit();
        Await.until("refused for its lock", () -> here.desk.place(call).outcome() instanceof OrderOutcome.NotSent no
                && no.why().contains("locked"));
        there.desk.unlock(THERE, KisBroker.ACCOUNT.value());
        there.desk.stop("enough there");
        OrderOutcome stopped = here.desk.place(call).outcome();
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, stopped).why().contains("enough there"),
                stopped.toString());
        assertEquals(List.of(), broker.otherOrders());
    }

    @Test
    void oneWhoseAnswerTheBrokerLostIsSettledByHandAndFollowedThen() throws Exception {
        broker.faults().loseNextOrder();
        String key = sent().key().orElseThrow();
        assertTrue(here.call().isUnknown() && there.call().isUnknown(), here.call() + ", " + there.call());
        assertEquals(1, broker.otherOrders().size(), "sent once");
        Await.until("seen at the broker", () -> here.desk.orders().size() == 1);
        BrokerOrderId number = here.desk.orders().getFirst().order().brokerOrderId().orElseThrow();
        assertEquals(Optional.empty(), here.desk.settle(key, new Verdict.Arrived(number)));
        assertEquals(Optional.of(here.desk.orders().getFirst().key()), here.call().order());
        here.desk.stop("drill");
        Await.until("cancelled", () -> openAtTheBroker().signum() == 0);
        assertEquals(1, broker.otherOrders().size(), "and never again");
    }
}
