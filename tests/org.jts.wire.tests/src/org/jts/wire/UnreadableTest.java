package org.jts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.market.Candle;
import org.jts.api.market.CandleQuery;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.TimeInForce;
import org.jts.wire.proto.gateway.LaneCount;
import org.jts.wire.proto.gateway.RateLimit;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.GetCandlesRequest;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.OrderResult;
import org.jts.wire.proto.trading.OrderSide;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/** What cannot be read is refused in a sentence, or taken for the worst that it may mean. */
class UnreadableTest {

    private final Arbitrary any = new Arbitrary(1);

    @Test
    void missingPriceIsRefusedByName() {
        refused("price", () -> MarketWire.quote(quote().clearPrice().build()));
    }

    @Test
    void numbersWithExponentsAreRefusedBeforeTheyCostAnything() {
        refused("without exponent", () -> MarketWire.quote(quote().setPrice("1E999999999").build()));
        refused("at most 60", () -> MarketWire.quote(quote().setVolume("9".repeat(61)).build()));
        refused("a decimal number", () -> MarketWire.quote(quote().setVolume("many").build()));
    }

    @Test
    void numbersOfAllLengthsAreReadAsTheyAre() {
        for (String text : List.of("0", "7", "007", "71200", "71200.50", "0.00000001", "-3", "-0.5", "+4", ".5", "5.",
                "999999999999999999", "99999999999999999.9", "1234567890123456789", "12345678901234567890.123",
                "123456789012345678.9")) {
            assertEquals(new BigDecimal(text), Scalars.number(text, "price"), text);
        }
        for (String text : List.of("", ".", "1.2.3", "1 2", "0x1", "--1", "1.2345678901234567.8")) {
            refused("decimal number", () -> Scalars.number(text, "price"));
        }
    }

    @Test
    void numbersAreWrittenWithoutExponent() {
        for (String text : List.of("0", "0.000000", "0.0000001", "1E+3", "0E-9", "71200.50", "1E-7", "123456789E-12",
                "12345678901234567890.123456", "5E-6")) {
            BigDecimal number = new BigDecimal(text);
            assertEquals(number.toPlainString(), Scalars.text(number), text);
        }
    }

    @Test
    void laneOfANewerServerIsLeftOut() {
        RateLimit known = BrokerWire.message("key", any.limit());
        RateLimit newer = known.toBuilder().addWaitingByLane(LaneCount.newBuilder().setLaneValue(77).setCount(3))
                .build();
        assertEquals(BrokerWire.limit(known).usage(), BrokerWire.limit(newer).usage());
        newer = known.toBuilder().addWaitingByLane(LaneCount.newBuilder().setCount(3)).build();
        assertEquals(BrokerWire.limit(known).usage(), BrokerWire.limit(newer).usage());
        refused("request limit", () -> BrokerWire.limit(known.toBuilder().clearProfileId().build()));
    }

    @Test
    void limitsOfAServerThatTellsNoRulesAreReadFromItsFigures() {
        RateLimit.Builder old = BrokerWire.message("key", any.limit()).toBuilder().clearSource()
                .clearWaitingByLane().clearWindows();
        old.addWindowsBuilder().setPermits(20).setPeriod(com.google.protobuf.Duration.newBuilder().setSeconds(1))
                .setUsed(3).setAllowed(18);
        MeteredLimit read = BrokerWire.limit(old.build());
        assertEquals(List.of(RateWindow.of(20, Duration.ofSeconds(1))), read.profile().windows());
        assertEquals(3, read.usage().windows().getFirst().used());
        assertEquals(18, read.usage().windows().getFirst().allowed());
    }

    @Test
    void negativePriceIsRefusedByTheRecord() {
        refused("above 0", () -> MarketWire.quote(quote().setPrice("-1").build()));
    }

    @Test
    void symbolWithoutExchangeIsRefused() {
        refused("EXCHANGE:CODE", () -> MarketWire.symbolId("005930"));
    }

    @Test
    void candleRequestSaysWhatIsWrong() {
        var good = MarketWire.message(any.candleQuery(), "mock").toBuilder();
        refused("timeframe", () -> query(good.clone().setTimeframe("2d").build()));
        refused("start_time", () -> query(good.clone().setStartTime("yesterday").build()));
        assertEquals(100_000, query(good.clone().setLimit(0).build()).limit(), "limit when none is said");
    }

    @Test
    void partsOfUnitsAreRoundedDownBesideTheExactVolume() {
        Candle candle = new Candle(any.time(), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE,
                new BigDecimal("12.75"));
        CandleData message = MarketWire.message(candle);
        assertEquals(12, message.getVolume());
        assertEquals("12.75", message.getVolumeExact());
        assertEquals("", MarketWire.message(new Candle(any.time(), BigDecimal.ONE, BigDecimal.ONE, BigDecimal.ONE,
                BigDecimal.ONE, BigDecimal.TEN)).getVolumeExact(), "exact volume of whole units");
    }

    @Test
    void orderWithoutSideIsRefused() {
        var order = OrderWire.message(any.request(), "mock").toBuilder();
        refused("Side", () -> request(order.clone().setSide(OrderSide.ORDER_SIDE_UNKNOWN).build()));
        refused("Side", () -> request(order.clone().setSideValue(99).build()));
    }

    @Test
    void orderWithoutNameAndTimeGetsTheServersNameAndDay() {
        var order = OrderWire.message(any.request(), "mock").toBuilder().clearClientOrderId().clearTimeInForce();
        assertEquals(new ClientOrderId("mine"), request(order.build()).clientOrderId());
        assertEquals(TimeInForce.DAY, request(order.build()).timeInForce());
    }

    @Test
    void resultThatNobodyKnowsIsUnknownNeverRejected() {
        var outcome = OrderWire.outcome(OrderResponse.newBuilder().setResultValue(77).build());
        assertTrue(assertInstanceOf(OrderOutcome.Unknown.class, outcome).why().contains("77"));
        refused("order response", () -> OrderWire.outcome(OrderResponse.newBuilder()
                .setResult(OrderResult.ORDER_RESULT_ACCEPTED).build()));
    }

    @Test
    void whatANewerServerOffersIsLeftOut() {
        var offer = BrokerWire.message(new Capabilities(Set.of(Feature.QUOTE), Map.of(),
                Set.of(), OptionalInt.empty())).toBuilder().addFeaturesValue(99)
                .addTimeframes("3d");
        offer.addOrdersBuilder().setTypeValue(55);
        assertEquals(Set.of(Feature.QUOTE), BrokerWire.capabilities(offer.build()).features());
        assertEquals(Set.of(), BrokerWire.capabilities(offer.build()).timeframes());
        assertEquals(Map.of(), BrokerWire.capabilities(offer.build()).orders());
    }

    @Test
    void errorsArriveWithCategoryCodeAndPatience() {
        for (ErrorCategory category : ErrorCategory.values()) {
            BrokerException sent = new BrokerException(category, "기대한 것과 다릅니다: expected, found", "EGW00201", true,
                    Optional.of(Duration.ofMillis(1500)), null);
            BrokerException arrived = ErrorWire.failure("quote", ErrorWire.status(sent));
            assertEquals(category, arrived.category());
            assertEquals(sent.getMessage(), arrived.getMessage());
            assertEquals("EGW00201", arrived.brokerCode());
            assertEquals(sent.retryAfter(), arrived.retryAfter());
            assertTrue(arrived.isRetryable());
        }
    }

    @Test
    void statusOfAStrangerIsGivenItsCategory() {
        assertEquals(ErrorCategory.AUTHENTICATION, stranger(Status.UNAUTHENTICATED));
        assertEquals(ErrorCategory.NETWORK, stranger(Status.UNAVAILABLE));
        assertEquals(ErrorCategory.TIMEOUT, stranger(Status.DEADLINE_EXCEEDED));
        assertEquals(ErrorCategory.VALIDATION, stranger(Status.NOT_FOUND));
        assertEquals(ErrorCategory.RATE_LIMIT, stranger(Status.RESOURCE_EXHAUSTED));
        assertEquals(ErrorCategory.UNSUPPORTED, stranger(Status.UNIMPLEMENTED));
        assertEquals(ErrorCategory.DATA, stranger(Status.DATA_LOSS));
        assertEquals(ErrorCategory.SYSTEM, stranger(Status.INTERNAL));
    }

    @Test
    void brokerCodeThatNoHeaderCanCarryIsMadePrintable() {
        BrokerException sent = new BrokerException(ErrorCategory.SYSTEM, "text", "오류\n7", false, Optional.empty(),
                null);
        assertEquals("???7", ErrorWire.failure("quote", ErrorWire.status(sent)).brokerCode());
    }

    @Test
    void patienceThatIsNoNumberIsNone() {
        Metadata trailers = new Metadata();
        trailers.put(ErrorWire.RETRYABLE, "true");
        trailers.put(ErrorWire.RETRY_AFTER, "soon");
        assertEquals(Optional.empty(), ErrorWire.failure("quote", Status.INTERNAL.asRuntimeException(trailers))
                .retryAfter());
    }

    private static ErrorCategory stranger(Status status) {
        BrokerException failure = ErrorWire.failure("quote of KRX:005930", new StatusRuntimeException(status));
        assertTrue(failure.getMessage().contains("quote of KRX:005930"), failure.getMessage());
        return failure.category();
    }

    private QuoteData.Builder quote() {
        return MarketWire.message(any.quote()).toBuilder();
    }

    private static OrderRequest request(PlaceOrderRequest in) {
        return OrderWire.request(in, MarketWire.symbolId(in.getSymbolCode()), new ClientOrderId("mine"));
    }

    private static CandleQuery query(GetCandlesRequest in) {
        return MarketWire.candleQuery(in, MarketWire.symbolId(in.getSymbol()));
    }

    private static void refused(String expected, Executable reading) {
        WireException refusal = assertThrows(WireException.class, reading);
        assertTrue(refusal.getMessage().contains(expected), refusal.getMessage());
    }
}
