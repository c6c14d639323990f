package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisJson;
import org.jts.simulator.kis.KisSimulator;

/** A plain client of the broker, written from its papers and knowing nothing of the gateway. */
final class Customer implements AutoCloseable {

    static final String KEY = "PSsimulatedAppKeyOf36Characters00001";
    static final String SECRET = "simulated-app-secret-".repeat(9).substring(0, 180);
    static final Duration PATIENCE = Duration.ofSeconds(20);

    final KisSimulator broker;
    final HttpClient client = HttpClient.newHttpClient();
    String token = "";

    Customer(KisSimulator broker) {
        this.broker = broker;
    }

    /**
     * An answer.
     *
     * @param status of HTTP
     * @param trCont paging header
     * @param body   as read
     */
    record Answer(int status, String trCont, Map<String, Object> body) {
        String code() {
            return String.valueOf(body.get("msg_cd"));
        }

        Map<?, ?> block(String name) {
            return (Map<?, ?>) body.get(name);
        }

        List<?> rows(String name) {
            return (List<?>) body.get(name);
        }
    }

    Answer post(String path, Map<String, Object> body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(broker.address().resolve(path)).timeout(PATIENCE)
                .POST(BodyPublishers.ofString(KisJson.write(body))));
    }

    Answer token() throws IOException, InterruptedException {
        return post("/oauth2/tokenP", Map.of("grant_type", "client_credentials", "appkey", KEY, "appsecret", SECRET));
    }

    void signIn() throws IOException, InterruptedException {
        token = token().body().get("access_token").toString();
    }

    String approval() throws IOException, InterruptedException {
        return post("/oauth2/Approval", Map.of("grant_type", "client_credentials", "appkey", KEY, "secretkey",
                SECRET)).body().get("approval_key").toString();
    }

    /** Calls an interface with all required fields, empty where nothing is said. */
    Answer call(String name, String trId, String trCont, String... namesAndValues)
            throws IOException, InterruptedException {
        KisApi api = KisCatalog.get().api(name);
        Map<String, Object> fields = new LinkedHashMap<>();
        api.request().stream().filter(f -> f.required()).forEach(f -> fields.put(f.name(), ""));
        for (int i = 0; i < namesAndValues.length; i += 2) {
            fields.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        HttpRequest.Builder request;
        if (api.method().equals("GET")) {
            String query = fields.entrySet().stream().map(e -> e.getKey() + "=" + URLEncoder.encode(
                    e.getValue().toString(), StandardCharsets.UTF_8)).collect(Collectors.joining("&"));
            request = HttpRequest.newBuilder(URI.create(broker.address() + api.path() + "?" + query)).GET();
        } else {
            request = HttpRequest.newBuilder(broker.address().resolve(api.path())).POST(BodyPublishers.ofString(
                    KisJson.write(fields)));
        }
        return send(request.timeout(PATIENCE).header("authorization", "Bearer " + token).header("appkey", KEY)
                .header("appsecret", SECRET).header("tr_id", trId).header("tr_cont", trCont).header("custtype", "P"));
    }

    Answer order(String trId, String division, int quantity, String price) throws IOException, InterruptedException {
        return call("order-cash", trId, "", "CANO", "50012345", "ACNT_PRDT_CD", "01", "PDNO", "005930", "ORD_DVSN",
                division, "ORD_QTY", Integer.toString(quantity), "ORD_UNPR", price);
    }

    Answer balance() throws IOException, InterruptedException {
        return call("inquire-balance", "TTTC8434R", "", "CANO", "50012345", "ACNT_PRDT_CD", "01");
    }

    Answer price() throws IOException, InterruptedException {
        return call("inquire-price", "FHKST01010100", "", "FID_COND_MRKT_DIV_CODE", "J", "FID_INPUT_ISCD", "005930");
    }

    /** An order with a hash that is not the one of its body. */
    Answer hashed(String hash) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(broker.address().resolve(KisCatalog.get().api("order-cash").path()))
                .timeout(PATIENCE).POST(BodyPublishers.ofString("{}")).header("authorization", "Bearer " + token)
                .header("appkey", KEY).header("appsecret", SECRET).header("tr_id", "TTTC0012U").header("custtype", "P")
                .header("hashkey", hash));
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.headers().firstValue("tr_cont").orElse(""),
                KisJson.readObject(answer.body()));
    }

    @Override
    public void close() {
        client.close();
    }
}
