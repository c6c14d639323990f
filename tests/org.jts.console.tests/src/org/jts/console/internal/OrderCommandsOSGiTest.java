package org.jts.console.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.CurrencyCode;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskCall;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;

/** The commands of orders and of their journal, through a real Gogo session. */
class OrderCommandsOSGiTest extends CommandCase {
    @Test
    void orderIsPlacedAsItIsWritten() {
        fixture.connected();
        Result result = fixture.run(
                "order:place sell 5 KRX:005930 limit 72000 --tif IOC --account FAKE-001 --broker fake");
        assertEquals(Console.OK, result.status(), result.err());
        assertEquals("K-1 ACCEPTED: SELL 5 KRX:005930 LIMIT 72000, 0 filled", result.out().strip());
        assertEquals(new OrderDraft(ACCOUNT, SAMSUNG, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, dec(5),
                Optional.of(dec(72_000)), Optional.empty()), fixture.desk.drafts.getFirst());
        fixture.run("order:place buy 0.10 005930 stop-limit 70000 70100.50 --account fake/FAKE-001");
        assertEquals(new OrderDraft(ACCOUNT, SAMSUNG, Side.BUY, OrderType.STOP_LIMIT, TimeInForce.DAY, dec("0.10"),
                Optional.of(dec("70100.50")), Optional.of(dec(70_000))), fixture.desk.drafts.get(1));
        fixture.run("order:place buy 10 005930 market true");
        assertEquals(2, fixture.desk.drafts.size(), "expected a word too many to place nothing");
    }

    @Test
    void aKindOfTheBrokersOwnIsListedAndPlaced() {
        assertTrue(fixture.run("order:kinds 005930").out().contains("Plain orders only."));
        fixture.gateway.offer(new OrderInstruction("CLOSE", "", "At the close", OrderType.MARKET, TimeInForce.IOC,
                Set.of(Side.SELL), Set.of("KRX")));
        fixture.connected();
        String listed = fixture.run("order:kinds 005930").out();
        assertTrue(listed.matches("(?s).*CLOSE +At the close +MARKET +IOC +SELL.*"), listed);
        Result result = fixture.run("order:place sell 5 005930 market --as CLOSE");
        assertEquals(Console.OK, result.status(), result.err());
        OrderDraft draft = fixture.desk.drafts.getLast();
        assertEquals(Optional.of("CLOSE"), draft.instruction());
        assertEquals(TimeInForce.IOC, draft.timeInForce(), "that of the kind");
        assertTrue(result.out().contains("SELL 5 KRX:005930 At the close,"), result.out());
        assertTrue(fixture.run("order:list").out().contains("At the close"), "by its name in lists too");
    }

    @Test
    void anOrderInTheBrokersOwnWordsIsOfferedAgreedToAndSent() {
        fixture.connected();
        assertTrue(fixture.run("order:forms").out().contains("Plain orders only."));
        fixture.gateway.offer(new CallForm("credit", "buy", "Credit buy", List.of(new CallForm.Field("PDNO", "Code",
                true), new CallForm.Field("NOTE", "", false)), Optional.empty()), new CallForm("undo", "", "Undo",
                List.of(new CallForm.Field("KIND", "What to do", true)), Optional.of(Map.of("KIND", "02"))));
        String forms = fixture.run("order:forms --broker fake").out();
        assertTrue(forms.matches("(?s).*credit buy +Credit buy.*undo +Undo +KIND=02.*"), forms);
        assertTrue(fixture.run("order:forms credit buy").out().matches("(?s).*PDNO +Code.*NOTE.*"));
        assertTrue(fixture.run("order:forms credit").err().contains("order:forms shows them"));
        Result asked = fixture.run("order:call credit buy PDNO=005930 --broker fake");
        assertEquals(Console.USAGE, asked.status());
        assertTrue(asked.err().contains("expected --agree") && asked.err().contains("Credit buy PDNO=005930"),
                asked.err());
        assertTrue(fixture.run("order:call credit buy NOTE=x --agree").err().contains("PDNO"), "what is missing");
        assertTrue(fixture.run("order:call credit buy PDNO=1 sideways --agree").err().contains("FIELD=VALUE"));
        assertEquals(0, fixture.desk.calls().size());
        fixture.desk.onCall(c -> new OrderOutcome.Accepted(new BrokerOrderId("R-7"), Instant.EPOCH));
        Result sent = fixture.run("order:call credit buy PDNO=005930 --agree");
        assertEquals(Console.OK, sent.status(), sent.err());
        assertTrue(sent.out().contains("R-7"), sent.out());
        assertEquals(new OrderCall(ACCOUNT, "credit", "buy", "Credit buy PDNO=005930", Map.of("PDNO", "005930"), false),
                fixture.desk.calls().getFirst().call());
        assertEquals(Console.OK, fixture.run("order:call undo KIND=02").status(), "what takes back needs no agreement");
        assertTrue(fixture.desk.calls().getLast().call().isCancel(), "a cancel");
        fixture.desk.onCall(c -> new OrderOutcome.Unknown("no answer"));
        assertTrue(fixture.run("order:call undo KIND=02").err().contains("order:settle call-3 never"));
        fixture.desk.onCall(c -> new OrderOutcome.Rejected(RejectReason.OTHER, "X1", "not today"));
        assertTrue(fixture.run("order:call undo KIND=02").err().contains("(OTHER): not today"));
        fixture.desk.onCall(c -> new OrderOutcome.NotSent("no line"));
        assertTrue(fixture.run("order:call undo KIND=02").err().contains("nothing was sent: no line"));
    }

    @Test
    void everyOutcomeThatIsNotAcceptedFailsWithItsReason() {
        fixture.connected();
        Map<OrderOutcome, String> outcomes = Map.of(
                new OrderOutcome.Rejected(RejectReason.PRICE_TICK, "", "expected a multiple of 100, found 72050"),
                "order K-1 was rejected (PRICE_TICK): expected a multiple of 100, found 72050",
                new OrderOutcome.NotSent("limit price: expected a multiple of 100"),
                "the order was not sent: limit price: expected a multiple of 100",
                new OrderOutcome.Unknown("no answer within 5 s"), "do not place it again before order:show K-");
        outcomes.forEach((outcome, text) -> {
            fixture.desk.drafts.clear();
            fixture.desk.answer = outcome;
            Result result = fixture.run("order:place buy 10 005930 market");
            assertEquals(Console.FAILED, result.status());
            assertTrue(result.err().contains(text), "expected \"%s\" in: %s".formatted(text, result.err()));
        });
    }

    @Test
    void waitingOrderSucceedsOnlyWhenItIsFilled() {
        fixture.connected();
        fixture.desk.status = OrderStatus.FILLED;
        assertEquals(Console.OK, fixture.run("order:place buy 10 005930 market --wait").status());
        fixture.desk.status = OrderStatus.EXPIRED;
        Result expired = fixture.run("order:place buy 10 005930 market --wait");
        assertEquals(Console.FAILED, expired.status());
        assertTrue(expired.err().contains("expected order K-2 to be filled, found EXPIRED with 0 of 10"),
                expired.err());
        fixture.desk.status = OrderStatus.ACCEPTED;
        Result open = fixture.run("order:place buy 10 005930 market --wait --limit 1");
        assertTrue(open.err().contains("within 1 s, found ACCEPTED; it works on, see order:show K-3"), open.err());
    }

    @Test
    void orderNeedsAConnectedBrokerAndAKnownAccount() {
        Result off = fixture.run("order:place buy 10 005930 market");
        assertTrue(off.err().contains("broker:connect fake"), off.err());
        fixture.connected();
        Result account = fixture.run("order:place buy 10 005930 market --account X-1");
        assertTrue(account.err().contains("expected one of the accounts [FAKE-001] of broker fake, found \"X-1\""),
                account.err());
        assertEquals(List.of(), fixture.desk.drafts);
    }

    @Test
    void ordersAreListedChangedShownAndCancelled() {
        fixture.connected();
        assertTrue(fixture.run("order:list").out().contains("No orders."));
        fixture.run("order:place buy 10 005930 limit 60000");
        Result all = fixture.run(
                "order:modify last 5 61000; order:cancel last; order:list; order:list --open --broker fake");
        assertEquals(Console.OK, all.status(), all.err());
        assertEquals(List.of("modify K-1 5 Optional[61000]", "cancel K-1"), fixture.desk.calls);
        assertTrue(all.out().contains("K-1 CANCELLED") && all.out().contains("No orders."), all.out());
        assertTrue(fixture.run("order:list -j").out().contains("\"status\":\"CANCELLED\""));
        DeskOrder order = fixture.desk.order("K-1").orElseThrow();
        fixture.desk.put(new DeskOrder("K-1", order.broker(), order.order(),
                List.of(new Execution(new ExecutionId("E-1"),
                new BrokerOrderId("B-1"), Optional.empty(), Samples.ACCOUNT, SAMSUNG, Side.BUY, dec(3), dec(60_000),
                dec("27"), dec(0), CurrencyCode.KRW, NOW)), false));
        assertTrue(fixture.run("order:show K-1").out().contains("E-1"));
        assertTrue(fixture.run("order:place buy 1 005930 market -j").out().startsWith("{\"key\":\"K-2\""));
    }

    @Test
    void cancelThatFailsOrComesTooLateIsAFailure() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        fixture.desk.afterCancel = OrderStatus.FILLED;
        Result late = fixture.run("order:cancel K-1 --limit 1");
        assertEquals(Console.FAILED, late.status());
        assertTrue(late.err().contains("expected order K-1 to be cancelled within 1 s, found FILLED"), late.err());
        Map<OrderOutcome, String> outcomes = Map.of(
                new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "", "filled already"),
                "was rejected (ORDER_CLOSED)",
                new OrderOutcome.NotSent("no connection"), "was not sent: no connection",
                new OrderOutcome.Unknown("no answer"), "it is not known whether the cancel of order K-1 was taken");
        outcomes.forEach((outcome, text) -> {
            fixture.desk.answer = outcome;
            assertTrue(fixture.run("order:cancel K-1").err().contains(text), text);
        });
    }

    @Test
    void unknownOrdersAreSettledByHand() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        assertEquals(Console.OK, fixture.run("order:settle last never; order:settle K-1 B-77").status());
        assertEquals(List.of("K-1 NeverArrived[]", "K-1 Arrived[brokerOrderId=B-77]"), fixture.desk.settled);
        assertEquals(Console.FAILED, fixture.run("order:settle K-9 never").status());
        fixture.desk.settled.add("refuse");
        assertTrue(fixture.run("order:settle K-1 never").err().contains("nothing to settle"));
    }

    @Test
    void ordersInABrokersOwnWordsAreListedAndSettled() {
        fixture.connected();
        assertTrue(fixture.run("order:calls").out().contains("No orders in a broker's own words."));
        OrderCall call = new OrderCall(ACCOUNT, "order-credit", "buy", "Credit buy 005930", Map.of(), false);
        fixture.desk.put(new DeskCall("C-1", call, Optional.of(new OrderOutcome.Unknown("no answer")), NOW, NOW));
        fixture.desk.put(new DeskCall("C-2", call, Optional.of(FakeDesk.ACCEPTED), NOW, NOW));
        fixture.desk.put(new DeskCall("C-3", call, Optional.of(new OrderOutcome.Rejected(RejectReason.OTHER, "E1",
                "closed")), NOW, NOW));
        fixture.desk.put(new DeskCall("C-4", call, Optional.of(new OrderOutcome.NotSent("no line")), NOW, NOW));
        fixture.desk.put(new DeskCall("C-5", call, Optional.empty(), NOW, NOW));
        String calls = fixture.run("order:calls").out();
        assertTrue(calls.matches("(?s).*C-1 .*Credit buy 005930 +order-credit buy +UNKNOWN .*order:settle C-1 .*"),
                calls);
        assertTrue(calls.matches("(?s).*C-2 .*ACCEPTED +B-1 .*C-3 .*REJECTED.*closed \\[E1\\].*C-4 .*NOT SENT.*no line"
                + ".*C-5 .*SENT.*"), calls);
        assertTrue(fixture.run("order:list").out().contains("C-1"), "where a trader looks");
        assertFalse(fixture.run("order:list -j").out().contains("C-1"), "of another form");
        assertTrue(fixture.run("order:calls --broker other").out().contains("No orders"));
        assertTrue(fixture.run("order:settle C-1 never").out().contains("C-1"));
        assertEquals(List.of("C-1 NeverArrived[]"), fixture.desk.settled);
    }

    @Test
    void whatCameOfAnOrderInABrokersOwnWordsIsSaidOfBoth() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        DeskOrder placed = fixture.desk.order("K-1").orElseThrow();
        DeskOrder foreign = new DeskOrder("K-1", placed.broker(), placed.order(), List.of(), true);
        fixture.desk.put(foreign);
        OrderCall call = new OrderCall(ACCOUNT, "order-credit", "buy", "Credit buy 005930", Map.of(), false);
        fixture.desk.put(new DeskCall("C-1", call, Optional.of(FakeDesk.ACCEPTED), NOW, NOW));
        assertFalse(fixture.run("order:list -j").out().contains("Credit buy"), "no list has it");
        fixture.desk.put(new DeskCall("C-1", call, Optional.of(FakeDesk.ACCEPTED), NOW, NOW).as(foreign));
        fixture.run("order:cancel K-1");
        String calls = fixture.run("order:calls").out();
        assertTrue(calls.matches("(?s).*C-1 .*CANCELLED +B-1 .*K-1.*"), calls);
        assertTrue(fixture.run("order:list -j").out().contains("\"kind\":\"Credit buy 005930\""));
    }

    @Test
    void stoppingTellsWhatCameOfEachOrderAndFailsWhenOneIsLeft() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        fixture.desk.answer = new OrderOutcome.Unknown("no answer");
        Result left = fixture.run("order:stop prices look wrong");
        assertEquals(Console.FAILED, left.status());
        assertTrue(left.err().contains("found 1 that are not: K-1") && left.out().contains("K-1"), left.err()
                + left.out());
        assertEquals(Optional.of("prices look wrong"), fixture.desk.stopped());
        assertEquals(Console.OK, fixture.run("order:resume").status());
        assertEquals(Optional.empty(), fixture.desk.stopped());
        fixture.desk.answer = FakeDesk.ACCEPTED;
        assertEquals(Console.OK, fixture.run("order:stop").status());
        assertEquals(Optional.of("from the console"), fixture.desk.stopped());
    }

    @Test
    void theJournalIsVerifiedAndItsFirstBadRecordNamed() {
        Result good = fixture.run("journal:verify");
        assertEquals(Console.OK, good.status());
        assertTrue(good.out().contains(FakeJournal.OWN.toString()) && good.out().contains("abc"), good.out());
        assertTrue(fixture.run("journal:verify elsewhere --json").out().contains("elsewhere"));
        fixture.journal.flaw = Optional.of("journal-1.log line 5: expected record 5");
        Result bad = fixture.run("journal:verify");
        assertEquals(Console.FAILED, bad.status());
        assertTrue(bad.err().contains("expected record 5"), bad.err());
        assertTrue(fixture.run("journal:verify locked").err().contains("expected to read it"));
    }

    @Test
    void theJournalTellsTheHistoryOfAnOrder() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        assertTrue(fixture.run("journal:show last").out().contains("about to place"));
        assertTrue(fixture.run("journal:show K-9").err().contains("found \"K-9\""));
    }

    @Test
    void accountsOfRealMoneyAreUnlockedByTheirNumber() {
        fixture.connected();
        assertTrue(fixture.run("account:unlock FAKE-001 FAKE-002").err().contains("found FAKE-002"));
        assertEquals(Console.OK, fixture.run("account:unlock FAKE-001 FAKE-001 --broker fake").status());
        assertTrue(fixture.desk.isUnlocked(ACCOUNT));
        assertTrue(fixture.run("account:lock fake/FAKE-001").out().contains("is locked"));
        assertFalse(fixture.desk.isUnlocked(ACCOUNT));
        assertTrue(fixture.run("account:lock NONE").err().contains("found \"NONE\""));
    }
}
