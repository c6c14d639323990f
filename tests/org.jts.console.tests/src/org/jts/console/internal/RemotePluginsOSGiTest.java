package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

import org.jts.api.install.Consent;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.console.internal.PluginPlace.Facts;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands about plug-ins of a server, which here answers what a test says. */
final class RemotePluginsOSGiTest {

    private static final String PLUGIN = "{\"pluginId\": \"org.acme.feature\", \"version\": \"1.0.0\", "
            + "\"name\": \"Acme\", \"description\": \"\", \"provider\": \"Acme Ltd.\", \"origin\": "
            + "\"PLUGIN_ORIGIN_INSTALLED\", "
            + "\"brokerTypes\": [\"acme\"], \"views\": [], \"commands\": [], \"earlier\": [\"0.9.0\"], "
            + "\"brokerIds\": [\"a1\"]}";
    private static final String PREFLIGHT = "{\"fromVersion\": \"\", \"toVersion\": \"1.0.0\", \"problems\": [], "
            + "\"signer\": {\"trust\": \"PLUGIN_TRUST_NOT_KNOWN\", \"name\": \"CN=Acme\", \"fingerprint\": \"AB:CD\"}, "
            + "\"adds\": [\"org.acme 1.0.0\"], \"removes\": [], \"brokerIds\": [\"a1\"], "
            + "\"working\": [{\"brokerId\": \"a1\", \"orderKey\": \"jts-7\"}]}";

    @TempDir
    Path folder;
    private ConsoleFixture fixture;
    private AnsweringServer server;
    private String at;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        server = new AnsweringServer("/api/v1/plugins", folder);
        at = server.options();
        server.says("GET ", "{\"plugins\": [" + PLUGIN + "], \"removed\": [" + PLUGIN.replace("acme", "other")
                + "], \"sites\": [\"https://acme.example/\"]}");
        server.says("GET /offers", "{\"offers\": [" + PLUGIN + "]}");
    }

    @AfterEach
    void close() {
        server.close();
        fixture.close();
    }

    private static String change(String state, String more) {
        return "{\"changeId\": \"3\", \"state\": \"PLUGIN_CHANGE_STATE_" + state + "\", \"step\": \"Fetching acme\", "
                + "\"share\": 0.3, \"problem\": \"it does not start\"" + more + "}";
    }

    @Test
    void whatIsThereIsListed() {
        Result list = fixture.run("plugin:list --json" + at);
        assertEquals(Console.OK, list.status(), list.err());
        assertTrue(list.out().contains("\"id\":\"org.acme.feature\",\"version\":\"1.0.0\""), list.out());
        assertTrue(list.out().contains("\"id\":\"org.other.feature\""), list.out());
        assertTrue(fixture.run("plugin:offers" + at).out().contains("org.acme.feature"));
        assertTrue(fixture.run("plugin:sites" + at).out().contains("https://acme.example/"));
        server.says("POST /sites", "{}");
        assertEquals(Console.OK, fixture.run("plugin:sites add https://more.example/" + at).status());
        assertEquals(Console.OK, fixture.run("plugin:sites remove https://more.example/" + at).status());
        assertTrue(server.asked().contains("POST /sites {\"site\":\"https://more.example/\",\"forget\":true}"),
                server.asked().toString());
    }

    @Test
    void aChangeIsFollowedToItsEnd() {
        server.says("POST /changes", change("RUNNING", ""));
        server.says("GET /changes/3", change("RUNNING", ""), change("DONE", ", \"preflight\": " + PREFLIGHT));
        Result done = fixture.run("plugin:install https://acme.example/ org.acme.feature --trust --cancel-working"
                + at);
        assertEquals(Console.OK, done.status(), done.err());
        assertTrue(done.out().contains("Fetching acme …"), done.out());
        assertTrue(done.out().contains("unknown: CN=Acme, SHA-256 AB:CD"), done.out());
        assertTrue(done.out().contains("jts-7"), done.out());
        assertTrue(server.asked().stream().anyMatch(a -> a.contains("\"cancelWorkingOrders\":true") && a.contains(
                "\"trusted\":{\"trust\":\"PLUGIN_TRUST_NOT_KNOWN\",\"name\":\"CN=Acme\",\"fingerprint\":\"AB:CD\"}")),
                server.asked().toString());
        assertEquals(Console.OK, fixture.run("plugin:rollback org.acme.feature" + at).status());
        assertEquals(Console.OK, fixture.run("plugin:remove org.acme.feature" + at).status());
        assertTrue(server.asked().stream().anyMatch(a -> a.contains("PLUGIN_CHANGE_KIND_ROLL_BACK")),
                server.asked().toString());
        assertTrue(server.asked().stream().anyMatch(a -> a.contains("PLUGIN_CHANGE_KIND_REMOVE")),
                server.asked().toString());
    }

    @Test
    void whatFailsThereIsAnErrorHere() {
        server.says("POST /changes", change("FAILED", ""));
        Result failed = fixture.run("plugin:rollback org.acme.feature" + at);
        assertEquals(Console.FAILED, failed.status());
        assertTrue(failed.err().contains("it does not start"), failed.err());
        Result refused = fixture.run("plugin:list" + at.replace("--token-file", "--ca"));
        assertEquals(Console.USAGE, refused.status());
        assertTrue(refused.err().contains("expected --ca with certificates in PEM"), refused.err());
        Result unknown = fixture.run("plugin:list" + server.address());
        assertTrue(unknown.err().contains("expected a token that may operate"), unknown.err());
        server.close();
        assertTrue(fixture.run("plugin:list" + at).err().contains("expected a JTS server that answers at"));
    }

    @Test
    void whoGivesUpAsksTheServerToGiveUpAndHearsWhatCameOfIt() throws Exception {
        server.says("POST /changes", change("RUNNING", ""));
        server.says("GET /changes/3", change("RUNNING", ""));
        server.says("POST /changes/3/cancel", change("RUNNING", ""));
        FutureTask<Facts> following = new FutureTask<>(() -> remote()
                .apply(new PluginChange.RollBack("org.acme.feature"),
                new Consent(Optional.empty(), Consent.Working.LEAVE), InstallMonitor.NONE));
        Thread thread = Thread.ofPlatform().start(following);
        Await.until("it is followed", () -> server.asked().stream().anyMatch(a -> a.startsWith("GET /changes/3")));
        thread.interrupt();
        Await.until("the server is asked", () -> server.asked().stream()
                .anyMatch(a -> a.startsWith("POST /changes/3/cancel")));
        server.says("GET /changes/3", change("GIVEN_UP", ""));
        ExecutionException ended = assertThrows(ExecutionException.class, () -> following.get(30, TimeUnit.SECONDS));
        assertTrue(ended.getCause() instanceof InterruptedException, ended.toString());
    }

    @Test
    void aLineThatBreaksWhileAChangeIsFollowedIsTriedAgain() throws Exception {
        server.says("POST /changes", change("RUNNING", ""));
        server.fails("GET /changes/3");
        FutureTask<Facts> following = new FutureTask<>(() -> remote()
                .apply(new PluginChange.RollBack("org.acme.feature"),
                new Consent(Optional.empty(), Consent.Working.LEAVE), InstallMonitor.NONE));
        Thread.ofPlatform().start(following);
        Await.until("a look failed", () -> server.asked().stream().anyMatch(a -> a.startsWith("GET /changes/3")));
        server.says("GET /changes/3", change("DONE", ", \"preflight\": " + PREFLIGHT));
        assertEquals(Optional.of("1.0.0"), following.get(30, TimeUnit.SECONDS).to());
    }

    private RemotePlugins remote() {
        return new RemotePlugins(new ServerCalls(server.uri(),
                Optional.of("operate-secret"), Optional.empty()));
    }

    @Test
    void aTokenIsNotSentInTheClearToOtherMachines() {
        Result refused = fixture.run("plugin:list --server http://jts.example:50052 --token-file "
                + folder.resolve("operator.token"));
        assertEquals(Console.USAGE, refused.status());
        assertTrue(refused.err().contains("expected --server https://HOST:PORT"), refused.err());
        assertEquals(Console.USAGE, fixture.run("plugin:list --server 127.0.0.1:50052").status());
        assertEquals(Console.USAGE, fixture.run("plugin:list --server https://jts.example --token-file none").status());
    }
}
