package org.jts.trading.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.store.StoreException;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.JournalLine;
import org.jts.api.trading.Violation;
import org.jts.journal.JournalScan;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeRegistry;
import org.jts.trading.internal.journal.DeskJournal;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a desk knows of orders that another one, which is gone, had placed. */
class RestartTest {

    @TempDir
    Path data;
    private DeskFixture desk;

    @AfterEach
    void close() {
        if (desk != null) {
            desk.close();
        }
    }

    @Test
    void theIntentIsOnDiskBeforeTheBrokerIsCalled() throws Exception {
        start();
        List<String> atTheCall = new ArrayList<>();
        desk.gateway.onPlace(r -> {
            atTheCall.addAll(records());
            return accepted("B1");
        });
        desk.desk.place(DeskFixture.limitBuy(10, 71_900));
        desk.gateway.onModify(c -> {
            atTheCall.addAll(records());
            return accepted("B1");
        });
        desk.desk.modify(desk.only().key(), dec(5), Optional.empty());
        desk.gateway.onCancel(c -> {
            atTheCall.addAll(records());
            return accepted("B1");
        });
        desk.desk.cancel(desk.only().key());
        for (String word : List.of("placing", "changing", "cancelling")) {
            assertTrue(atTheCall.stream().anyMatch(r -> r.contains("\"is\":\"" + word + "\"")
                    && r.contains(desk.only().key())), word + " in " + atTheCall);
        }
    }

    @Test
    void openOrdersTradesAndNamesOutliveTheProgram() {
        start();
        OrderRequest sent = place("B1");
        desk.gateway.send(new OrderEvent.Filled(desk.reported(sent, "B1", OrderStatus.PARTIAL, 4),
                desk.execution(sent, "B1", "E1", 4)));
        DeskOrder before = desk.only();
        restart();
        assertEquals(before, desk.only());
        desk.gateway.send(new OrderEvent.Filled(desk.reported(sent, "B1", OrderStatus.PARTIAL, 4),
                desk.execution(sent, "B1", "E1", 4)));
        assertEquals(1, desk.only().executions().size(), "a trade of before is not counted again");
        desk.gateway.setExecutions(List.of());
        assertNotEquals(sent.clientOrderId(), place("B2").clientOrderId());
    }

    @Test
    void anOrderThatWasNeverAnsweredIsUnknownUntilTheBrokerTells() {
        start();
        desk.gateway.onPlace(r -> {
            copyTo(data.resolve("dead"));
            return accepted("B1");
        });
        desk.desk.place(DeskFixture.limitBuy(10, 71_900));
        OrderRequest sent = desk.gateway.placed().getFirst();
        desk.close();
        start(data.resolve("dead"));
        assertEquals(OrderStatus.UNKNOWN, desk.only().order().status());
        assertTrue(desk.only().order().message().orElseThrow().contains("before the program ended"));
        assertTrue(noticed(Severity.WARNING, "1 orders may have been sent before the program ended").detail()
                .contains(sent.clientOrderId().value()));
        desk.gateway.setOpenOrders(List.of(desk.reported(sent, "B1", OrderStatus.ACCEPTED, 0)));
        desk.reconnect();
        Await.until("found", () -> desk.only().order().status() == OrderStatus.ACCEPTED);
        assertEquals(List.of(), desk.gateway.placed(), "nothing is sent again");
    }

    @Test
    void aChangeThatWasNeverAnsweredIsFollowedWhereTheBrokerRenumbers() {
        start();
        OrderRequest sent = place("B1");
        desk.gateway.onModify(c -> {
            copyTo(data.resolve("dead"));
            return accepted("B2");
        });
        desk.desk.modify(desk.only().key(), dec(5), Optional.of(dec(71_800)));
        desk.close();
        start(data.resolve("dead"));
        desk.time.advance(Duration.ofSeconds(30));
        Order renumbered = OrderDeskTest.anonymous(desk.reported(new OrderRequest(sent.clientOrderId(), sent.account(),
                SAMSUNG, sent.side(), sent.type(), sent.timeInForce(), dec(5), Optional.of(dec(71_800)),
                Optional.empty()),
                "B2", OrderStatus.ACCEPTED, 0));
        desk.gateway.setOpenOrders(List.of(renumbered));
        desk.reconnect();
        Await.until("followed", () -> desk.desk.orders().size() == 1
                && desk.only().order().brokerOrderId().equals(Optional.of(new BrokerOrderId("B2"))));
        assertFalse(desk.only().foreign());
        assertEquals(dec(5), desk.only().order().quantity());
        desk.gateway.send(new OrderEvent.Changed(OrderDeskTest.anonymous(
                desk.reported(sent, "B1", OrderStatus.CANCELLED, 0))));
        assertEquals(OrderStatus.ACCEPTED, desk.only().order().status(),
                "the end of the old number is not the order's");
    }

    @Test
    void whereverTheJournalEndsAnOrderThatWasNamedIsOneAndItsTradesCountOnce() throws Exception {
        start();
        desk.gateway.onPlace(r -> {
            desk.gateway.send(new OrderEvent.Filled(
                    OrderDeskTest.anonymous(desk.reported(r, "B1", OrderStatus.PARTIAL, 4)),
                    OrderDeskTest.anonymous(desk.execution(r, "B1", "E1", 4))));
            return accepted("B1");
        });
        desk.desk.place(DeskFixture.limitBuy(10, 71_900));
        desk.close();
        List<String> lines = Files.readAllLines(file());
        for (int end = 1; end <= lines.size(); end++) {
            Path cut = Files.createDirectories(data.resolve("cut-" + end + "/orders"));
            Files.writeString(cut.resolve(file().getFileName()), String.join("\n", lines.subList(0, end)) + "\n");
            start(cut.getParent());
            List<DeskOrder> shown = desk.desk.orders();
            int trades = shown.stream().mapToInt(o -> o.executions().size()).sum();
            assertTrue(trades <= 1, "after record " + end + ": " + shown);
            List<BrokerOrderId> names = shown.stream().flatMap(o -> o.order().brokerOrderId().stream()).toList();
            assertEquals(names.stream().distinct().toList(), names, "after record " + end + ": " + shown);
            desk.close();
        }
        desk = null;
    }

    @Test
    void aLongJournalIsShortenedAndSaysTheSame() throws Exception {
        DeskJournal.Size small = new DeskJournal.Size(50, 1 << 20, Duration.ZERO);
        desk = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, List.of(), small);
        desk.time.advance(Duration.ofSeconds(1));
        for (int i = 0; i < 30; i++) {
            OrderRequest sent = place("B" + i);
            if (i % 2 == 0) {
                desk.gateway.send(new OrderEvent.Filled(desk.reported(sent, "B" + i, OrderStatus.FILLED, 10),
                        desk.execution(sent, "B" + i, "E" + i, 10)));
            }
        }
        Await.until("shortened", () -> !files("checkpoint-").isEmpty());
        desk.gateway.onCancel(r -> new OrderOutcome.Rejected(RejectReason.OTHER, "", "no"));
        desk.desk.stop("enough");
        List<DeskOrder> before = desk.desk.orders();
        List<Order> open = before.stream().map(DeskOrder::order).filter(o -> o.status().isOpen()).toList();
        desk.close();
        desk = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, open, small);
        assertEquals(before, desk.desk.orders());
        assertEquals(Optional.of("enough"), desk.desk.stopped());
        JournalReader reader = new JournalReader(desk.folder);
        assertEquals(Optional.empty(), reader.verify(Optional.empty()).flaw());
        assertTrue(reader.history(before.getFirst().key()).getFirst().text().startsWith("about to place"),
                "what was put away is told, too");
    }

    @Test
    void beforeTheJournalWasReadNothingIsPlacedAndItIsSaidWhy() throws Exception {
        start();
        place("B1");
        desk.close();
        Path file = file();
        // A file that nobody writes to and that does not end keeps the reader waiting.
        Path kept = Files.move(file, data.resolve("kept"));
        assertEquals(0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
        FakeRegistry registry = new FakeRegistry();
        FakeTime time = new FakeTime();
        OrderDeskImpl reading = new OrderDeskImpl(registry, desk.feed, desk.accounts, time, desk.events, desk.folder);
        registry.add(desk.connection);
        registry.setPhase(desk.connection, ConnectionPhase.CONNECTED);
        var placing = CompletableFuture.supplyAsync(() -> reading.place(DeskFixture.limitBuy(1, 71_900)),
                Thread::startVirtualThread);
        Await.until("given up", () -> {
            time.advance(Duration.ofSeconds(1));
            return placing.isDone();
        });
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, placing.get().outcome()).why()
                .contains("is being read"));
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, reading.cancel("x")).why().contains("is being read"));
        assertEquals(List.of(), reading.orders());
        try (var out = Files.newOutputStream(file)) {
            Files.copy(kept, out);
        }
        reading.close();
        desk = null;
    }

    @Test
    void anOrderThatEndedYesterdayStaysInTheJournalOnly() {
        start();
        OrderRequest sent = place("B1");
        desk.gateway.send(new OrderEvent.Changed(desk.reported(sent, "B1", OrderStatus.CANCELLED, 0)));
        desk.close();
        DeskFixture later = new DeskFixture(new FakeDataFolder(data), Duration.ofHours(25));
        desk = later;
        assertEquals(List.of(), later.desk.orders());
        place("B1");
        assertEquals(1, later.desk.orders().size(), "a number that is used again is another order");
    }

    @Test
    void aNameThatASenderGaveIsKnownForAMonth() throws Exception {
        DeskJournal.Size small = new DeskJournal.Size(8, 1, Duration.ZERO);
        ClientOrderId name = new ClientOrderId("remote-1");
        desk = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, List.of(), small);
        desk.gateway.onPlace(r -> new OrderOutcome.Rejected(RejectReason.OTHER, "", "no"));
        desk.desk.place(DeskFixture.limitBuy(10, 71_900), name);
        desk.desk.place(DeskFixture.limitBuy(10, 71_900));
        for (int days = 2; days <= 30; days += 7) {
            desk.close();
            desk = new DeskFixture(new FakeDataFolder(data), Duration.ofDays(days), List.of(), small);
            desk.gateway.onPlace(r -> new OrderOutcome.Rejected(RejectReason.OTHER, "", "no"));
            assertEquals(List.of(), desk.desk.orders(), "the order itself is forgotten");
            int sent = desk.gateway.placed().size();
            assertEquals(RejectReason.DUPLICATE, assertInstanceOf(OrderOutcome.Rejected.class,
                    desk.desk.place(DeskFixture.limitBuy(10, 71_900), name).outcome()).reason());
            assertEquals(sent, desk.gateway.placed().size(), "nothing is sent after %d days".formatted(days));
            for (int i = 0; i < 6; i++) {
                desk.desk.place(DeskFixture.limitBuy(10, 71_900));
            }
            desk.time.advance(Duration.ofSeconds(1));
            Await.until("its records are let go", () -> records().stream().noneMatch(r -> r.contains("\"placing\"")
                    && r.contains("remote-1")));
        }
        desk.close();
        desk = new DeskFixture(new FakeDataFolder(data), Duration.ofDays(31), List.of(), small);
        desk.gateway.onPlace(r -> accepted("B9"));
        assertInstanceOf(OrderOutcome.Accepted.class,
                desk.desk.place(DeskFixture.limitBuy(10, 71_900), name).outcome());
    }

    @Test
    void aJournalThatWasChangedStopsNewOrdersAndNamesTheRecord() throws Exception {
        start();
        place("B1");
        desk.close();
        Path file = file();
        List<String> lines = Files.readAllLines(file);
        int changed = lines.indexOf(lines.stream().filter(l -> l.contains("71900")).findFirst().orElseThrow()) + 1;
        Files.writeString(file, Files.readString(file).replaceFirst("71900", "71800"));
        start();
        List<Violation> found = desk.desk.check(DeskFixture.limitBuy(1, 71_900));
        assertTrue(found.getFirst().text().contains("line %1$d: expected record %1$d with seal".formatted(changed)),
                found::toString);
        assertInstanceOf(OrderOutcome.NotSent.class, desk.desk.place(DeskFixture.limitBuy(1, 71_900)).outcome());
        assertEquals(List.of(), desk.gateway.placed());
        noticed(Severity.ERROR, "The order journal cannot be used: no new orders.");
    }

    @Test
    void withoutAJournalOrdersCanStillBeCancelled() throws Exception {
        start();
        OrderRequest sent = place("B1");
        desk.desk.flush();
        desk.close();
        Files.writeString(file(), Files.readString(file()) + "nonsense\n");
        start();
        StoreException unwritten = assertThrows(StoreException.class, desk.desk::flush);
        assertTrue(unwritten.getMessage().startsWith("The order journal cannot be written"), unwritten.getMessage());
        assertEquals(1, desk.desk.orders().size(), "what is good before the flaw is known");
        desk.gateway.onCancel(r -> accepted("B1"));
        assertInstanceOf(OrderOutcome.Accepted.class, desk.desk.cancel(sent.clientOrderId().value()));
        noticed(Severity.ERROR, "is sent without a record in the order journal");
        OrderOutcome change = desk.desk.modify(sent.clientOrderId().value(), dec(5), Optional.empty());
        assertTrue(assertInstanceOf(OrderOutcome.NotSent.class, change).why().contains("order journal"),
                change::toString);
    }

    @Test
    void aJournalOfANewerProgramIsNotTouched() throws Exception {
        start();
        desk.close();
        try (var journal = org.jts.journal.Journal.open(data.resolve("orders"), r -> { })) {
            journal.append("{\"v\":9,\"at\":0,\"is\":\"placing\"}");
        }
        start();
        assertTrue(desk.desk.check(DeskFixture.limitBuy(1, 71_900)).getFirst().text().contains("newer program"));
    }

    @Test
    void theHistoryOfAnOrderIsToldInWords() throws Exception {
        start();
        OrderRequest sent = place("B1");
        desk.gateway.send(new OrderEvent.Filled(desk.reported(sent, "B1", OrderStatus.FILLED, 10),
                desk.execution(sent, "B1", "E1", 10)));
        desk.desk.place(DeskFixture.limitBuy(1, 71_800));
        JournalReader reader = new JournalReader(desk.folder);
        String told = String.join("\n", reader.history(sent.clientOrderId().value()).stream().map(JournalLine::text)
                .toList());
        assertTrue(told.startsWith(
                "about to place at fake: BUY 10 KRX:005930 LIMIT 71900 DAY in FAKE-001\nACCEPTED, 0 of 10"),
                told);
        assertTrue(told.contains("trade E1: BUY 10 at 71900, commission 10, tax 0 KRW"), told);
        assertFalse(told.contains("71800"), told);
        assertEquals(Optional.empty(), reader.verify(Optional.empty()).flaw());
        assertEquals(List.of(), reader.history("nobody"));
    }

    @Test
    void aDeskWhoseClockWasSetBackStillMakesNewNames() {
        ClientOrderIds first = new ClientOrderIds(java.time.Instant.parse("2026-01-02T01:00:00Z"), java.util.Set.of());
        ClientOrderIds second = new ClientOrderIds(java.time.Instant.EPOCH, java.util.Set.of(first.prefix()));
        assertTrue(second.prefix().substring(0, 8).compareTo(first.prefix().substring(0, 8)) > 0,
                first.prefix() + " " + second.prefix());
    }

    private void start() {
        start(data);
    }

    private void start(Path folder) {
        desk = new DeskFixture(new FakeDataFolder(folder));
    }

    /** A new desk at a broker that still has what it had. */
    private void restart() {
        List<Order> open = desk.desk.orders().stream().map(DeskOrder::order).filter(o -> o.status().isOpen()).toList();
        desk.close();
        desk = new DeskFixture(new FakeDataFolder(data), Duration.ZERO, open);
    }

    private OrderRequest place(String brokerId) {
        desk.gateway.onPlace(r -> accepted(brokerId));
        assertInstanceOf(OrderOutcome.Accepted.class, desk.desk.place(DeskFixture.limitBuy(10, 71_900)).outcome());
        return desk.gateway.placed().getLast();
    }

    private OrderOutcome accepted(String brokerId) {
        return new OrderOutcome.Accepted(new BrokerOrderId(brokerId), desk.time.now());
    }

    private Notice noticed(Severity severity, String words) {
        return desk.events.notices().stream().filter(n -> n.severity() == severity && n.text().contains(words))
                .findFirst()
                .orElseThrow(() -> new AssertionError("expected \"%s\", found %s".formatted(words,
                desk.events.notices())));
    }

    private List<String> records() {
        List<String> texts = new ArrayList<>();
        try {
            JournalScan.live(data.resolve("orders"), () -> {
                texts.clear();
                return r -> texts.add(r.text());
            });
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return texts;
    }

    private List<Path> files(String name) {
        try (Stream<Path> files = Files.list(data.resolve("orders"))) {
            return files.filter(f -> f.getFileName().toString().startsWith(name)).toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Path file() throws IOException {
        try (Stream<Path> files = Files.list(data.resolve("orders"))) {
            return files.filter(f -> f.toString().endsWith(".log")).findFirst().orElseThrow();
        }
    }

    /** The disk as it would be if the program ended now. */
    private void copyTo(Path folder) {
        try {
            Files.createDirectories(folder.resolve("orders"));
            Files.copy(file(), folder.resolve("orders").resolve(file().getFileName()));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
