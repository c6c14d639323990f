package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** REST as any client sees it: paths and fields of the contract, one envelope, the same endpoints as over gRPC. */
class RestTest {

    private static final String JSON = "application/json";
    private static final String TOKEN = "read-secret-0123456789";

    private final Rig rig = new Rig();
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @AfterEach
    void close() {
        client.close();
        rig.close();
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + rig.server.restPort().getAsInt() + path))
                .timeout(Duration.ofSeconds(30));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), BodyHandlers.ofString());
    }

    /** What a request to be answered with success is answered. */
    private JsonElement data(HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertEquals(200, answer.statusCode(), answer.body());
        JsonObject envelope = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertTrue(envelope.get("success").getAsBoolean(), answer.body());
        assertTrue(envelope.get("error").isJsonNull(), answer.body());
        return envelope.get("data");
    }

    private void refused(int status, String code, String words, HttpRequest.Builder request) throws Exception {
        HttpResponse<String> answer = send(request);
        assertEquals(status, answer.statusCode(), answer.body());
        JsonObject envelope = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertFalse(envelope.get("success").getAsBoolean(), answer.body());
        JsonObject error = envelope.getAsJsonObject("error");
        assertEquals(code, error.get("code").getAsString(), answer.body());
        assertTrue(error.get("message").getAsString().contains(words), answer.body());
    }

    private static HttpRequest.Builder json(HttpRequest.Builder request, String verb, String body) {
        return request.header("Content-Type", JSON).method(verb, BodyPublishers.ofString(body));
    }

    private String farBelow() throws Exception {
        return rig.mock.quote(Rig.SAMSUNG).previousClose().orElseThrow().multiply(new BigDecimal("0.0008"))
                .setScale(0, RoundingMode.DOWN).multiply(new BigDecimal(1_000)).toPlainString();
    }

    @Test
    void orderIsPlacedSeenChangedAndCancelled() throws Exception {
        JsonObject placed = data(json(request("/api/v1/orders").header("jts-correlation", "script-abc-1"), "POST", """
                {"accountId": "MOCK-001", "symbol_code": "005930", "side": "ORDER_SIDE_BUY", "quantity": "2",
                 "orderType": "ORDER_TYPE_LIMIT", "price": "%s", "clientOrderId": "rest-1"}"""
                .formatted(farBelow()))).getAsJsonObject();
        assertEquals("ORDER_RESULT_ACCEPTED", placed.get("result").getAsString());
        assertEquals("rest-1", placed.get("clientOrderId").getAsString());
        assertEquals(Optional.of("script-abc-1"), rig.desk.lastCorrelation(), "what it belongs to");
        String id = placed.get("orderId").getAsString();
        assertEquals(id, data(request("/api/v1/orders?accountId=MOCK-001")).getAsJsonObject().getAsJsonArray("orders")
                .get(0).getAsJsonObject().get("orderId").getAsString());
        JsonObject changed = data(json(request("/api/v1/orders/" + id), "PUT",
                "{\"accountId\": \"MOCK-001\", \"quantity\": \"1\"}")).getAsJsonObject();
        assertEquals("ORDER_RESULT_ACCEPTED", changed.get("result").getAsString(), changed.toString());
        String now = changed.get("orderId").getAsString();
        JsonObject cancelled = data(request("/api/v1/orders/" + now + "?account_id=MOCK-001").DELETE())
                .getAsJsonObject();
        assertEquals("ORDER_RESULT_ACCEPTED", cancelled.get("result").getAsString(), cancelled.toString());
    }

    @Test
    void orderInTheBrokersOwnWordsIsOfferedAndPlaced() throws Exception {
        JsonObject form = data(request("/api/v1/brokers/" + rig.broker + "/calls")).getAsJsonObject()
                .getAsJsonArray("forms").get(0).getAsJsonObject();
        assertEquals("amount-order", form.get("name").getAsString());
        JsonObject placed = data(json(request("/api/v1/calls"), "POST", """
                {"accountId": "MOCK-001", "name": "amount-order", "clientOrderId": "rest-2", "fields":
                 {"SYMBOL": "KRX:005930", "SIDE": "BUY", "AMOUNT": "1000000", "PRICE": "60000"}}""")).getAsJsonObject();
        assertEquals("ORDER_RESULT_ACCEPTED", placed.get("result").getAsString(), placed.toString());
        assertEquals("rest-2", placed.get("clientOrderId").getAsString());
        JsonObject cancelled = data(json(request("/api/v1/calls"), "POST", """
                {"accountId": "MOCK-001", "name": "amount-order-cancel", "fields": {"NUMBER": "%s"}}""".formatted(
                placed.get("orderId").getAsString()))).getAsJsonObject();
        assertEquals("ORDER_RESULT_ACCEPTED", cancelled.get("result").getAsString(), cancelled.toString());
    }

    @Test
    void readsAnswerInOneEnvelope() throws Exception {
        assertEquals(rig.broker, data(request("/api/v1/brokers")).getAsJsonObject().getAsJsonArray("brokers").get(0)
                .getAsJsonObject().get("id").getAsString());
        assertEquals("KRX:005930", data(request("/api/v1/market-data/quotes/005930?brokerId=" + rig.broker))
                .getAsJsonObject().get("symbol").getAsString());
        assertEquals(5, data(request("/api/v1/market-data/candles/KRX:005930?timeframe=1d&limit=5"
                + "&startTime=2020-01-01T00:00:00Z&endTime=" + rig.time.now())).getAsJsonArray().size());
        assertEquals(500, data(request("/api/v1/market-data/candles/KRX:005930?timeframe=1d&limit=500"
                + "&startTime=2015-01-01T00:00:00Z&endTime=" + rig.time.now())).getAsJsonArray().size());
        data(request("/api/v1/executions?accountId=MOCK-001&since=2020-01-01T00:00:00Z"));
        HttpResponse<String> answer = send(request("/api/v1/trading").header("X-Request-Id", "mine-1"));
        JsonObject envelope = JsonParser.parseString(answer.body()).getAsJsonObject();
        assertEquals("mine-1", envelope.getAsJsonObject("metadata").get("requestId").getAsString());
        assertEquals(ServerSettings.DEFAULT_CALLS, envelope.getAsJsonObject("rateLimit").get("limit").getAsInt());
        assertEquals(Optional.of("mine-1"), answer.headers().firstValue("X-Request-Id"));
        assertTrue(answer.headers().firstValue("X-RateLimit-Remaining").isPresent(), answer.headers().toString());
    }

    @Test
    void wrongRequestsSayWhatWasExpected() throws Exception {
        refused(404, "NOT_FOUND", "/openapi.json", request("/api/v1/nothing"));
        refused(405, "UNIMPLEMENTED", "expected GET", request("/api/v1/balances").DELETE());
        refused(400, "INVALID_ARGUMENT", "expected one of [accountId, brokerId]", request("/api/v1/orders?acount=x"));
        refused(400, "INVALID_ARGUMENT", "application/json", request("/api/v1/orders").header("Content-Type",
                "text/plain").POST(BodyPublishers.ofString("{}")));
        refused(400, "INVALID_ARGUMENT", "a JSON object", json(request("/api/v1/orders"), "POST", "[]"));
        refused(400, "INVALID_ARGUMENT", "as JSON", json(request("/api/v1/orders"), "POST", "{\"acount\": 1}"));
        refused(400, "INVALID_ARGUMENT", "at most 262,144 bytes", json(request("/api/v1/orders"), "POST",
                " ".repeat(300_000)));
        refused(400, "INVALID_ARGUMENT", "a code of", request("/api/v1/market-data/quotes/NOSUCH"));
        refused(404, "NOT_FOUND", "order_id", request("/api/v1/orders/42?accountId=MOCK-001"));
        refused(400, "INVALID_ARGUMENT", "symbols: expected 1 to", request("/api/v1/market-data/quotes"));
        refused(403, "PERMISSION_DENIED", "pages of browsers", request("/api/v1/brokers").header("Origin", "http://x"));
    }

    @Test
    void streamIsServerSentEventsUntilTheServerStops() throws Exception {
        HttpResponse<InputStream> answer = client.send(request("/api/v1/market-data/quotes?symbols=005930,000660")
                .build(), BodyHandlers.ofInputStream());
        assertEquals(Optional.of("text/event-stream; charset=utf-8"), answer.headers().firstValue("Content-Type"));
        List<String> lines = new ArrayList<>();
        try (BufferedReader events = new BufferedReader(new InputStreamReader(answer.body()))) {
            while (lines.stream().noneMatch(l -> l.contains("KRX:005930"))
                    || lines.stream().noneMatch(l -> l.contains("KRX:000660"))) {
                lines.add(events.readLine());
            }
            assertEquals(1, rig.server.openStreams());
            Thread.ofVirtual().start(rig.server::close);
            String line = events.readLine();
            while (line != null) {
                lines.add(line);
                line = events.readLine();
            }
        }
        assertTrue(lines.contains("event: error") && lines.getLast().isEmpty(), lines.toString());
        assertTrue(lines.get(lines.size() - 2).contains("the server is stopping"), lines.getLast());
    }

    @Test
    void clientThatGoesEndsItsStream() throws Exception {
        HttpResponse<InputStream> answer = client.send(request("/api/v1/brokers/" + rig.broker + "/status").build(),
                BodyHandlers.ofInputStream());
        assertTrue(answer.body().read() >= 0, "something came");
        answer.body().close();
        Await.until("the stream to be ended", () -> rig.server.openStreams() == 0);
    }

    @Test
    void descriptionNamesEveryPathAndSaysWhatTheContractSays() throws Exception {
        JsonObject api = JsonParser.parseString(send(request("/openapi.json")).body()).getAsJsonObject();
        JsonObject place = api.getAsJsonObject("paths").getAsJsonObject("/api/v1/orders").getAsJsonObject("post");
        assertTrue(place.get("description").getAsString().startsWith("Sends an order once."), place.toString());
        JsonObject schemas = api.getAsJsonObject("components").getAsJsonObject("schemas");
        JsonObject quantity = schemas.getAsJsonObject("jts.trading.PlaceOrderRequest").getAsJsonObject("properties")
                .getAsJsonObject("quantity");
        assertFalse(quantity.get("description").getAsString().isEmpty(), quantity.toString());
        long undescribed = StreamSupport.stream(schemas.keySet().spliterator(), false)
                .filter(name -> schemas.getAsJsonObject(name).get("description").getAsString().isEmpty()).count();
        assertEquals(0, undescribed, "schemas without a description");
        assertEquals("SERVING\n", send(request("/healthz")).body());
        assertEquals(200, send(request("/metrics")).statusCode());
    }

    @Test
    void tokensAreTheSameAsOverGrpc() throws Exception {
        rig.server.close();
        ServerSettings loopback = ServerSettings.loopback(0);
        rig.server = JtsServer.start(new ServerSettings(loopback.address(), loopback.rest(), Optional.empty(),
                List.of(new AccessToken(AccessToken.Scope.READ, TOKEN)), 2), rig.backend(), () -> "measured 1\n");
        refused(401, "UNAUTHENTICATED", "Bearer", request("/api/v1/brokers"));
        refused(401, "UNAUTHENTICATED", "Bearer", request("/metrics"));
        String bearer = "Bearer " + TOKEN;
        assertEquals("measured 1\n", send(request("/metrics").header("Authorization", bearer)).body());
        refused(403, "PERMISSION_DENIED", "may trade", json(request("/api/v1/orders").header("Authorization", bearer),
                "POST", "{}"));
        Await.until("the calls of a second to be used up", () -> {
            try {
                return send(request("/api/v1/brokers").header("Authorization", bearer)).statusCode() == 429;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
    }
}
