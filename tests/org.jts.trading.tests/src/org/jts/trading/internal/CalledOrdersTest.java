package org.jts.trading.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import org.jts.api.event.Notice;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the broker lists under the number that it told to an order in its own words is what came of that. */
class CalledOrdersTest {

    @TempDir
    Path data;
    private DeskFixture fixture;

    @AfterEach
    void close() {
        fixture.close();
    }

    private void start() {
        fixture = new DeskFixture(new FakeDataFolder(data));
        fixture.gateway.onCall(c -> new OrderOutcome.Accepted(new BrokerOrderId("R-17"), fixture.time.now()));
    }

    /** What the broker lists, without a name of ours. */
    private Order listed(String number) {
        OrderRequest terms = OrderRequest.limit(new ClientOrderId("terms"), DeskFixture.PAPER.account(),
                Samples.SAMSUNG, Side.BUY, Samples.dec(10), Samples.dec(71_900));
        return OrderDeskTest.anonymous(fixture.reported(terms, number, OrderStatus.ACCEPTED, 0));
    }

    @Test
    void whatTheBrokerListsUnderItsNumberIsFollowed() {
        start();
        fixture.desk.place(OrderCallTest.credit(DeskFixture.PAPER, "10"));
        assertEquals(Optional.empty(), fixture.desk.calls().getFirst().order(), "no list has it yet");
        fixture.gateway.setOpenOrders(List.of(listed("R-17")));
        fixture.reconnect();
        Await.until("listed", () -> fixture.desk.calls().getFirst().order().isPresent());
        String key = fixture.desk.calls().getFirst().order().orElseThrow();
        assertEquals(OrderStatus.ACCEPTED, fixture.desk.order(key).orElseThrow().order().status());
        assertTrue(fixture.events.notices().stream().noneMatch(n -> n.text().contains("placed elsewhere")), "ours");
        fixture.gateway.onModify(c -> new OrderOutcome.Accepted(new BrokerOrderId("R-18"), fixture.time.now()));
        assertInstanceOf(OrderOutcome.Accepted.class, fixture.desk.modify(key, Samples.dec(5), Optional.empty()));
        assertEquals(Optional.of(key), fixture.desk.calls().getFirst().order(), "by the number it had");
        fixture.close();
        start();
        assertEquals(Optional.of(key), fixture.desk.calls().getFirst().order(), "after a restart too");
    }

    @Test
    void whatTookBackIsNotTakenForWhatItTookBack() {
        start();
        fixture.desk.place(OrderCallTest.cancel(DeskFixture.PAPER));
        fixture.gateway.setOpenOrders(List.of(listed("R-17")));
        fixture.reconnect();
        Await.until("listed", () -> fixture.desk.orders().size() == 1);
        assertEquals(Optional.empty(), fixture.desk.calls().getFirst().order());
        Await.until("told", () -> fixture.events.notices().stream().anyMatch(n -> n.text()
                .contains("placed elsewhere")));
    }

    @Test
    void whatAShortLookBringsIsToldToo() {
        start();
        fixture.gateway.setOpenOrders(List.of(listed("X-1")));
        fixture.desk.place(OrderCallTest.cancel(DeskFixture.PAPER));
        Await.until("listed by the look that follows a call", () -> fixture.desk.orders().size() == 1);
        Await.until("told", () -> {
            fixture.time.advance(BrokerFollower.RETRY);
            return fixture.events.notices().stream().anyMatch(n -> n.text().contains("placed elsewhere"));
        });
        fixture.time.advance(BrokerFollower.FULL);
        fixture.reconnect();
        assertEquals(1, fixture.events.notices().stream().filter(n -> n.text().contains("placed elsewhere")).count(),
                "once");
    }

    @Test
    void anOrderThatWasThereBeforeCameOfNoCall() {
        start();
        Order old = listed("R-17");
        fixture.time.advance(Duration.ofMinutes(5));
        fixture.desk.place(OrderCallTest.credit(DeskFixture.PAPER, "10"));
        fixture.gateway.setOpenOrders(List.of(old));
        fixture.reconnect();
        Await.until("listed", () -> fixture.desk.orders().size() == 1);
        assertEquals(Optional.empty(), fixture.desk.calls().getFirst().order(), "it was changed");
    }

    @Test
    void itIsKnownWhoseTheOrderIsForAsLongAsItIsOpenAndNoLonger() {
        start();
        fixture.desk.place(OrderCallTest.credit(DeskFixture.PAPER, "10"));
        fixture.gateway.setOpenOrders(List.of(listed("R-17")));
        fixture.reconnect();
        Await.until("listed", () -> fixture.desk.calls().getFirst().order().isPresent());
        fixture.time.advance(CalledOrders.KEEP.plusHours(1));
        assertTrue(fixture.desk.calls().getFirst().order().isPresent(), "it is open");
        List<Order> open = fixture.desk.orders().stream().map(DeskOrder::order).toList();
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofDays(100), open);
        assertTrue(fixture.desk.calls().getFirst().order().isPresent(), "over a restart too");
        fixture.gateway.setOpenOrders(List.of());
        fixture.reconnect();
        Await.until("ended", () -> {
            fixture.time.advance(Duration.ofSeconds(1));
            return !fixture.only().order().status().isOpen();
        });
        fixture.time.advance(CalledOrders.KEEP.minusHours(1));
        assertTrue(fixture.desk.calls().getFirst().order().isPresent(), "it ended today");
        fixture.time.advance(Duration.ofHours(2));
        assertEquals(List.of(), fixture.desk.orders());
        assertEquals(List.of(), fixture.desk.calls(), "never without what came of it: nobody knew that it ended");
    }

    @Test
    void whatNoListHasMayBeOpenForWeeksAndAStopNamesIt() {
        start();
        String key = fixture.desk.place(OrderCallTest.credit(DeskFixture.PAPER, "10")).key().orElseThrow();
        fixture.time.advance(Duration.ofDays(3));
        assertEquals(List.of(key), fixture.desk.calls().stream().map(DeskCall::key).toList());
        fixture.close();
        fixture = new DeskFixture(new FakeDataFolder(data), Duration.ofDays(30));
        fixture.desk.stop("enough");
        Notice named = fixture.events.notices().stream().filter(n -> n.text().contains("no list has them")).findFirst()
                .orElseThrow();
        LocalDate placed = LocalDate.ofInstant(FakeTime.START, ZoneId.systemDefault());
        assertTrue(named.detail().contains(key + ": Credit buy of 005930 (" + placed + ")"), named.detail());
    }

    @Test
    void theStopOfAllTradingCancelsWhatIsListedAlsoLaterAndNamesTheRest() {
        start();
        fixture.gateway.onCancel(r -> new OrderOutcome.Accepted(r.brokerOrderId(), fixture.time.now()));
        String key = fixture.desk.place(OrderCallTest.credit(DeskFixture.PAPER, "10")).key().orElseThrow();
        fixture.desk.stop("enough");
        Notice named = fixture.events.notices().stream().filter(n -> n.text().contains("no list has them")).findFirst()
                .orElseThrow();
        assertTrue(named.detail().contains(key + ": Credit buy of 005930"), named.detail());
        assertEquals(List.of(), fixture.gateway.cancelled());
        fixture.gateway.setOpenOrders(List.of(listed("R-17"), listed("X-1")));
        fixture.reconnect();
        Await.until("cancelled", () -> !fixture.gateway.cancelled().isEmpty());
        assertEquals(List.of("R-17"), fixture.gateway.cancelled().stream().map(r -> r.brokerOrderId().value())
                .toList(), "and no order of somebody else");
    }
}
