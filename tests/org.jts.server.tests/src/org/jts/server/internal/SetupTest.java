package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.audit.AuditRecord;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.install.Brings;
import org.jts.api.install.PluginOffer;
import org.jts.server.internal.AccessToken.Scope;
import org.jts.testkit.Await;
import org.jts.testkit.FakeBrokerSetup;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeGateway;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Brokers, secrets and archives that operators bring to a server that runs, over a socket. */
class SetupTest {

    private static final String OPERATE = "operate-secret-0123456789";
    private static final String TRADE = "trade-secret-0123456789ab";
    private static final String SECRET = "a-key-that-nobody-reads";
    private static final String TYPE = "\"type\": \"" + FakeBrokerSetup.PID + "\"";

    private Rig rig = rig(List.of(new AccessToken(Scope.OPERATE, OPERATE), new AccessToken(Scope.TRADE, TRADE)));
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private static Rig rig(List<AccessToken> tokens) {
        return new Rig(new ServerSettings(ServerSettings.loopback(0).address(), ServerSettings.loopback(0).rest(),
                Optional.empty(), tokens, 1_000));
    }

    @AfterEach
    void close() {
        client.close();
        rig.close();
    }

    private JsonObject send(String token, String verb, String path, String body) throws Exception {
        return JsonParser.parseString(client.send(request(token, verb, path, body), BodyHandlers.ofString()).body())
                .getAsJsonObject();
    }

    private HttpRequest request(String token, String verb, String path, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + rig.server.restPort().getAsInt() + "/api/v1" + path)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + token).header("Content-Type", "application/json")
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
    }

    private JsonObject data(String verb, String path, String body) throws Exception {
        JsonObject envelope = send(OPERATE, verb, path, body);
        assertTrue(envelope.get("success").getAsBoolean(), envelope.toString());
        return envelope.getAsJsonObject("data");
    }

    private String refusal(String verb, String path, String body) throws Exception {
        JsonObject envelope = send(OPERATE, verb, path, body);
        assertFalse(envelope.get("success").getAsBoolean(), envelope.toString());
        return envelope.getAsJsonObject("error").get("message").getAsString();
    }

    private List<String> written() {
        return rig.trail.records().stream().filter(r -> r.kind() == AuditRecord.Kind.ACT)
                .map(r -> r.action() + " " + r.facts().get()).toList();
    }

    @Test
    void anOperatorAddsChangesAndRemovesABroker() throws Exception {
        rig.setup.onAdded(id -> rig.registry.add(new FakeConnection(new FakeGateway(id), rig.time)));
        JsonObject type = data("GET", "/setup/types?language=ko", "").getAsJsonArray("types").get(0).getAsJsonObject();
        assertEquals("\uac00\uc9dc", type.get("name").getAsString());
        assertEquals("BROKER_SETTING_KIND_SECRET", type.getAsJsonArray("settings").get(1).getAsJsonObject()
                .get("kind").getAsString());

        JsonObject added = data("POST", "/setup/brokers", "{" + TYPE + ", \"brokerId\": \"b1\", \"settings\": "
                + "{\"delay.ms\": \"5\", \"mode\": \"fast\"}}");
        assertEquals("b1", added.get("brokerId").getAsString());
        assertFalse(added.get("phase").getAsString().equals("NOT_RUNNING"), added.toString());
        assertEquals(Map.of("delay.ms", "5", "mode", "fast"), rig.setup.configured().getFirst().settings());
        data("PUT", "/setup/brokers/b1", "{\"settings\": {\"delay.ms\": \"7\", \"app.key\": \"${secure:k}\"}}");
        assertEquals(Map.of("delay.ms", "7", "mode", "fast", "app.key", "${secure:k}"),
                rig.setup.configured().getFirst().settings());
        assertEquals(1, data("GET", "/setup/brokers", "").getAsJsonArray("brokers").size());
        assertEquals("1 account, with 1 settings", data("POST", "/setup/tests", "{" + TYPE
                + ", \"settings\": {\"delay.ms\": \"5\"}}").get("found").getAsString());
        data("DELETE", "/setup/brokers/b1", "");
        assertEquals(List.of(), rig.setup.configured());
        assertTrue(refusal("DELETE", "/setup/brokers/b1", "").contains("b1"));
        assertTrue(refusal("PUT", "/setup/brokers/b1", "{}").contains("xpected one of []"));
    }

    @Test
    void aChangeTellsOfTheGatewayThatItStarted() throws Exception {
        FakeConnection before = new FakeConnection(new FakeGateway(new BrokerId("b1")), rig.time);
        FakeConnection after = new FakeConnection(new FakeGateway(new BrokerId("b1")), rig.time);
        rig.registry.setPhase(after, ConnectionPhase.FAILED);
        rig.setup.onAdded(added -> rig.registry.add(before));
        data("POST", "/setup/brokers", "{" + TYPE + ", \"brokerId\": \"b1\"}");
        rig.setup.onChanged(changed -> Thread.ofVirtual().start(() -> {
            rig.registry.remove(before);
            rig.registry.add(after);
        }));
        assertEquals("FAILED", data("PUT", "/setup/brokers/b1", "{\"settings\": {\"delay.ms\": \"7\"}}")
                .get("phase").getAsString());
    }

    @Test
    void whoGivesUpWaitingHasStillAddedIt() throws Exception {
        HttpRequest add = request(OPERATE, "POST", "/setup/brokers", "{" + TYPE + ", \"brokerId\": \"b1\"}");
        var call = client.sendAsync(add, BodyHandlers.ofString());
        Await.until("it is added, and its gateway is waited for", () -> !rig.setup.configured().isEmpty());
        call.cancel(true);
        Await.until("it is written down", () -> written().stream()
                .anyMatch(w -> w.startsWith("broker.add {phase=done")));
        assertFalse(written().toString().contains("problem="), written().toString());
        // Where the server has not heard that nobody waits any more, its call ends now, and not after the server.
        rig.registry.add(new FakeConnection(new FakeGateway(new BrokerId("b1")), rig.time));
    }

    @Test
    void whoDidItIsWrittenDownAndNoSecretIs() throws Exception {
        data("POST", "/setup/secrets", "{\"name\": \"fake/key\", \"secret\": \"" + SECRET + "\"}");
        assertEquals(Optional.of(SECRET), rig.secrets.get("fake/key"));
        assertEquals("[\"fake/key\"]", data("GET", "/setup/secrets", "").getAsJsonArray("names").toString());
        String wrong = refusal("POST", "/setup/brokers", "{" + TYPE + ", \"brokerId\": \"b1\", \"settings\": "
                + "{\"app.key\": \"" + SECRET + "\"}}");
        assertFalse(wrong.contains(SECRET), wrong);
        data("DELETE", "/setup/secrets?name=fake/key", "");
        assertTrue(refusal("DELETE", "/setup/secrets?name=fake/key", "").contains("fake/key"));
        assertTrue(refusal("POST", "/setup/secrets", "{\"name\": \"x\"}").contains("expected one, found none"));

        List<String> written = written();
        assertFalse(written.toString().contains(SECRET), written.toString());
        String digest = HexFormat.of().formatHex(AccessToken.digest(OPERATE), 0, 4);
        assertTrue(written.getFirst().startsWith("secret.keep {phase=asked, by=operate token " + digest
                + " from 127.0.0.1"), written.toString());
        assertTrue(written.stream().anyMatch(w -> w.startsWith("broker.add {phase=done")
                && w.contains("problem=VALIDATION")), written.toString());
        Map<Optional<String>, Long> perCall = rig.trail.records().stream().filter(r -> r.kind()
                == AuditRecord.Kind.ACT).collect(Collectors.groupingBy(AuditRecord::correlation,
                        Collectors.counting()));
        assertTrue(perCall.keySet().stream().allMatch(name -> name.orElseThrow().startsWith("server-")));
        assertTrue(perCall.values().stream().allMatch(count -> count == 2), perCall.toString());
    }

    @Test
    void onlyOperatorsSetUp() throws Exception {
        for (String call : List.of("GET /setup/types", "GET /setup/brokers", "POST /setup/brokers",
                "PUT /setup/brokers/b1", "DELETE /setup/brokers/b1", "POST /setup/tests", "GET /setup/secrets",
                "POST /setup/secrets", "DELETE /setup/secrets", "POST /plugins/archives", "POST /plugins/changes")) {
            String[] words = call.split(" ");
            JsonObject refused = send(TRADE, words[0], words[1], words[0].startsWith("P") ? "{}" : "");
            assertTrue(refused.toString().contains("expected a token that may operate"), call + refused);
        }
        rig.close();
        rig = rig(List.of());
        assertTrue(send("", "GET", "/setup/types", "").toString().contains("expected a server that was started with a "
                + "token for operators"));
        assertEquals(List.of(), written());
    }

    private JsonObject piece(byte[] archive, String id, int from, int to, String sha256) throws Exception {
        return send(OPERATE, "POST", "/plugins/archives", ("{%s, \"offset\": \"%d\", \"data\": \"%s\"}").formatted(
                id.isEmpty() ? "\"size\": \"%d\", \"sha256\": \"%s\"".formatted(archive.length, sha256)
                        : "\"archiveId\": \"" + id + "\"",
                from, Base64.getEncoder().encodeToString(Arrays.copyOfRange(archive, from, to))));
    }

    private static String sha256(byte[] bytes) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    }

    private static byte[] archive(int size) {
        byte[] bytes = new byte[size];
        new Random(1).nextBytes(bytes);
        return bytes;
    }

    @Test
    void anArchiveComesInPiecesAndGoesWhenItWasInstalled() throws Exception {
        byte[] archive = archive(PluginUploads.LARGEST_PIECE + 10);
        JsonObject first = piece(archive, "", 0, PluginUploads.LARGEST_PIECE, sha256(archive)).getAsJsonObject("data");
        assertEquals("", first.get("site").getAsString());
        String id = first.get("archiveId").getAsString();
        assertTrue(piece(archive, id, 7, 17, "").toString().contains("offset: expected the 10 bytes from 131,072 on"));
        JsonObject whole = piece(archive, id, PluginUploads.LARGEST_PIECE, archive.length, "").getAsJsonObject("data");
        URI site = URI.create(whole.get("site").getAsString());
        assertArrayEquals(archive, Files.readAllBytes(Path.of(site)));

        rig.plugins.offer(new PluginOffer(site, "org.acme", "1.0.0", "Acme", "", "", new Brings(List.of("acme"),
                List.of(), List.of())));
        String change = data("POST", "/plugins/changes", ("{\"kind\": \"PLUGIN_CHANGE_KIND_INSTALL\", \"pluginId\": "
                + "\"org.acme\", \"site\": \"%s\", \"trusted\": {\"trust\": \"PLUGIN_TRUST_UNSIGNED\"}}")
                .formatted(site)).get("changeId").getAsString();
        Await.until("it is installed", () -> data("GET", "/plugins/changes/" + change, "").get("state").getAsString()
                .equals("PLUGIN_CHANGE_STATE_DONE"));
        assertFalse(Files.exists(Path.of(site)), "the archive has done what it came for");
        assertTrue(written().stream().anyMatch(w -> w.startsWith("plugin.upload {phase=asked, by=operate token ")
                && w.contains("sha256=")), written().toString());
        assertTrue(written().stream().anyMatch(w -> w.startsWith("plugin.install {phase=done, by=operate token ")
                && w.contains("plugin=org.acme")), written().toString());
    }

    @Test
    void anArchiveThatIsThereTakesNoPlaceASecondTime() throws Exception {
        byte[] archive = archive(PluginUploads.LARGEST_PIECE + 10);
        for (int i = 0; i < 5; i++) {
            assertTrue(piece(archive, "", 1, 10, sha256(archive)).toString().contains("from 0 on"), "keeps no place");
        }
        String id = piece(archive, "", 0, PluginUploads.LARGEST_PIECE, sha256(archive)).getAsJsonObject("data")
                .get("archiveId").getAsString();
        JsonObject whole = piece(archive, id, PluginUploads.LARGEST_PIECE, archive.length, "").getAsJsonObject("data");
        assertEquals(whole, piece(archive, id, PluginUploads.LARGEST_PIECE, archive.length, "").getAsJsonObject("data"),
                "its answer may have been lost");
        for (int i = 0; i < 5; i++) {
            assertEquals(whole, piece(archive, "", 0, 10, sha256(archive)).getAsJsonObject("data"));
        }
    }

    @Test
    void anArchiveThatIsNotWhatWasSaidIsRefused() throws Exception {
        byte[] archive = archive(100);
        assertTrue(piece(archive, "", 0, 100, sha256(archive(99))).toString().contains(
                "sha256: expected an archive with"));
        assertTrue(piece(archive, "", 0, 100, "short").toString().contains("in 64 hexadecimal digits"));
        assertTrue(refusal("POST", "/plugins/archives", "{\"size\": \"%d\", \"sha256\": \"%s\"}".formatted(
                PluginUploads.LARGEST + 1L, sha256(archive))).contains("size: expected 1 to 67,108,864 bytes"));
        byte[] large = archive(PluginUploads.LARGEST_PIECE + 1);
        assertTrue(piece(large, "", 0, large.length, sha256(large)).toString().contains(
                "data: expected at most 131,072 bytes"));
        assertTrue(piece(archive, "none", 0, 100, "").toString().contains("archive_id: expected an archive"));
        for (int i = 0; i < 4; i++) {
            assertTrue(piece(archive, "", 0, 10, sha256(archive)).get("success").getAsBoolean());
        }
        assertTrue(piece(archive, "", 0, 10, sha256(archive)).toString().contains("at most 4 archives at a time"));
        rig.server.close();
        try (var left = Files.list(rig.uploads)) {
            assertEquals(List.of(), left.toList(), "what a server leaves");
        }
        rig.restartServer();
        assertEquals(List.of(), rig.setup.configured().stream().map(b -> b.id()).map(BrokerId::value).toList());
    }
}
