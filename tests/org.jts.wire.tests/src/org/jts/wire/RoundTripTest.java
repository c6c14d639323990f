package org.jts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.wire.proto.gateway.GetCallFormsResponse;
import org.jts.wire.proto.gateway.OrderUpdate;
import org.jts.wire.proto.gateway.PlaceCallRequest;
import org.jts.wire.proto.gateway.RateLimit;
import org.jts.wire.proto.market.CandleData;
import org.jts.wire.proto.market.OrderBookSnapshot;
import org.jts.wire.proto.market.QuoteData;
import org.jts.wire.proto.market.SymbolInfo;
import org.jts.wire.proto.trading.BalanceResponse;
import org.jts.wire.proto.trading.OrderData;
import org.jts.wire.proto.trading.OrderResponse;
import org.jts.wire.proto.trading.PlaceOrderRequest;
import org.jts.wire.proto.trading.PositionData;
import org.junit.jupiter.api.Test;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;

/** Whatever is sent arrives as it was: record to message to bytes to message to record, and the message again. */
class RoundTripTest {

    private static final int ROUNDS = 2_000;
    private static final ClientOrderId NONE = new ClientOrderId("made-by-the-server");

    @Test
    void symbols() {
        arrives(Arbitrary::symbol, MarketWire::message, MarketWire::symbol, SymbolInfo.parser());
    }

    @Test
    void quotes() {
        arrives(Arbitrary::quote, MarketWire::message, MarketWire::quote, QuoteData.parser());
    }

    @Test
    void orderBooks() {
        arrives(Arbitrary::book, MarketWire::message, MarketWire::orderBook, OrderBookSnapshot.parser());
    }

    @Test
    void candles() {
        arrives(Arbitrary::candle, MarketWire::message, MarketWire::candle, CandleData.parser());
    }

    @Test
    void candleQueries() {
        arrives(Arbitrary::candleQuery, query -> MarketWire.message(query, "mock"),
                m -> MarketWire.candleQuery(m, MarketWire.symbolId(m.getSymbol())), null);
    }

    @Test
    void accounts() {
        arrives(Arbitrary::anAccount, AccountWire::message, AccountWire::account,
                org.jts.wire.proto.gateway.Account.parser());
    }

    @Test
    void balancesInSeveralCurrencies() {
        arrives(any -> List.of(any.balance(), any.balance(), any.balance()), AccountWire::message,
                AccountWire::balances, BalanceResponse.parser());
    }

    @Test
    void positions() {
        arrives(Arbitrary::position, AccountWire::message, AccountWire::position, PositionData.parser());
    }

    @Test
    void callsOfABrokersOwn() {
        arrives(any -> List.of(any.callForm(), any.callForm()), CallWire::message, CallWire::forms,
                GetCallFormsResponse.parser());
        CallForm form = new CallForm("reserve", "buy", "Reserved buy", List.of(new CallForm.Field("B", "", true),
                new CallForm.Field("A", "", false)), Optional.empty());
        AccountKey account = new AccountKey(new BrokerId("mock"), new AccountId("X-9"));
        OrderCall sent = form.call(account, Map.of("A", "1", "B", "2"));
        PlaceCallRequest request = CallWire.message(NONE, sent, "there");
        OrderCall came = CallWire.call(request, account, List.of(form));
        assertEquals(sent.fields(), came.fields());
        assertEquals("Reserved buy B=2 A=1", came.title(), "in the order of the form");
        assertEquals(NONE, OrderWire.name(request.getClientOrderId(), () -> null));
        PlaceCallRequest sly = request.toBuilder().setTakesBack(true).build();
        assertTrue(CallForm.refusal(List.of(form), CallWire.call(sly, account, List.of(form))).isPresent(),
                "no cancel");
        assertTrue(CallForm.refusal(List.of(form), CallWire.call(request.toBuilder().setVariant("sell").build(),
                account, List.of(form))).isPresent(), "not offered");
    }

    @Test
    void orderRequests() {
        arrives(Arbitrary::request, request -> OrderWire.message(request, "mock"),
                m -> OrderWire.request(m, MarketWire.symbolId(m.getSymbolCode()), NONE), PlaceOrderRequest.parser());
    }

    @Test
    void cancels() {
        arrives(Arbitrary::ref, ref -> OrderWire.message(ref, "mock"),
                m -> OrderWire.ref(m, MarketWire.symbolId(m.getSymbolCode())), null);
    }

    @Test
    void changes() {
        arrives(Arbitrary::change, change -> OrderWire.message(change, "mock"),
                m -> OrderWire.change(m, MarketWire.symbolId(m.getSymbolCode())), null);
    }

    @Test
    void outcomes() {
        arrives(Arbitrary::outcome, OrderWire::message, OrderWire::outcome, OrderResponse.parser());
    }

    @Test
    void orders() {
        arrives(Arbitrary::order, OrderWire::message, OrderWire::order, OrderData.parser());
    }

    @Test
    void trades() {
        arrives(Arbitrary::execution, OrderWire::message, OrderWire::execution, null);
    }

    @Test
    void orderEvents() {
        arrives(Arbitrary::event, event -> OrderWire.message(event, 7), OrderWire::event, OrderUpdate.parser());
    }

    @Test
    void capabilities() {
        arrives(Arbitrary::capabilities, BrokerWire::message, BrokerWire::capabilities, null);
    }

    @Test
    void connectionStates() {
        arrives(Arbitrary::state, BrokerWire::message, BrokerWire::state, null);
    }

    @Test
    void limitsAndWhatIsUsedOfThem() {
        arrives(Arbitrary::limit, limit -> BrokerWire.message("key", limit), m -> {
            MeteredLimit limit = BrokerWire.limit(m);
            return new Arbitrary.Limit(limit.profile(), limit.usage());
        }, RateLimit.parser());
    }

    private static <R, M extends MessageLite> void arrives(Function<Arbitrary, R> records, Function<R, M> out,
            Function<M, R> in, Parser<M> parser) {
        for (int seed = 0; seed < ROUNDS; seed++) {
            R record = records.apply(new Arbitrary(seed));
            M message = out.apply(record);
            M arrived = parser == null ? message : parsed(parser, message);
            String where = "seed " + seed;
            assertEquals(record, in.apply(arrived), where);
            assertEquals(message, out.apply(in.apply(arrived)), where);
        }
    }

    private static <M extends MessageLite> M parsed(Parser<M> parser, M message) {
        try {
            return parser.parseFrom(message.toByteString());
        } catch (InvalidProtocolBufferException e) {
            throw new AssertionError("expected the bytes of a message to be one", e);
        }
    }
}
