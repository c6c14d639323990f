package org.jts.trading.internal;

import static org.jts.testkit.Samples.ACCOUNT;
import static org.jts.testkit.Samples.HYNIX;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.jts.trading.internal.DeskFixture.LIVE;
import static org.jts.trading.internal.DeskFixture.PAPER;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.testkit.Await;
import org.jts.trading.internal.journal.JournalReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DraftCheckerTest {

    private final DeskFixture fixture = new DeskFixture();

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void aSoundDraftBreaksNothing() {
        assertEquals(List.of(), fixture.desk.check(DeskFixture.limitBuy(10, 71_900)));
    }

    @Test
    void aPriceOffTheTickNamesTheStepAndTheNearestPrices() {
        expect(DeskFixture.limitBuy(10, 71_950), Field.LIMIT_PRICE, RejectReason.PRICE_TICK, "100", "71900", "72000");
    }

    @Test
    void inAKoreanWindowRefusalsAreKorean() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.KOREA);
        try {
            expect(DeskFixture.limitBuy(10, 71_950), Field.LIMIT_PRICE, RejectReason.PRICE_TICK,
                    "지정가: 이 가격대의 호가 단위는 100인데 71950입니다. 가까운 값은 71900, 72000입니다.");
            expect(DeskFixture.limitBuy(0, 71_900), Field.QUANTITY, RejectReason.QUANTITY, "수량: 1의 배수");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void aFractionOfALotIsRefused() {
        expect(draft(PAPER, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, new BigDecimal("1.5"), 71_900),
                Field.QUANTITY, RejectReason.QUANTITY, "1.5");
        expect(DeskFixture.limitBuy(0, 71_900), Field.QUANTITY, RejectReason.QUANTITY, "found 0");
    }

    @Test
    void aNegativePriceAndAMissingPriceAreRefused() {
        expect(DeskFixture.limitBuy(1, -100), Field.LIMIT_PRICE, RejectReason.PRICE_TICK, "above 0", "-100");
        expect(new OrderDraft(PAPER, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(1), Optional.empty(),
                Optional.empty()), Field.LIMIT_PRICE, RejectReason.PRICE_TICK, "needs one");
        expect(draft(PAPER, SAMSUNG, Side.BUY, OrderType.MARKET, TimeInForce.DAY, dec(1), 71_900), Field.LIMIT_PRICE,
                RejectReason.PRICE_TICK, "has none", "71900");
    }

    @Test
    void whatTheGatewayDoesNotTakeIsNamed() {
        expect(new OrderDraft(PAPER, SAMSUNG, Side.BUY, OrderType.STOP, TimeInForce.DAY, dec(1), Optional.empty(),
                Optional.of(dec(71_900))), Field.TYPE, RejectReason.UNSUPPORTED, "Market", "Stop");
        expect(new OrderDraft(PAPER, SAMSUNG, Side.BUY, OrderType.MARKET, TimeInForce.GTC, dec(1), Optional.empty(),
                Optional.empty()), Field.TIME_IN_FORCE, RejectReason.UNSUPPORTED, "Day", "GTC");
    }

    private static OrderDraft instructed(Side side, OrderType type, String code) {
        return new OrderDraft(PAPER, SAMSUNG, side, type, TimeInForce.DAY, dec(1), type.hasLimitPrice()
                ? Optional.of(dec(71_900)) : Optional.empty(), Optional.empty(), Optional.of(code));
    }

    @Test
    void aKindOfTheBrokersOwnIsTakenForWhatItIsOffered() {
        fixture.gateway.offer(new OrderInstruction("CLOSE", "", "Limit on close", OrderType.LIMIT, TimeInForce.DAY,
                Set.of(Side.BUY), Set.of("KRX")), new OrderInstruction("ABROAD", "", "Abroad", OrderType.LIMIT,
                TimeInForce.DAY, Set.of(Side.BUY), Set.of("NASDAQ")));
        OrderDraft draft = instructed(Side.BUY, OrderType.LIMIT, "CLOSE");
        assertEquals(List.of(), fixture.desk.check(draft));
        expect(instructed(Side.SELL, OrderType.LIMIT, "CLOSE"), Field.TYPE, RejectReason.UNSUPPORTED, "none", "CLOSE");
        expect(instructed(Side.BUY, OrderType.LIMIT, "ABROAD"), Field.TYPE, RejectReason.UNSUPPORTED, "(CLOSE)",
                "ABROAD");
        expect(instructed(Side.BUY, OrderType.MARKET, "CLOSE"), Field.TYPE, RejectReason.UNSUPPORTED, "Limit",
                "found Market");
        fixture.desk.place(draft);
        assertEquals(Optional.of("CLOSE"), fixture.gateway.placed().getLast().instruction());
    }

    @Test
    void aKindOfTheBrokersOwnStaysKnownThoughReportsDoNotTellIt() throws Exception {
        fixture.gateway.offer(new OrderInstruction("CLOSE", "NXT", "Limit on close", OrderType.LIMIT, TimeInForce.DAY,
                Set.of(Side.BUY), Set.of("KRX")));
        fixture.gateway.onPlace(r -> new OrderOutcome.Accepted(new BrokerOrderId("B1"), fixture.time.now()));
        fixture.desk.place(instructed(Side.BUY, OrderType.LIMIT, "CLOSE"));
        OrderRequest sent = fixture.gateway.placed().getLast();
        fixture.gateway.send(new OrderEvent.Changed(fixture.reported(sent, "B1", OrderStatus.CANCELLED, 0)));
        Await.until("the report", () -> fixture.only().order().status() == OrderStatus.CANCELLED);
        assertEquals(Optional.of("CLOSE"), fixture.only().order().instruction());
        assertEquals("Limit on close · NXT", fixture.gateway.capabilities().kind(fixture.only().order()));
        JournalReader reader = new JournalReader(fixture.folder);
        assertTrue(reader.history(fixture.only().key()).getFirst().text().contains("DAY as CLOSE in"));
        reader.bindRegistry(fixture.registry);
        assertTrue(reader.history(fixture.only().key()).getFirst().text().contains("as CLOSE (Limit on close · NXT)"));
        reader.unbindRegistry(fixture.registry);
        assertTrue(reader.history(fixture.only().key()).getFirst().text().contains("DAY as CLOSE in"));
    }

    @Test
    void unknownBrokerAccountAndSymbolAreNamed() {
        expect(draft(new AccountKey(new BrokerId("nobody"), ACCOUNT), SAMSUNG, Side.BUY, OrderType.LIMIT,
                TimeInForce.DAY, dec(1), 71_900), Field.ACCOUNT, RejectReason.UNKNOWN_ACCOUNT, "nobody");
        expect(draft(new AccountKey(PAPER.broker(), new AccountId("WRONG")), SAMSUNG, Side.BUY, OrderType.LIMIT,
                TimeInForce.DAY, dec(1), 71_900), Field.ACCOUNT, RejectReason.UNKNOWN_ACCOUNT, "FAKE-001", "WRONG");
        expect(draft(PAPER, new SymbolId("KRX", "999999"), Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(1), 71_900),
                Field.SYMBOL, RejectReason.UNKNOWN_SYMBOL, "KRX:999999");
    }

    @Test
    void aHaltedSymbolAndATooSmallOrderAreRefused() {
        OrderDraft small = draft(PAPER, HYNIX, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(1), 100);
        assertTrue(fixture.desk.check(small).stream().anyMatch(v -> v.reason() == RejectReason.NOT_TRADABLE));
        expect(small, Field.QUANTITY, RejectReason.QUANTITY, "5000", "found 100");
    }

    @Test
    void aLiveAccountIsLocked() {
        expect(draft(LIVE, SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY, dec(1), 71_900), Field.ACCOUNT,
                RejectReason.RISK_CHECK, "LIVE-001", "real money");
    }

    @Test
    void buyingPowerAndHoldingsAreChecked() {
        expect(DeskFixture.limitBuy(14, 71_900), Field.QUANTITY, RejectReason.INSUFFICIENT_FUNDS, "1000000", "1006600");
        expect(draft(PAPER, SAMSUNG, Side.SELL, OrderType.LIMIT, TimeInForce.DAY, dec(4), 71_900), Field.QUANTITY,
                RejectReason.INSUFFICIENT_HOLDINGS, "at most 3", "found 4");
    }

    @Test
    void whatWasReadBeforeTheLastTradeRefusesNothing() {
        OrderDraft sale = draft(PAPER, SAMSUNG, Side.SELL, OrderType.LIMIT, TimeInForce.DAY, dec(4), 71_900);
        assertEquals(1, fixture.desk.check(sale).size());
        fixture.time.advance(Duration.ofMinutes(1));
        fixture.desk.place(DeskFixture.limitBuy(1, 71_900));
        assertEquals(List.of(), fixture.desk.check(sale));
    }

    @Test
    void withoutALineNothingMayBePlaced() {
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.RECONNECTING);
        expect(DeskFixture.limitBuy(1, 71_900), Field.ACCOUNT, RejectReason.NOT_TRADABLE, "reconnecting");
    }

    private void expect(OrderDraft draft, Field field, RejectReason reason, String... words) {
        List<Violation> found = fixture.desk.check(draft);
        Violation match = found.stream().filter(v -> v.field() == field && v.reason() == reason).findFirst()
                .orElseThrow(() -> new AssertionError("expected %s %s, found %s".formatted(field, reason, found)));
        for (String word : words) {
            assertTrue(match.text().contains(word), () -> "expected \"%s\" in: %s".formatted(word, match.text()));
        }
    }

    private static OrderDraft draft(AccountKey account, SymbolId symbol, Side side, OrderType type, TimeInForce tif,
            BigDecimal quantity, long price) {
        return new OrderDraft(account, symbol, side, type, tif, quantity, Optional.of(dec(price)), Optional.empty());
    }
}
