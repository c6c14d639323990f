package org.jts.ui.ticket.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.junit.jupiter.api.Test;

class AmountsTest {
    private static final AccountKey ACCOUNT = new AccountKey(new BrokerId("mock"), new AccountId("MOCK-001"));
    private static final SymbolId SAMSUNG = new SymbolId("KRX", "005930");
    private static final BigDecimal ONE = BigDecimal.ONE;

    @Test
    void allOfTheBuyingPowerLeavesRoomForFees() {
        BigDecimal power = dec("1000000");
        BigDecimal price = dec("10000");

        assertEquals(dec("100"), Amounts.affordable(100, power, price, ONE, BigDecimal.ZERO));
        assertEquals(dec("99"), Amounts.affordable(100, power, price, ONE, dec("0.00015")));
    }

    @Test
    void whatCanBeBoughtNeverCostsMoreThanTheShareOfBuyingPower() {
        BigDecimal fee = dec("0.00015");
        for (int percent : new int[] { 10, 25, 50, 100 }) {
            for (String power : List.of("100000000", "99999999.99", "71309", "71310.7", "1")) {
                BigDecimal price = dec("71300");
                BigDecimal quantity = Amounts.affordable(percent, dec(power), price, ONE, fee);
                BigDecimal cost = quantity.multiply(price).multiply(ONE.add(fee));
                BigDecimal share = dec(power).multiply(dec(String.valueOf(percent))).movePointLeft(2);
                assertTrue(cost.compareTo(share) <= 0, "%s %% of %s".formatted(percent, power));
                BigDecimal oneMore = quantity.add(ONE).multiply(price).multiply(ONE.add(fee));
                assertTrue(oneMore.compareTo(share) > 0, "one more would fit: %s %% of %s".formatted(percent, power));
            }
        }
    }

    @Test
    void fractionsOfACoinAreRoundedDownToTheLot() {
        BigDecimal quantity = Amounts.affordable(50, dec("1000000"), dec("142350000"), dec("0.00000001"),
                BigDecimal.ZERO);

        assertEquals(0, dec("0.00351246").compareTo(quantity), quantity.toPlainString());
    }

    @Test
    void withoutMoneyOrPriceNothingCanBeBought() {
        assertEquals(0, Amounts.affordable(100, BigDecimal.ZERO, ONE, ONE, BigDecimal.ZERO).signum());
        assertEquals(0, Amounts.affordable(100, ONE, BigDecimal.ZERO, ONE, BigDecimal.ZERO).signum());
    }

    @Test
    void aShareOfHoldingsIsRoundedDownToTheLot() {
        assertEquals(0, dec("3").compareTo(Amounts.share(25, dec("15"), ONE)));
        assertEquals(0, dec("15").compareTo(Amounts.share(100, dec("15"), ONE)));
        assertEquals(0, dec("10").compareTo(Amounts.share(100, dec("15"), BigDecimal.TEN)));
    }

    @Test
    void moreThanATenthOfTheAccountIsLarge() {
        assertFalse(Amounts.isLarge(dec("10000000"), dec("100000000")));
        assertTrue(Amounts.isLarge(dec("10000001"), dec("100000000")));
        assertTrue(Amounts.isLarge(ONE, BigDecimal.ZERO));
        assertEquals(dec("12.3"), Amounts.percent(dec("12340000"), dec("100000000")));
    }

    @Test
    void feesAreEstimatedFromTheLastTradeOfTheSameKind() {
        FeeRates fees = new FeeRates();
        assertEquals(Optional.empty(), fees.rate(ACCOUNT, SAMSUNG, Side.BUY));

        fees.add(order(Side.BUY, "100", 1));
        fees.add(order(Side.BUY, "150", 3));
        fees.add(order(Side.SELL, "2000", 4));
        fees.add(order(Side.BUY, "300", 2)); // an older trade, told late

        assertEquals(0, dec("0.00015").compareTo(fees.rate(ACCOUNT, SAMSUNG, Side.BUY).orElseThrow()));
        assertEquals(Optional.empty(), fees.rate(ACCOUNT, new SymbolId("UPBIT", "KRW-BTC"), Side.BUY));
    }

    @Test
    void aMarketOrderKeepsMoreBackThanALimitOrder() {
        Optional<BigDecimal> rate = Optional.of(dec("0.00015"));

        assertEquals(dec("0.00015"), Amounts.reserve(rate, OrderType.LIMIT));
        assertEquals(dec("0.01015"), Amounts.reserve(rate, OrderType.MARKET));
        assertEquals(Amounts.UNKNOWN_FEE, Amounts.reserve(Optional.empty(), OrderType.LIMIT));
    }

    /** Ten bought or sold at 100,000. */
    private static DeskOrder order(Side side, String fee, long second) {
        BrokerOrderId id = new BrokerOrderId("B" + fee);
        Execution execution = new Execution(new ExecutionId("E" + fee), id, Optional.empty(), ACCOUNT.account(),
                SAMSUNG, side, BigDecimal.TEN, dec("100000"), dec(fee), BigDecimal.ZERO, CurrencyCode.KRW,
                Instant.ofEpochSecond(second));
        Order order = new Order(Optional.empty(), Optional.of(id), ACCOUNT.account(), SAMSUNG, side, OrderType.MARKET,
                TimeInForce.DAY, BigDecimal.TEN, Optional.empty(), Optional.empty(), OrderStatus.FILLED,
                BigDecimal.TEN, Optional.of(dec("100000")), dec(fee), Instant.EPOCH, Instant.EPOCH,
                Optional.empty());
        return new DeskOrder(id.value(), ACCOUNT.broker(), order, List.of(execution), false);
    }

    private static BigDecimal dec(String number) {
        return new BigDecimal(number);
    }
}
