package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.server.internal.AccessToken.Scope;
import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.grpc.Metadata;
import io.grpc.Status;

/** Who is let in, and with which options the server starts at all. */
class AccessTest {

    private static final String READ = "read-secret-0123456789";
    private static final String TRADE = "trade-secret-0123456789";
    private static final String QUOTE = "jts.market.MarketDataService/GetQuote";
    private static final String PLACE = "jts.trading.TradingService/PlaceOrder";
    private static final String CALL = "jts.gateway.GatewayService/PlaceCall";
    private static final Map<String, String> ENVIRONMENT = Map.of("JTS_TOKEN", TRADE, "SHORT", "short");

    @TempDir
    private Path folder;

    private final FakeTime time = new FakeTime();
    private final InetAddress peer = InetAddress.getLoopbackAddress();
    private final Gatekeeper gate = new Gatekeeper(new ServerSettings(
            ServerSettings.loopback(0).address(), Optional.empty(), Optional.empty(),
            List.of(new AccessToken(Scope.READ, READ), new AccessToken(Scope.TRADE, TRADE)), 3), time);

    @Test
    void readTokenReadsAndDoesNotTrade() {
        assertNull(gate.refusal(QUOTE, shows(READ), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "may trade", gate.refusal(PLACE, shows(READ), peer));
        assertNull(gate.refusal(PLACE, shows(TRADE), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "may trade", gate.refusal(CALL, shows(READ), peer));
        assertNull(gate.refusal(CALL, shows(TRADE), peer));
        assertNull(gate.refusal("jts.gateway.GatewayService/GetCallForms", shows(READ), peer));
    }

    @Test
    void withoutARightTokenNothingButHealthIsAnswered() {
        assertRefused(Status.Code.UNAUTHENTICATED, "Bearer", gate.refusal(QUOTE, new Metadata(), peer));
        assertRefused(Status.Code.UNAUTHENTICATED, "Bearer", gate.refusal(QUOTE, shows("wrong"), peer));
        assertNull(gate.refusal("grpc.health.v1.Health/Check", new Metadata(), peer));
    }

    @Test
    void whoGuessesWaitsLongerAndLonger() throws Exception {
        for (int guess = 0; guess < 5; guess++) {
            assertRefused(Status.Code.UNAUTHENTICATED, "Bearer", gate.refusal(QUOTE, shows("guess"), peer));
        }
        assertRefused(Status.Code.UNAUTHENTICATED, "wait 1 s", gate.refusal(QUOTE, shows("guess"), peer));
        assertNull(gate.refusal(QUOTE, shows(TRADE), peer), "a right token is let in whatever others tried");
        assertRefused(Status.Code.UNAUTHENTICATED, "Bearer",
                gate.refusal(QUOTE, shows("guess"), InetAddress.getByName("192.0.2.1")));
        time.advance(Duration.ofMillis(1_100));
        assertRefused(Status.Code.UNAUTHENTICATED, "Bearer", gate.refusal(QUOTE, shows("guess"), peer));
        assertRefused(Status.Code.UNAUTHENTICATED, "wait 2 s", gate.refusal(QUOTE, shows("guess"), peer));
        time.advance(Duration.ofMillis(2_100));
        assertRefused(Status.Code.UNAUTHENTICATED, "Bearer", gate.refusal(QUOTE, shows("guess"), peer));
    }

    @Test
    void callsOfOneTokenAreCountedBySecond() {
        for (int call = 0; call < 3; call++) {
            assertNull(gate.refusal(QUOTE, shows(TRADE), peer));
        }
        assertRefused(Status.Code.RESOURCE_EXHAUSTED, "at most 3", gate.refusal(QUOTE, shows(TRADE), peer));
        assertNull(gate.refusal("jts.trading.TradingService/CancelOrder", shows(TRADE), peer), "a cancel");
        assertNull(gate.refusal("jts.desk.DeskService/StopTrading", shows(TRADE), peer), "the kill switch");
        assertNull(gate.refusal(QUOTE, shows(READ), peer), "another token");
        time.advance(Duration.ofSeconds(1));
        assertNull(gate.refusal(QUOTE, shows(TRADE), peer), "the next second");
    }

    @Test
    void tokensAreNeverShown() {
        assertFalse(new AccessToken(Scope.TRADE, TRADE).toString().contains("secret"), "token as text");
        assertThrows(IllegalArgumentException.class, () -> new AccessToken(Scope.READ, "short"));
    }

    @Test
    void loopbackInTheClearIsTheDefault() {
        ServerSettings settings = options().settings().orElseThrow();
        assertTrue(settings.address().getAddress().isLoopbackAddress(), settings.toString());
        assertEquals(50051, settings.address().getPort());
        assertTrue(options("--help").help(), "help");
    }

    @Test
    void anotherAddressNeedsACertificateAndAToken() throws Exception {
        Path pem = Files.createFile(folder.resolve("x.pem"));
        Files.setPosixFilePermissions(pem, PosixFilePermissions.fromString("rw-------"));
        refuses("a certificate", "--listen", "0.0.0.0:7000", "--token", "trade:${env:JTS_TOKEN}");
        refuses("a token", "--listen", "0.0.0.0:7000", "--tls-cert", pem.toString(), "--tls-key", pem.toString());
        ServerSettings settings = options("--listen", "0.0.0.0:7000", "--token", "trade:${env:JTS_TOKEN}", "--tls-cert",
                pem.toString(), "--tls-key", pem.toString(), "--tls-clients", pem.toString(), "--calls-per-second", "9")
                        .settings().orElseThrow();
        assertEquals(new InetSocketAddress("0.0.0.0", 7000), settings.address());
        assertEquals(Scope.TRADE, settings.tokens().getFirst().scope());
        assertEquals(9, settings.callsPerSecond());
        assertEquals(Optional.of(new InetSocketAddress("0.0.0.0", 7001)), settings.rest());
        refuses("--rest 0.0.0.0 lets others in", "--rest", "0.0.0.0:7001");
        assertEquals(Optional.empty(), options("--rest", "off").settings().orElseThrow().rest());
    }

    @Test
    void secretsInFilesAreReadOnlyWhereNobodyElseCan() throws Exception {
        Path file = Files.writeString(folder.resolve("token"), TRADE + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        refuses("nobody else can read", "--token", "trade:${file:" + file + "}");
        refuses("nobody else can read", "--tls-cert", file.toString(), "--tls-key", file.toString());
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        AccessToken token = options("--token", "operate:${file:" + file + "}").settings().orElseThrow().tokens()
                .getFirst();
        assertTrue(token.matches(AccessToken.digest(TRADE)), "the token of the file");
        assertTrue(token.may(Scope.READ) && token.may(Scope.TRADE) && token.may(Scope.OPERATE), "all of it");
        refuses("a file that can be read", "--token", "trade:${file:" + folder.resolve("none") + "}");
        Files.writeString(file, "x".repeat(5_000));
        refuses("at most 4,096 bytes", "--token", "trade:${file:" + file + "}");
    }

    @Test
    void onlyOperatorsLetTradingGoOnAndUnlock() {
        Gatekeeper strict = new Gatekeeper(new ServerSettings(ServerSettings.loopback(0).address(), Optional.empty(),
                Optional.empty(), List.of(new AccessToken(Scope.TRADE, TRADE)), 100), time);
        assertNull(strict.refusal("jts.desk.DeskService/StopTrading", shows(TRADE), peer), "whoever trades may stop");
        assertRefused(Status.Code.PERMISSION_DENIED, "may operate",
                strict.refusal("jts.desk.DeskService/ResumeTrading", shows(TRADE), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "may operate",
                strict.refusal("jts.desk.DeskService/UnlockAccount", shows(TRADE), peer));
    }

    @Test
    void wrongOptionsSayWhatWasExpected() {
        refuses("found one without the other", "--tls-cert", folder.toString());
        refuses("a file that can be read", "--tls-cert", folder.resolve("none").toString());
        refuses("HOST:PORT", "--listen", "localhost:many");
        refuses("a host that is known", "--listen", "no such host:1");
        refuses("a value after", "--listen");
        refuses("a whole number", "--calls-per-second", "many");
        refuses("1 or more", "--calls-per-second", "0");
        refuses("expected one of", "--wrong");
        refuses("stands in the environment or in a file", "--token", "trade:" + TRADE);
        refuses("read:, trade: or operate:", "--token", TRADE);
        refuses("environment variable NONE", "--token", "read:${env:NONE}");
        refuses("16 characters", "--token", "read:${env:SHORT}");
    }

    private void refuses(String expected, String... arguments) {
        String text = assertThrows(IllegalArgumentException.class, () -> options(arguments)).getMessage();
        assertTrue(text.contains(expected), text);
        assertFalse(text.contains(TRADE), "expected no secret in " + text);
    }

    private static ServerOptions options(String... arguments) {
        return ServerOptions.parse(List.of(arguments), ENVIRONMENT);
    }

    private static Metadata shows(String token) {
        Metadata headers = new Metadata();
        headers.put(Gatekeeper.AUTHORIZATION, "Bearer " + token);
        return headers;
    }

    private static void assertRefused(Status.Code code, String text, Status refusal) {
        assertEquals(code, refusal.getCode());
        assertTrue(refusal.getDescription().contains(text), refusal.getDescription());
    }

    @Test
    void onlyOperatorsWithATokenBringCodeIntoTheServer() {
        String start = "jts.plugin.PluginService/StartPluginChange";
        Gatekeeper open = new Gatekeeper(ServerSettings.loopback(0), time);
        assertRefused(Status.Code.PERMISSION_DENIED, "started with a token for operators",
                open.refusal(start, new Metadata(), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "started with a token for operators",
                open.refusal("jts.plugin.PluginService/ListPlugins", new Metadata(), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "may operate", gate.refusal(start, shows(TRADE), peer));
        assertRefused(Status.Code.PERMISSION_DENIED, "may operate",
                gate.refusal("jts.plugin.PluginService/ListPluginOffers", shows(READ), peer));
        Gatekeeper strict = new Gatekeeper(new ServerSettings(ServerSettings.loopback(0).address(), Optional.empty(),
                Optional.empty(), List.of(new AccessToken(Scope.OPERATE, TRADE)), 100), time);
        assertNull(strict.refusal(start, shows(TRADE), peer));
    }
}
