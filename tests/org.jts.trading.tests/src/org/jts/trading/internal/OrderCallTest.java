package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.Placement;
import org.jts.api.trading.Verdict;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.Samples;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Orders in a broker's own words: checked, noted, sent once, and settled by hand where nobody knows. */
class OrderCallTest {

    private static final OrderOutcome LOST = new OrderOutcome.Unknown("no answer within 5 s");

    @TempDir
    Path data;
    private DeskFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void start() {
        start(data);
    }

    private void start(Path folder) {
        fixture = new DeskFixture(new FakeDataFolder(folder));
        fixture.gateway.onCall(c -> accepted());
    }

    private OrderOutcome accepted() {
        return new OrderOutcome.Accepted(new BrokerOrderId("R-17"), fixture.time.now());
    }

    private static OrderOutcome refused() {
        return new OrderOutcome.Rejected(RejectReason.OTHER, "APBK0918", "장운영시간이 아닙니다");
    }

    static OrderCall credit(AccountKey account, String quantity) {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("PDNO", "005930");
        fields.put("ORD_QTY", quantity);
        fields.put("CRDT_TYPE", "21");
        return new OrderCall(account, "order-credit", "buy", "Credit buy of 005930", fields, false);
    }

    static OrderCall cancel(AccountKey account) {
        return new OrderCall(account, "order-resv-rvsecncl", "cancel", "Cancel of reserved order 4", Map.of(), true);
    }

    private String refused(OrderCall call) {
        return refused(fixture.desk.place(call));
    }

    private Notice lastEvent() {
        return fixture.events.notices().getLast();
    }

    private String history(String key) throws Exception {
        fixture.desk.flush();
        return String.join("\n", new JournalReader(fixture.folder).history(key).stream().map(JournalLine::text)
                .toList());
    }

    @Test
    void itIsOnDiskBeforeItLeavesAndSoIsWhatCameOfIt() throws Exception {
        start();
        List<String> before = new ArrayList<>();
        List<DeskCall> told = new CopyOnWriteArrayList<>();
        fixture.desk.listen(new DeskListener() {
            @Override
            public void onOrder(DeskOrder order) {
                throw new AssertionError("expected no order to follow, found " + order);
            }

            @Override
            public void onCall(DeskCall call) {
                told.add(call);
            }
        });
        fixture.gateway.onCall(c -> {
            before.addAll(onDisk());
            return accepted();
        });
        Placement placement = fixture.desk.place(credit(DeskFixture.PAPER, "10"));
        assertEquals(accepted(), placement.outcome());
        String key = placement.key().orElseThrow();
        assertTrue(before.getLast().contains("about to call order-credit buy at fake in FAKE-001: Credit buy of 005930 "
                + "{PDNO=005930, ORD_QTY=10, CRDT_TYPE=21}"), before.toString());
        assertTrue(history(key).endsWith("taken, number R-17"), history(key));
        assertEquals(List.of(credit(DeskFixture.PAPER, "10")), fixture.gateway.called());
        assertEquals(Optional.of(accepted()), fixture.desk.calls().getFirst().outcome());
        assertEquals(List.of(), fixture.desk.orders(), "nobody can follow it");
        Await.until("told", () -> !told.isEmpty() && told.getLast().outcome().isPresent());
        assertEquals(Severity.INFO, lastEvent().severity());
        assertTrue(lastEvent().text().contains("Credit buy of 005930") && lastEvent().text().contains("R-17"));
        assertTrue(lastEvent().detail().contains("not followed"), lastEvent().detail());
    }

    /** What the journal says of the one call there is, while it is under way. */
    private List<String> onDisk() {
        try {
            return new JournalReader(fixture.folder).history(fixture.desk.calls().getFirst().key()).stream()
                    .map(JournalLine::text).toList();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void whatTheBrokerRefusesIsToldInItsWordsAndNeverSentAgain() {
        start();
        fixture.gateway.onCall(c -> refused());
        assertInstanceOf(OrderOutcome.Rejected.class, fixture.desk.place(credit(DeskFixture.PAPER, "10")).outcome());
        assertEquals(Severity.WARNING, lastEvent().severity());
        assertTrue(lastEvent().text().contains("장운영시간이 아닙니다") && lastEvent().detail().contains("APBK0918"));
        fixture.gateway.onCall(c -> new OrderOutcome.NotSent("no line"));
        assertInstanceOf(OrderOutcome.NotSent.class, fixture.desk.place(credit(DeskFixture.PAPER, "11")).outcome());
        assertTrue(lastEvent().text().contains("not sent"), lastEvent().text());
        assertEquals(2, fixture.gateway.called().size(), "not even what was not sent is tried again");
    }

    @Test
    void oneInDoubtIsSettledByHandAndStaysSettled() throws Exception {
        start();
        fixture.gateway.onCall(c -> LOST);
        String key = fixture.desk.place(credit(DeskFixture.PAPER, "10")).key().orElseThrow();
        assertTrue(fixture.desk.calls().getFirst().isUnknown());
        assertEquals(Severity.ERROR, lastEvent().severity());
        assertTrue(lastEvent().detail().contains("Do not send it again")
                && lastEvent().detail().contains("order:settle " + key + " never"), lastEvent().detail());
        assertEquals(1, fixture.gateway.called().size(), "asked for, not sent again");
        assertTrue(fixture.desk.settle("nobody", new Verdict.NeverArrived()).orElseThrow().contains("nobody"));
        assertEquals(Optional.empty(), fixture.desk.settle(key, new Verdict.Arrived(new BrokerOrderId("R-9"))));
        assertTrue(fixture.desk.settle(key, new Verdict.NeverArrived()).orElseThrow().contains("R-9"));
        String second = fixture.desk.place(credit(DeskFixture.PAPER, "11")).key().orElseThrow();
        assertEquals(Optional.empty(), fixture.desk.settle(second, new Verdict.NeverArrived()));
        restart();
        assertEquals(List.of("taken, number R-9", "refused: Settled by hand: the broker never had it."),
                fixture.desk.calls().stream().map(c -> Words.of(c.outcome().orElseThrow())).toList());
        assertTrue(history(key).contains("settled by hand: Settled by hand: it is the broker's order R-9."));
    }

    @Test
    void oneThatWasUnderWayWhenTheProgramEndedIsUnknown() {
        start();
        fixture.gateway.onCall(c -> {
            copyTo(data.resolve("dead"));
            return accepted();
        });
        String key = fixture.desk.place(credit(DeskFixture.PAPER, "10")).key().orElseThrow();
        fixture.close();
        start(data.resolve("dead"));
        assertTrue(fixture.desk.calls().getFirst().isUnknown());
        assertEquals(List.of(), fixture.gateway.called(), "it is never sent again");
        assertTrue(fixture.events.notices().stream().anyMatch(n -> n.detail().contains(key)), "whoever starts is told");
        assertEquals(Optional.empty(), fixture.desk.settle(key, new Verdict.NeverArrived()));
    }

    private void copyTo(Path folder) {
        try (Stream<Path> all = Files.list(data.resolve("orders"))) {
            Files.createDirectories(folder.resolve("orders"));
            for (Path file : all.toList()) {
                Files.copy(file, folder.resolve("orders").resolve(file.getFileName()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One name is one order, whatever kind of order it is, however often the program starts. */
    @Test
    void aNameOfItsSendersIsUsedOnce() {
        start();
        ClientOrderId name = new ClientOrderId("from-afar-1");
        assertTrue(refused(fixture.desk.place(credit(DeskFixture.LIVE, "1"), name)).contains("locked"));
        assertEquals(Optional.of("from-afar-1"), fixture.desk.place(credit(DeskFixture.PAPER, "1"), name).key(),
                "what never was one left the name unused");
        assertEquals(name.value(), fixture.desk.calls().getFirst().key());
        assertDuplicate(fixture.desk.place(credit(DeskFixture.PAPER, "2"), name));
        assertDuplicate(fixture.desk.place(DeskFixture.limitBuy(1, 71_900), name));
        fixture.gateway.onCall(c -> new OrderOutcome.NotSent("no line"));
        ClientOrderId second = new ClientOrderId("from-afar-2");
        fixture.desk.place(credit(DeskFixture.PAPER, "3"), second);
        restart();
        assertDuplicate(fixture.desk.place(credit(DeskFixture.PAPER, "4"), name));
        assertDuplicate(fixture.desk.place(DeskFixture.limitBuy(1, 71_900), second));
        assertEquals(List.of(), fixture.gateway.placed());
        assertEquals(List.of(), fixture.gateway.called(), "since the start");
    }

    @Test
    void aNameIsRememberedLongerThanTheCall() {
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, List.of(),
                new DeskJournal.Size(3, 1 << 20, Duration.ZERO));
        fixture.gateway.onCall(c -> refused());
        ClientOrderId name = new ClientOrderId("from-afar-3");
        fixture.desk.place(credit(DeskFixture.PAPER, "1"), name);
        fixture.time.advance(Duration.ofHours(25));
        fixture.desk.place(credit(DeskFixture.PAPER, "2"));
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofHours(50));
        assertEquals(List.of(), fixture.desk.calls().stream().filter(c -> c.key().equals(name.value())).toList());
        assertDuplicate(fixture.desk.place(credit(DeskFixture.PAPER, "3"), name));
    }

    private static void assertDuplicate(Placement placement) {
        assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class, placement.outcome())
                .reason());
    }

    private static String refused(Placement placement) {
        assertEquals(Optional.empty(), placement.key(), "nothing came to be");
        return assertInstanceOf(OrderOutcome.NotSent.class, placement.outcome()).why();
    }

    private void restart() {
        fixture.close();
        start();
    }

    @Test
    void everythingThatGuardsNewRiskHoldsForItAndNothingForACancel() {
        start();
        assertTrue(refused(credit(DeskFixture.LIVE, "1")).contains("locked"), "real money");
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(cancel(DeskFixture.LIVE)).outcome());
        fixture.desk.unlock(DeskFixture.LIVE, "LIVE-001");
        fixture.gateway.onCall(c -> accepted());
        fixture.desk.stop("enough");
        assertTrue(refused(credit(DeskFixture.LIVE, "1")).contains("enough"));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(cancel(DeskFixture.LIVE)).outcome());
        fixture.desk.resume();
        assertTrue(refused(credit(new AccountKey(DeskFixture.PAPER.broker(), new AccountId("nobody")), "1"))
                .contains("nobody"));
        assertEquals(2, fixture.gateway.called().size());
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.RECONNECTING);
        assertTrue(refused(cancel(DeskFixture.PAPER)).contains("not connected"));
    }

    @Test
    void limitsThatNeedNoPriceHold() {
        start();
        fixture.setLimits(Map.of("daily.orders", "2", "duplicate.ms", "500"));
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(credit(DeskFixture.PAPER, "1")).outcome());
        assertTrue(refused(credit(DeskFixture.PAPER, "1")).contains("duplicates"));
        Map<String, String> more = new LinkedHashMap<>(credit(DeskFixture.PAPER, "1").fields());
        more.put("NOTE", "");
        assertTrue(refused(new OrderCall(DeskFixture.PAPER, "order-credit", "buy", "another title", more, false))
                .contains("duplicates"), "whatever it is called");
        assertTrue(refused(credit(DeskFixture.PAPER, "2")).contains("at most 2"), "one order and one call");
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(cancel(DeskFixture.PAPER)).outcome());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, fixture.desk.place(DeskFixture.limitBuy(2, 71_900))
                .outcome()).why().contains("at most 2"), "calls leave less room for orders, too");
        fixture.setLimits(Map.of("daily.orders", "3"));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(DeskFixture.limitBuy(2, 71_900)).outcome());
        fixture.setLimits(Map.of("max.quantity", "many"));
        assertTrue(refused(credit(DeskFixture.PAPER, "3")).contains("cannot be understood"));
    }

    @Test
    void aNewOneWaitsForTheComparisonAfterAConnectAndACancelDoesNot() {
        start();
        fixture.desk.unlock(DeskFixture.LIVE, "LIVE-001");
        fixture.gateway.failWith(new BrokerException(ErrorCategory.NETWORK, "no list"));
        fixture.reconnect();
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.place(cancel(DeskFixture.LIVE)).outcome());
        var placing = CompletableFuture.supplyAsync(() -> refused(credit(DeskFixture.LIVE, "1")),
                Thread::startVirtualThread);
        Await.until("it was not compared in time", () -> {
            fixture.time.advance(Duration.ofMillis(500));
            return placing.isDone();
        });
        assertTrue(placing.join().contains("were not compared"), placing.join());
        assertEquals(1, fixture.gateway.called().size());
    }

    /** The broker lists it as nobody's, with the terms of an order of ours that never arrived. */
    @Test
    void aCallIsNotTakenForAnotherOrderInDoubt() {
        start();
        fixture.gateway.onPlace(r -> LOST);
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest lost = fixture.gateway.placed().getFirst();
        fixture.desk.place(credit(DeskFixture.PAPER, "10"));
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(fixture.reported(lost, "R-17",
                OrderStatus.ACCEPTED, 0))));
        fixture.reconnect();
        Await.until("the list is taken over", () -> fixture.desk.orders().size() == 2);
        fixture.time.advance(Duration.ofMinutes(2));
        assertEquals(OrderStatus.UNKNOWN, fixture.desk.order(lost.clientOrderId().value()).orElseThrow().order()
                .status(), "it never arrived, and nobody can say so but a person");
    }

    @Test
    void aNumberOfAnotherOrderSettlesNothing() {
        start();
        fixture.desk.place(credit(DeskFixture.PAPER, "1"));
        fixture.gateway.onCall(c -> LOST);
        String key = fixture.desk.place(credit(DeskFixture.PAPER, "2")).key().orElseThrow();
        assertTrue(fixture.desk.settle(key, new Verdict.Arrived(new BrokerOrderId("R-17"))).orElseThrow()
                .contains("R-17"));
        assertEquals(Optional.empty(), fixture.desk.settle(key, new Verdict.Arrived(new BrokerOrderId("R-18"))));
    }

    @Test
    void oneInDoubtHidesNoChangeOfAnOrder() {
        start();
        fixture.gateway.without(Feature.CLIENT_ORDER_ID);
        fixture.gateway.onCall(c -> LOST);
        fixture.desk.place(credit(DeskFixture.PAPER, "10"));
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        fixture.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest r = fixture.gateway.placed().getLast();
        fixture.gateway.onModify(c -> LOST);
        fixture.desk.modify(fixture.only().key(), Samples.dec(10), Optional.of(Samples.dec(71_800)));
        fixture.gateway.setOpenOrders(List.of(OrderDeskTest.anonymous(fixture.reported(new OrderRequest(
                r.clientOrderId(), r.account(), r.symbol(), r.side(), r.type(), r.timeInForce(), r.quantity(),
                Optional.of(Samples.dec(71_800)), Optional.empty()), "B2", OrderStatus.ACCEPTED, 0))));
        fixture.awaitOnlyIs("B2");
    }

    @Test
    void whatIsOldAndEndedIsForgottenAndADoubtIsNot() {
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, List.of(),
                new DeskJournal.Size(3, 1 << 20, Duration.ZERO));
        fixture.gateway.onCall(c -> refused());
        fixture.desk.place(credit(DeskFixture.PAPER, "1"));
        fixture.gateway.onCall(c -> LOST);
        fixture.desk.place(credit(DeskFixture.PAPER, "2"));
        fixture.time.advance(Duration.ofHours(25));
        fixture.gateway.onCall(c -> accepted());
        fixture.desk.place(credit(DeskFixture.PAPER, "3"));
        assertEquals(List.of("2", "3"), quantities());
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofHours(25));
        assertEquals(List.of("2", "3"), quantities(), "over a restart and a shortened journal too");
    }

    private List<String> quantities() {
        return fixture.desk.calls().stream().map(c -> c.call().fields().get("ORD_QTY")).toList();
    }
}
