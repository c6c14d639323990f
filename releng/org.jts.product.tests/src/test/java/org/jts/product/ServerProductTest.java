package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The server of the product, driven by programs that nobody here wrote: grpc-js, by reflection, and curl. */
@DisabledOnOs(OS.WINDOWS)
class ServerProductTest {

    private static final int TERMINATED = 128 + 15;
    private static final String TRADER = "trader-secret-0123456789";
    private static final String OPERATOR = "operator-secret-0123456789";
    private static final Path SCRIPTS = Path.of("src", "test", "node");

    @TempDir
    static Path folder;
    private static ServerProcess server;
    private static String rest;

    @BeforeAll
    static void start() throws Exception {
        server = ServerProcess.start(folder, Map.of("JTS_TRADER", TRADER, "JTS_OPERATOR", OPERATOR),
                "--listen", "127.0.0.1:0", "--token", "trade:${env:JTS_TRADER}",
                "--token", "operate:${env:JTS_OPERATOR}");
        rest = "http://" + server.address("REST");
        until("the broker to be connected, its symbols read and its orders compared", () -> {
            String state = curl(TRADER, "/api/v1/brokers");
            return state.contains("CONNECTION_PHASE_CONNECTED");
        });
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void strangersProgramFindsItsWayByReflection() throws Exception {
        Path work = Files.createDirectories(folder.resolve("node"));
        try (Stream<Path> files = Files.list(SCRIPTS)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, work.resolve(file.getFileName()));
            }
        }
        run(work, "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
        String seen = run(work, "node", "client.js", server.address("gRPC"), TRADER);
        assertTrue(seen.contains("jts.market.MarketDataService") && seen.contains("grpc.health.v1.Health"), seen);
        assertTrue(seen.contains("\"brokerId\":\"mock\",\"accountId\":\"MOCK-001\""), seen);
        assertTrue(seen.contains("\"candles\":50,"), seen);
        assertTrue(seen.contains("\"wrong\":3"), seen + ": INVALID_ARGUMENT");
        int held = Integer.parseInt(find("\"held\":\"(\\d+)\"", seen));
        assertTrue(held >= 3, seen);
    }

    @Test
    void curlTradesOverRest() throws Exception {
        String placed = curl(TRADER, "/api/v1/orders", "-H", "Content-Type: application/json", "-d", """
                {"accountId": "MOCK-002", "symbolCode": "KRX:005930", "side": "ORDER_SIDE_BUY", "quantity": "2",
                 "orderType": "ORDER_TYPE_LIMIT", "price": "%s", "clientOrderId": "curl-1"}""".formatted(farBelow()));
        assertTrue(placed.contains("\"success\":true") && placed.contains("ORDER_RESULT_ACCEPTED")
                && placed.contains("\"clientOrderId\":\"curl-1\""), placed);
        String id = find("\"orderId\":\"([^\"]+)\"", placed);
        String open = curl(TRADER, "/api/v1/orders?accountId=MOCK-002");
        assertTrue(open.contains("\"orderId\":\"" + id + "\""), open);
        String changed = curl(TRADER, "/api/v1/orders/" + id, "-X", "PUT", "-H", "Content-Type: application/json", "-d",
                "{\"accountId\": \"MOCK-002\", \"quantity\": \"1\"}");
        assertTrue(changed.contains("ORDER_RESULT_ACCEPTED"), changed);
        String now = find("\"orderId\":\"([^\"]+)\"", changed);
        String cancelled = curl(TRADER, "/api/v1/orders/" + now + "?accountId=MOCK-002", "-X", "DELETE");
        assertTrue(cancelled.contains("ORDER_RESULT_ACCEPTED"), cancelled);
        until("the order to be cancelled", () -> curl(TRADER, "/api/v1/orders/" + now + "?account_id=MOCK-002")
                .contains("ORDER_STATUS_CANCELLED"));
        for (String read : List.of("/api/v1/balances?accountId=MOCK-002", "/api/v1/positions?accountId=MOCK-002",
                "/api/v1/market-data/orderbook/KRX:005930", "/api/v1/brokers/mock/accounts",
                "/api/v1/brokers/mock/health", "/api/v1/brokers/mock/symbols", "/api/v1/trading",
                "/api/v1/executions?accountId=MOCK-002&since=2020-01-01T00:00:00Z")) {
            String answer = curl(TRADER, read);
            assertTrue(answer.contains("\"success\":true") && answer.contains("\"rateLimit\":{\"limit\":5000"), answer);
        }
    }

    /** A price that nobody comes to, within the limits of the day, and on every tick. */
    private static String farBelow() throws Exception {
        String quote = curl(TRADER, "/api/v1/market-data/quotes/005930");
        return Long.toString(Long.parseLong(find("\"previousClose\":\"(\\d+)\"", quote)) * 8 / 10 / 1000 * 1000);
    }

    @Test
    void curlStreamsQuotes() throws Exception {
        String events = run(folder, 28, "curl", "-sN", "--max-time", "4", "-H", "Authorization: Bearer " + TRADER,
                rest + "/api/v1/market-data/quotes?symbols=KRX:005930,KRX:000660");
        assertTrue(events.contains("data: {") && events.contains("KRX:005930") && events.contains("KRX:000660"),
                events);
    }

    @Test
    void whoShowsNoTokenGetsNothingButHealthAndTheDescription() throws Exception {
        assertEquals("SERVING\n", run(folder, "curl", "-s", rest + "/healthz"));
        String description = run(folder, "curl", "-s", rest + "/openapi.json");
        assertTrue(description.contains("\"/api/v1/orders/{order_id}\"")
                && description.contains("Sends an order once."), description);
        assertEquals("401", status("/api/v1/brokers"));
        assertEquals("401", status("/metrics"));
        String metrics = curl(TRADER, "/metrics");
        assertTrue(metrics.contains("jts_server_calls_seconds_count{call=\"GetBrokers\",status=\"OK\"}"), metrics);
        assertFalse(server.output().contains(TRADER), "expected no secret in the output");
    }

    @Test
    void pagesOfBrowsersAndNamesThatLeadHereAreRefused() throws Exception {
        assertEquals("403", status("/api/v1/brokers", "-H", "Origin: http://pages.invalid"));
        assertEquals("403", status("/healthz", "-H", "Host: pages.invalid"));
        assertEquals("400", status("/api/v1/orders", "-H", "Authorization: Bearer " + TRADER, "-H",
                "Content-Type: text/plain", "-d", "{}"));
        assertEquals("404", status("/api/v1/nothing", "-H", "Authorization: Bearer " + TRADER));
        assertEquals("405", status("/api/v1/balances", "-X", "DELETE", "-H", "Authorization: Bearer " + TRADER));
    }

    @Test
    void killSwitchIsReachedOverRestAndOnlyAnOperatorLetsGoOn() throws Exception {
        try (ServerProcess other = ServerProcess.start(Files.createDirectories(folder.resolve("other")),
                Map.of("JTS_TRADER", TRADER, "JTS_OPERATOR", OPERATOR), "--listen", "127.0.0.1:0",
                "--token", "trade:${env:JTS_TRADER}", "--token", "operate:${env:JTS_OPERATOR}")) {
            String address = "http://" + other.address("REST");
            String json = "Content-Type: application/json";
            until("a connected broker", () -> request(address, TRADER, "/api/v1/brokers")
                    .contains("CONNECTION_PHASE_CONNECTED"));
            String stopped = request(address, TRADER, "/api/v1/trading/stop", "-H", json, "-d",
                    "{\"reason\": \"drill\"}");
            assertTrue(stopped.contains("\"success\":true"), stopped);
            String order = """
                    {"accountId": "MOCK-001", "symbolCode": "KRX:005930", "side": "ORDER_SIDE_BUY", "quantity": "1",
                     "orderType": "ORDER_TYPE_MARKET"}""";
            // until the desk knows the accounts of the broker, an order breaks more than one rule
            until("an order that is only stopped", () -> {
                String refused = request(address, TRADER, "/api/v1/orders", "-H", json, "-d", order);
                assertTrue(refused.contains("drill"), refused);
                return refused.contains("ORDER_RESULT_NOT_SENT");
            });
            assertTrue(request(address, TRADER, "/api/v1/trading/resume", "-H", json, "-d", "{}")
                    .contains("PERMISSION_DENIED"), "expected a trader not to let trading go on");
            assertTrue(request(address, OPERATOR, "/api/v1/trading/resume", "-H", json, "-d", "{}")
                    .contains("\"stopped\":false"), "expected an operator to let trading go on");
            assertEquals(TERMINATED, other.terminate());
            assertTrue(other.output().contains("gRPC on"), other.output());
        }
    }

    @Test
    void anotherAddressWithoutCertificateIsRefusedBeforeAnythingStarts() throws Exception {
        try (ServerProcess open = ServerProcess.start(Files.createDirectories(folder.resolve("open")), Map.of(),
                "--listen", "0.0.0.0:0")) {
            assertEquals(2, open.waitFor());
            assertTrue(open.output().contains("expected a certificate, found none"), open.output());
        }
    }

    private static String curl(String token, String path, String... more) throws IOException, InterruptedException {
        return request(rest, token, path, more);
    }

    private static String request(String server, String token, String path, String... more) throws IOException,
            InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "--max-time", "30", "-H",
                "Authorization: Bearer " + token));
        command.addAll(List.of(more));
        command.add(server + path);
        return run(folder, command.toArray(String[]::new));
    }

    private static String status(String path, String... more) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("curl", "-s", "-o", "/dev/null", "-w", "%{http_code}"));
        command.addAll(List.of(more));
        command.add(rest + path);
        return run(folder, command.toArray(String[]::new));
    }

    private static String find(String pattern, String text) {
        Matcher found = Pattern.compile(pattern).matcher(text);
        assertTrue(found.find(), "expected " + pattern + ", found " + text);
        return found.group(1);
    }

    private static String run(Path directory, String... command) throws IOException, InterruptedException {
        return run(directory, 0, command);
    }

    /** @param expected exit status */
    private static String run(Path directory, int expected, String... command) throws IOException,
            InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder(command).directory(directory.toFile()).redirectErrorStream(true).start();
        } catch (IOException e) {
            throw new AssertionError("expected " + command[0]
                    + " on this machine, found none; ./jts doctor says how to "
                    + "get it", e);
        }
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes());
        assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "expected an end of " + List.of(command));
        assertEquals(expected, process.exitValue(), said);
        return said;
    }

    /** What may take a while. */
    private interface Look {
        boolean is() throws IOException, InterruptedException;
    }

    private static void until(String what, Look look) throws IOException, InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!look.is()) {
            assertTrue(System.nanoTime() < deadline, "expected " + what + " within a minute");
            TimeUnit.MILLISECONDS.sleep(100);
        }
    }
}
