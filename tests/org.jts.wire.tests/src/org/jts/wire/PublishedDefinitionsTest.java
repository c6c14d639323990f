package org.jts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.wire.proto.common.CommonProto;
import org.jts.wire.proto.market.MarketDataProto;
import org.jts.wire.proto.trading.TradingProto;
import org.junit.jupiter.api.Test;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;

/**
 * What the JTS definitions publish is kept to the letter: packages, messages with their fields, numbers and types,
 * enums with their values, and the calls with what they take, give and stream. What is more than that is ours.
 */
class PublishedDefinitionsTest {

    private static final String COMMON = """
            Decimal: 1 value string; 2 scale int32
            ErrorInfo: 1 code string; 2 message string; 3 details string; 4 timestamp int64
            HealthStatus: 1 service_name string; 2 state HealthState; 3 message string; 4 timestamp int64; \
            5 metrics map<string, string>
            """;
    private static final String MARKET = """
            PriceTick: 1 symbol string; 2 exchange string; 3 timestamp Timestamp; 4 price Decimal; 5 volume Decimal; \
            6 bid_price optional Decimal; 7 ask_price optional Decimal; 8 bid_size optional Decimal; \
            9 ask_size optional Decimal; 10 trade_count uint32; 11 vwap optional Decimal
            OrderBookSnapshot: 1 symbol string; 2 exchange string; 3 timestamp Timestamp; 4 bids repeated PriceLevel; \
            5 asks repeated PriceLevel; 6 spread Decimal; 7 mid_price Decimal
            PriceLevel: 1 price Decimal; 2 size Decimal
            OHLCVCandle: 1 symbol string; 2 exchange string; 3 timestamp Timestamp; 4 open Decimal; 5 high Decimal; \
            6 low Decimal; 7 close Decimal; 8 volume Decimal; 9 trade_count uint32; 10 vwap Decimal; \
            11 timeframe string
            """;
    private static final String TRADING = """
            OrderEvent: 1 order_id string; 2 strategy_id string; 3 user_id string; 4 symbol string; \
            5 exchange string; 6 side OrderSide; 7 type OrderType; 8 status OrderStatus; 9 quantity Decimal; \
            10 price optional Decimal; 11 stop_price optional Decimal; 12 filled_quantity Decimal; \
            13 average_price optional Decimal; 14 commission Decimal; 15 commission_currency string; \
            16 time_in_force TimeInForce; 17 created_at Timestamp; 18 updated_at Timestamp; \
            19 error_message optional string; 20 metadata map<string, string>
            """;
    private static final String CALLS = """
            GetSymbols(GetSymbolsRequest) GetSymbolsResponse
            GetCandles(GetCandlesRequest) stream CandleData
            GetQuote(GetQuoteRequest) QuoteData
            StreamQuotes(StreamQuotesRequest) stream QuoteData
            """;
    private static final String ORDER_CALLS = """
            GetBalance(GetBalanceRequest) BalanceResponse
            GetPositions(GetPositionsRequest) PositionsResponse
            PlaceOrder(PlaceOrderRequest) OrderResponse
            CancelOrder(CancelOrderRequest) OrderResponse
            GetOrderStatus(GetOrderStatusRequest) OrderStatusResponse
            """;

    @Test
    void packagesAreThePublishedOnes() {
        assertEquals(List.of("jts.common", "jts.market", "jts.trading"), Stream.of(CommonProto.getDescriptor(),
                MarketDataProto.getDescriptor(), TradingProto.getDescriptor()).map(FileDescriptor::getPackage)
                .toList());
    }

    @Test
    void messagesHaveTheirFieldsNumbersAndTypes() {
        messages(COMMON, CommonProto.getDescriptor());
        messages(MARKET, MarketDataProto.getDescriptor());
        messages(TRADING, TradingProto.getDescriptor());
    }

    @Test
    void enumsHaveTheirValues() {
        values(CommonProto.getDescriptor(), "HealthState", "HEALTH_STATE", "UNKNOWN HEALTHY DEGRADED UNHEALTHY");
        FileDescriptor trading = TradingProto.getDescriptor();
        values(trading, "OrderSide", "ORDER_SIDE", "UNKNOWN BUY SELL");
        values(trading, "OrderType", "ORDER_TYPE", "UNKNOWN MARKET LIMIT STOP STOP_LIMIT");
        values(trading, "OrderStatus", "ORDER_STATUS",
                "UNKNOWN PENDING SUBMITTED ACCEPTED PARTIAL FILLED CANCELLED REJECTED EXPIRED");
        values(trading, "TimeInForce", "TIME_IN_FORCE", "UNKNOWN GTC IOC FOK DAY");
    }

    @Test
    void callsTakeGiveAndStreamWhatIsPublished() {
        assertEquals(CALLS, calls(MarketDataProto.getDescriptor().findServiceByName("MarketDataService")));
        assertEquals(ORDER_CALLS, calls(TradingProto.getDescriptor().findServiceByName("TradingService")));
    }

    @Test
    void candlesAreAskedForAndGivenAsTheSampleClientReadsThem() {
        fields("GetCandlesRequest", "symbol string, timeframe string, start_time string, end_time string");
        fields("CandleData",
                "timestamp string, open string, high string, low string, close string, volume int64");
    }

    /** The numbers of these are not published. */
    private static void fields(String message, String expected) {
        Descriptor found = MarketDataProto.getDescriptor().findMessageTypeByName(message);
        for (String field : expected.split(", ")) {
            String[] parts = field.split(" ");
            FieldDescriptor there = found.findFieldByName(parts[0]);
            assertTrue(there != null && type(there).equals(parts[1]), message + "." + field);
        }
    }

    private static void messages(String expected, FileDescriptor file) {
        for (String line : expected.split("\n")) {
            String name = line.substring(0, line.indexOf(':'));
            Descriptor message = file.findMessageTypeByName(name);
            assertEquals(line, name + ": " + message.getFields().stream()
                    .map(field -> field.getNumber() + " " + field.getName() + " " + type(field))
                    .collect(Collectors.joining("; ")));
        }
    }

    private static String type(FieldDescriptor field) {
        if (field.isMapField()) {
            List<FieldDescriptor> entry = field.getMessageType().getFields();
            return "map<%s, %s>".formatted(type(entry.get(0)), type(entry.get(1)));
        }
        String name = switch (field.getJavaType()) {
            case MESSAGE -> field.getMessageType().getName();
            case ENUM -> field.getEnumType().getName();
            default -> field.getType().name().toLowerCase(Locale.ROOT);
        };
        return field.isRepeated() ? "repeated " + name
                : field.toProto().getProto3Optional() ? "optional " + name : name;
    }

    private static void values(FileDescriptor file, String name, String prefix, String expected) {
        EnumDescriptor found = file.findEnumTypeByName(name);
        List<String> names = Stream.of(expected.split(" ")).map(value -> prefix + "_" + value).toList();
        assertEquals(names, found.getValues().stream().map(value -> value.getName()).toList());
        found.getValues().forEach(value -> assertEquals(value.getIndex(), value.getNumber(), value.getName()));
    }

    private static String calls(ServiceDescriptor service) {
        return service.getMethods().stream().map(PublishedDefinitionsTest::call).collect(Collectors.joining());
    }

    private static String call(MethodDescriptor method) {
        return "%s(%s%s) %s%s\n".formatted(method.getName(), method.isClientStreaming() ? "stream " : "",
                method.getInputType().getName(), method.isServerStreaming() ? "stream " : "",
                method.getOutputType().getName());
    }
}
