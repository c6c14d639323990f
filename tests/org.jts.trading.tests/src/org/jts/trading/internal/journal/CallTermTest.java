package org.jts.trading.internal.journal;

import static org.jts.testkit.Samples.ACCOUNT;
import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskCall;
import org.jts.trading.internal.journal.CallTerm.Listed;
import org.junit.jupiter.api.Test;

/** An order in a broker's own words is remembered for as long as it may be open, over a shortened journal too. */
class CallTermTest {

    private static final Instant START = Instant.parse("2026-01-02T01:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    private final List<String> records = new ArrayList<>();
    private Instant now = START;

    @Test
    void whatTheBrokerListsIsKeptWhileItIsOpenAndForADay() {
        call("c1", accepted("R-1"));
        seen("R-1", OrderStatus.ACCEPTED);
        after(CallTerm.UNLISTED.multipliedBy(3));
        assertKept("c1");
        seen("R-1", OrderStatus.FILLED);
        after(CallTerm.DAY.minus(HOUR));
        assertKept("c1");
        after(HOUR);
        assertKept();
    }

    @Test
    void whatNoListHasIsKeptForAsLongAsAnyOfThemLasts() {
        call("c1", accepted("R-1"));
        after(CallTerm.UNLISTED.minus(HOUR));
        assertKept("c1");
        after(HOUR.plusSeconds(1));
        assertKept();
    }

    @Test
    void anOrderOfThatNumberThatWasThereBeforeOrIsSomewhereElseSaysNothing() {
        seen("R-1", OrderStatus.ACCEPTED);
        after(HOUR);
        call("c1", accepted("R-1"));
        call("c2", accepted("X-2"));
        records.add(line(new Entry.Seen("elsewhere", BROKER, true, order("X-2", OrderStatus.CANCELLED, "LIVE-001"))));
        after(CallTerm.DAY.plus(HOUR));
        assertKept("c1", "c2");
        seen("R-1", OrderStatus.CANCELLED);
        after(CallTerm.DAY.plus(HOUR));
        assertKept("c1", "c2");
    }

    /** The broker changed its number since: it is known under the one that it told, too. */
    @Test
    void anOrderThatWasRenumberedIsStillTheOneThatCameOfTheCall() {
        call("c1", accepted("R-1"));
        records.add(line(new Entry.Seen("fake:R-1", BROKER, true, order("R-9", OrderStatus.CANCELLED, ACCOUNT.value()),
                Set.of(new BrokerOrderId("R-1")), false)));
        after(CallTerm.DAY.plus(HOUR));
        assertKept();
    }

    @Test
    void whatNeverWasAtTheBrokerOrOnlyTookBackIsKeptForADay() {
        call("refused", new OrderOutcome.Rejected(RejectReason.OTHER, "", "no"));
        call("not sent", new OrderOutcome.NotSent("no line"));
        call("doubt", new OrderOutcome.Unknown("no answer"));
        records.add(line(new Entry.Calling("cancel", new OrderCall(new AccountKey(BROKER, ACCOUNT), "order-resv-ccnl",
                "", "Cancel", Map.of(), true), now)));
        records.add(line(new Entry.Called("cancel", accepted("R-1"))));
        after(CallTerm.DAY.minus(HOUR));
        assertKept("refused", "not sent", "doubt", "cancel");
        after(HOUR);
        assertKept("doubt");
    }

    @Test
    void ofVeryManyThatNoListHasTheOldestGo() {
        List<DeskCall> calls = new ArrayList<>();
        for (int i = 0; i < CallTerm.MOST_UNLISTED + 2; i++) {
            calls.add(new DeskCall("c" + i, sale(), Optional.of(accepted("R-" + i)), START.plusSeconds(i),
                    START.plusSeconds(i)));
        }
        calls.add(2, new DeskCall("listed", sale(), Optional.of(accepted("L")), START, START));
        assertEquals(Set.of("c0", "c1"), CallTerm.over(calls, c -> c.key().equals("listed") ? Listed.KEPT
                : Listed.NEVER, START.plus(CallTerm.DAY).plus(HOUR)));
    }

    private void after(Duration time) {
        now = now.plus(time);
    }

    /** By the records, and by what they come to. */
    private void assertKept(String... keys) {
        Replay whole = replay(records);
        assertEquals(List.of(keys), whole.calls(now).stream().map(DeskCall::key).toList());
        Replay shortened = replay(whole.state());
        assertEquals(whole.calls(now), shortened.calls(now));
        assertEquals(whole.state(), shortened.state());
    }

    private void call(String key, OrderOutcome outcome) {
        records.add(line(new Entry.Calling(key, sale(), now)));
        records.add(line(new Entry.Called(key, outcome)));
    }

    private static OrderCall sale() {
        return new OrderCall(new AccountKey(BROKER, ACCOUNT), "order-resv", "", "Reserved order", Map.of(), false);
    }

    private OrderOutcome accepted(String number) {
        return new OrderOutcome.Accepted(new BrokerOrderId(number), now);
    }

    private void seen(String number, OrderStatus status) {
        records.add(line(new Entry.Seen("fake:" + number, BROKER, true, order(number, status, ACCOUNT.value()))));
    }

    private Order order(String number, OrderStatus status, String account) {
        Order order = Order.pending(OrderRequest.limit(new ClientOrderId("none"),
                new AccountId(account), SAMSUNG, Side.BUY, BigDecimal.TEN,
                BigDecimal.valueOf(71_900)), START);
        return order.withBrokerOrderId(new BrokerOrderId(number), now).withStatus(status, now, Optional.empty());
    }

    private String line(Entry entry) {
        return Codec.write(new Line(now, entry));
    }

    private Replay replay(List<String> texts) {
        return Replays.of(texts, () -> now);
    }
}
