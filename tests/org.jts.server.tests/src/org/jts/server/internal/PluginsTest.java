package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

import org.jts.api.install.Brings;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginOffer;
import org.jts.server.internal.AccessToken.Scope;
import org.jts.testkit.Await;
import org.jts.wire.proto.plugin.PluginChangeState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

/** Plug-ins of a server that runs, over REST: the endpoint is the one that gRPC has. */
class PluginsTest {

    private static final String TOKEN = "operate-secret-0123456789";
    private static final String ACME = "org.acme.feature";
    private static final URI SITE = URI.create("https://acme.example/site");

    private final Rig rig = new Rig(new ServerSettings(ServerSettings.loopback(0).address(),
            ServerSettings.loopback(0).rest(), Optional.empty(), List.of(new AccessToken(Scope.OPERATE, TOKEN)),
            1_000));
    private final HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @BeforeEach
    void offer() {
        for (String version : List.of("1.1.0", "1.0.0")) {
            rig.plugins.offer(new PluginOffer(SITE, ACME, version, "Acme", "Trades at Acme.", "Acme Ltd.",
                    new Brings(List.of("acme"), List.of(), List.of("acme"))));
        }
    }

    @AfterEach
    void close() {
        client.close();
        rig.close();
    }

    private JsonObject send(String verb, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:"
                + rig.server.restPort().getAsInt() + "/api/v1/plugins" + path)).timeout(Duration.ofSeconds(30))
                .header("Authorization", "Bearer " + TOKEN).header("Content-Type", "application/json")
                .method(verb, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build();
        HttpResponse<String> answer = client.send(request, BodyHandlers.ofString());
        return JsonParser.parseString(answer.body()).getAsJsonObject();
    }

    private JsonObject data(String verb, String path, String body) throws Exception {
        JsonObject envelope = send(verb, path, body);
        assertTrue(envelope.get("success").getAsBoolean(), envelope.toString());
        return envelope.getAsJsonObject("data");
    }

    private JsonObject change(String body) throws Exception {
        String id = data("POST", "/changes", body).get("changeId").getAsString();
        JsonObject[] now = new JsonObject[1];
        Await.until("the change " + id + " is over", () -> {
            now[0] = data("GET", "/changes/" + id, "");
            return !now[0].get("state").getAsString().equals("PLUGIN_CHANGE_STATE_RUNNING");
        });
        return now[0];
    }

    @Test
    void anOperatorLooksInstallsUpdatesRollsBackAndRemoves() throws Exception {
        JsonArray offers = data("GET", "/offers?site=" + SITE, "").getAsJsonArray("offers");
        assertEquals("1.1.0", offers.get(0).getAsJsonObject().get("version").getAsString());
        assertEquals("acme", offers.get(0).getAsJsonObject().getAsJsonArray("brokerTypes").get(0).getAsString());

        String install = "\"kind\": \"PLUGIN_CHANGE_KIND_INSTALL\", \"pluginId\": \"" + ACME + "\", \"site\": \"" + SITE
                + "\"";
        JsonObject checked = change("{" + install + ", \"version\": \"1.0.0\", \"checkOnly\": true}");
        assertEquals("PLUGIN_CHANGE_STATE_DONE", checked.get("state").getAsString(), checked.toString());
        JsonObject signer = checked.getAsJsonObject("preflight").getAsJsonObject("signer");
        assertEquals("PLUGIN_TRUST_UNSIGNED", signer.get("trust").getAsString());
        assertTrue(rig.plugins.plugins().isEmpty(), "nothing was changed");

        JsonObject refused = change("{" + install + "}");
        assertEquals("PLUGIN_CHANGE_STATE_FAILED", refused.get("state").getAsString(), refused.toString());
        assertTrue(refused.get("problem").getAsString().contains("nobody vouches for it"), refused.toString());

        String trusted = ", \"trusted\": " + signer;
        change("{" + install + ", \"version\": \"1.0.0\"" + trusted + "}");
        assertEquals(List.of("1.0.0"), rig.plugins.plugins().stream().map(Plugin::version).toList());
        JsonObject updated = change("{" + install + trusted + ", \"cancelWorkingOrders\": true}");
        assertEquals("1.0.0", updated.getAsJsonObject("preflight").get("fromVersion").getAsString());
        assertEquals(Working.CANCEL, rig.plugins.consents().getLast().working());
        assertEquals("1.1.0", data("GET", "", "").getAsJsonArray("plugins").get(0).getAsJsonObject().get("version")
                .getAsString());
        change("{\"kind\": \"PLUGIN_CHANGE_KIND_ROLL_BACK\", \"pluginId\": \"" + ACME + "\"}");
        assertEquals(List.of("1.0.0"), rig.plugins.plugins().stream().map(Plugin::version).toList());
        change("{\"kind\": \"PLUGIN_CHANGE_KIND_REMOVE\", \"pluginId\": \"" + ACME + "\"}");
        assertTrue(rig.plugins.plugins().isEmpty());
        assertEquals(ACME, data("GET", "", "").getAsJsonArray("removed").get(0).getAsJsonObject().get("pluginId")
                .getAsString());
    }

    @Test
    void sitesAreRememberedAndForgotten() throws Exception {
        assertEquals(1, data("POST", "/sites", "{\"site\": \"" + SITE + "\"}").getAsJsonArray("sites").size());
        assertEquals(List.of(SITE), rig.plugins.sites());
        assertEquals(0, data("POST", "/sites", "{\"site\": \"" + SITE + "\", \"forget\": true}").getAsJsonArray("sites")
                .size());
        JsonObject wrong = send("POST", "/sites", "{\"site\": \"ftp://acme.example\"}");
        assertFalse(wrong.get("success").getAsBoolean(), wrong.toString());
    }

    @Test
    void whatAChangeMustSayIsAskedForBeforeItBegins() throws Exception {
        for (String body : List.of("{}", "{\"pluginId\": \"x\"}",
                "{\"pluginId\": \"x\", \"kind\": \"PLUGIN_CHANGE_KIND_INSTALL\"}",
                "{\"kind\": \"PLUGIN_CHANGE_KIND_REMOVE\"}",
                "{\"pluginId\": \"x\", \"kind\": \"PLUGIN_CHANGE_KIND_INSTALL\", \"site\": \"no address\"}")) {
            JsonObject answer = send("POST", "/changes", body);
            assertFalse(answer.get("success").getAsBoolean(), body);
            assertTrue(answer.getAsJsonObject("error").get("message").getAsString().contains("expected"),
                    answer.toString());
        }
        assertFalse(send("GET", "/changes/99", "").get("success").getAsBoolean());
        assertFalse(send("POST", "/changes/99/cancel", "{}").get("success").getAsBoolean());
        JsonObject unknown = change("{\"pluginId\": \"org.other\", \"kind\": \"PLUGIN_CHANGE_KIND_INSTALL\", "
                + "\"site\": \"" + SITE + "\"}");
        assertTrue(unknown.get("problem").getAsString().contains("expected one of the plug-ins"), unknown.toString());
    }

    @Test
    void aChangeSaysHowFarItIsAndCanBeGivenUp() throws Exception {
        try (PluginChanges changes = new PluginChanges()) {
            CountDownLatch asked = new CountDownLatch(1);
            String id = changes.start(monitor -> {
                monitor.goesOn("Fetching acme", 0.3);
                asked.await();
                if (!monitor.goesOn("Preparing acme", 0.5)) {
                    throw new InterruptedException();
                }
                throw new InstallException("it should have been given up");
            }).orElseThrow().getChangeId();
            assertTrue(changes.start(monitor -> {
                throw new InstallException("two at a time");
            }).isEmpty(), "one at a time");
            Await.until("the first step", () -> changes.find(id).orElseThrow().getShare() == 0.3);
            assertEquals("Fetching acme", changes.find(id).orElseThrow().getStep());
            assertEquals(PluginChangeState.PLUGIN_CHANGE_STATE_RUNNING, changes.giveUp(id).orElseThrow().getState());
            asked.countDown();
            Await.until("the end", () -> changes.find(id).orElseThrow().getState()
                    == PluginChangeState.PLUGIN_CHANGE_STATE_GIVEN_UP);
        }
    }

    @Test
    void whatFailsByAFaultIsSaidAndOldChangesAreForgotten() throws Exception {
        try (PluginChanges changes = new PluginChanges()) {
            String first = changes.start(monitor -> {
                throw new IllegalStateException("a fault");
            }).orElseThrow().getChangeId();
            Await.until("the end", () -> changes.find(first).orElseThrow().getState()
                    == PluginChangeState.PLUGIN_CHANGE_STATE_FAILED);
            assertTrue(changes.find(first).orElseThrow().getProblem().contains("the server has a fault"));
            String second = changes.start(monitor -> {
                throw new NoClassDefFoundError("org/acme/Missing");
            }).orElseThrow().getChangeId();
            Await.until("the end", () -> changes.find(second).orElseThrow().getState()
                    == PluginChangeState.PLUGIN_CHANGE_STATE_FAILED);
            for (int i = 0; i < PluginChanges.REMEMBERED; i++) {
                Await.until("the one before is over", () -> changes.start(monitor -> {
                    throw new InstallException("no");
                }).isPresent());
            }
            assertTrue(changes.find(first).isEmpty(), "the oldest is forgotten");
        }
    }
}
