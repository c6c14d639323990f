package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Plug-ins of the built product: of the console over several starts, and of a server that goes on meanwhile. */
class PluginsProductTest {

    private static final String TOKEN = "operator-secret-0123456789";
    private static final String KEY = "a-key-of-acme-0123456789";
    private static final String MOCK = "org.jts.gateway.mock.feature";
    private static final String KIS = "org.jts.gateway.kis.feature";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;
    /** The p2 repository that is built with the products. */
    private final Path repository = Path.of(System.getProperty("jts.products")).resolveSibling("repository");

    @BeforeEach
    void look() {
        assertTrue(Files.isDirectory(repository), "expected the repository of the products at " + repository);
    }

    private HeadlessProduct.Result console(String commands) throws Exception {
        return new HeadlessProduct(folder.resolve("console")).run("-c", commands);
    }

    private static String out(HeadlessProduct.Result result) {
        assertEquals(0, result.status(), result.out() + result.err());
        return result.out();
    }

    @Test
    void whatCameWithTheProductIsRemovedStaysAwayAndIsTakenBack() throws Exception {
        String trade = "order:place buy 1 005930 market --wait";
        assertTrue(out(console("broker:connect mock; " + trade)).contains("FILLED"));
        out(console("plugin:remove " + MOCK));
        HeadlessProduct.Result without = console("plugin:list; broker:list");
        assertTrue(out(without).contains("removed"), without.out());
        assertFalse(without.out().contains("CONNECTED"), without.out());
        out(console("plugin:rollback " + MOCK));
        String back = out(console("plugin:list; broker:connect mock; " + trade));
        assertFalse(back.contains("removed"), back);
        assertTrue(back.contains("FILLED"), back);
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // the scripts of the server are those of a system with signals
    void anOperatorChangesPluginsOfAServerThatGoesOn() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Files.setPosixFilePermissions(token, PosixFilePermissions.fromString("rw-------"));
        Path jars = Files.createDirectory(folder.resolve("jars"));
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--watch", jars.toString(), "--listen",
                "127.0.0.1:0", "--token", "operate:${file:" + token + "}"); HttpClient client =
                HttpClient.newHttpClient()) {
            String rest = "http://" + server.address("REST");
            until(client, rest + "/api/v1/brokers", said -> said.contains("CONNECTION_PHASE_CONNECTED"));
            String at = " --server " + rest + " --token-file " + token;
            assertTrue(out(console("plugin:list" + at)).contains(KIS));

            out(console("plugin:remove " + KIS + at));
            assertTrue(out(console("plugin:list" + at)).contains("removed"));
            assertTrue(out(console("plugin:offers " + repository + at)).contains(KIS));
            String installed = out(console("plugin:install " + repository + " " + KIS + " --trust" + at));
            assertTrue(installed.contains("org.jts.gateway.kis"), installed);
            String list = out(console("plugin:list" + at));
            assertTrue(list.contains("INSTALLED") && !list.contains("removed"), list);
            out(console("plugin:rollback " + KIS + at));
            assertFalse(out(console("plugin:list" + at)).contains("INSTALLED"));
            HeadlessProduct.Result refused = console("plugin:remove org.jts.none" + at);
            assertEquals(1, refused.status());
            assertTrue(refused.err().contains("There is no plug-in org.jts.none"), refused.err());

            Files.copy(jarOf("org.jts.gateway.kis"), jars.resolve("kis.jar"));
            until(client, rest + "/api/v1/plugins", said -> said.contains("PLUGIN_ORIGIN_WATCHED"));
            Files.delete(jars.resolve("kis.jar"));
            until(client, rest + "/api/v1/plugins", said -> !said.contains("PLUGIN_ORIGIN_WATCHED"));
            until(client, rest + "/api/v1/brokers", said -> said.contains("CONNECTION_PHASE_CONNECTED"));
        }
    }

    @Test
    @DisabledOnOs(OS.WINDOWS) // the scripts of the server are those of a system with signals
    void anOperatorSetsUpABrokerOfAServerThatGoesOnAndWhoDidIsWrittenDown() throws Exception {
        Path token = Files.writeString(folder.resolve("token"), TOKEN);
        Path key = Files.writeString(folder.resolve("key"), KEY);
        for (Path secret : List.of(token, key)) {
            Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
        }
        try (ServerProcess server = ServerProcess.start(folder, Map.of(), "--listen", "127.0.0.1:0", "--token",
                "operate:${file:" + token + "}"); HttpClient client = HttpClient.newHttpClient()) {
            String rest = "http://" + server.address("REST");
            String at = " --server " + rest + " --token-file " + token;
            until(client, rest + "/api/v1/brokers", said -> said.contains("CONNECTION_PHASE_CONNECTED"));
            out(console("broker:secret set acme/key --file " + key + at));
            assertTrue(out(console("broker:secret" + at)).contains("acme/key"));
            assertTrue(out(console("broker:types mock" + at)).contains("market.quotes.per.symbol"));
            out(console("broker:add mock second broker.name=Second" + at));
            until(client, rest + "/api/v1/setup/brokers", said -> said.contains("second")
                    && said.indexOf("CONNECTED") != said.lastIndexOf("CONNECTED"));
            out(console("broker:set second broker.name=Other" + at));
            assertTrue(out(console("broker:list" + at)).contains("Other"));
            out(console("broker:remove second" + at));
            assertFalse(out(console("broker:list" + at)).contains("second"));
        }
        String trail = "";
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                trail += Files.readString(file);
            }
        }
        assertTrue(trail.lines().anyMatch(line -> line.contains("\"broker.add\"") && line.contains("operate token ")
                && line.contains("127.0.0.1")), trail);
        assertFalse(trail.contains(KEY) || trail.contains(TOKEN), "a secret in the trail");
    }

    private Path jarOf(String bundle) throws IOException {
        try (Stream<Path> files = Files.list(repository.resolve("plugins"))) {
            return files.filter(file -> file.getFileName().toString().startsWith(bundle + "_")).findFirst()
                    .orElseThrow(() -> new AssertionError("expected a jar of " + bundle + " in " + repository));
        }
    }

    private static void until(HttpClient client, String address, Predicate<String> condition) throws Exception {
        long end = System.nanoTime() + PATIENCE.toNanos();
        String said = "";
        while (System.nanoTime() < end) {
            HttpResponse<String> answer = client.send(HttpRequest.newBuilder(URI.create(address))
                    .header("Authorization", "Bearer " + TOKEN).build(), HttpResponse.BodyHandlers.ofString());
            said = answer.body();
            if (condition.test(said)) {
                return;
            }
            Thread.sleep(100);
        }
        throw new AssertionError("expected another answer of " + address + ", found " + said);
    }
}
