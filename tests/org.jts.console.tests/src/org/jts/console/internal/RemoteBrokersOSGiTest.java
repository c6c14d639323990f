package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

import org.jts.console.internal.ConsoleFixture.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands that set up brokers of a server, which here answers what a test says; and archives brought to it. */
final class RemoteBrokersOSGiTest {

    private static final String TYPES = "{\"types\": [{\"type\": \"org.jts.gateway.acme\", \"name\": \"Acme\", "
            + "\"description\": \"Trades.\", \"settings\": [{\"key\": \"app.key\", \"label\": \"Key\", "
            + "\"description\": \"\", \"kind\": \"BROKER_SETTING_KIND_SECRET\", \"required\": true, "
            + "\"multiple\": false, \"defaultValue\": \"\", \"min\": \"\", \"max\": \"100\", "
            + "\"choices\": [{\"value\": \"a\", \"label\": \"A\"}]}]}]}";
    private static final String BROKERS = "{\"brokers\": [{\"brokerId\": \"a1\", \"type\": "
            + "\"org.jts.gateway.acme\", \"settings\": {\"broker.name\": \"My Acme\"}, \"phase\": "
            + "\"CONNECTED\", \"detail\": \"\"}]}";

    @TempDir
    Path folder;
    private ConsoleFixture fixture;
    private AnsweringServer server;
    private String at;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        server = new AnsweringServer("/api/v1", folder);
        at = server.options();
        server.says("GET /setup/types", TYPES);
        server.says("GET /setup/brokers", BROKERS);
        server.says("GET /setup/secrets", "{\"names\": [\"acme/key\"]}");
    }

    @AfterEach
    void close() {
        server.close();
        fixture.close();
    }

    private String done(String command) {
        Result done = fixture.run(command + at);
        assertEquals(Console.OK, done.status(), done.err());
        return done.out();
    }

    @Test
    void brokersOfAServerAreListedAddedChangedTriedAndRemoved() {
        assertTrue(done("broker:list --json").contains("\"id\":\"a1\",\"type\":\"acme\",\"name\":\"My Acme\","
                + "\"state\":\"CONNECTED\""));
        assertTrue(done("broker:types").contains("Acme"));
        assertTrue(done("broker:types acme --json").contains("\"key\":\"app.key\",\"label\":\"Key\","
                + "\"kind\":\"SECRET\",\"required\":true"));
        assertTrue(done("broker:add acme a2 'app.key=${secure:acme/key}'").contains("a2 was added"));
        assertTrue(done("broker:set a2 broker.name=Second").contains("a2 was changed"));
        server.says("POST /setup/tests", "{\"found\": \"2 accounts\"}");
        assertTrue(done("broker:test acme app.key=x").contains("2 accounts"));
        done("broker:remove a2");
        assertEquals(List.of("POST /setup/brokers {\"settings\":{\"app.key\":\"${secure:acme/key}\"},"
                + "\"type\":\"org.jts.gateway.acme\",\"brokerId\":\"a2\"}",
                "PUT /setup/brokers/a2 {\"settings\":{\"broker.name\":\"Second\"}}",
                "POST /setup/tests {\"settings\":{\"app.key\":\"x\"},\"type\":\"org.jts.gateway.acme\"}",
                "DELETE /setup/brokers/a2"), server.asked().stream().filter(call -> !call.startsWith("GET")).toList());
        assertTrue(fixture.run("broker:add other x" + at).err().contains("expected one of the kinds of broker [acme]"));
        assertTrue(fixture.run("broker:set a2" + at).err().contains("expected settings to change"));
    }

    @Test
    void aSecretComesFromAVariableAndIsNeverShown() {
        assertTrue(done("broker:secret").contains("acme/key"));
        String kept = done("broker:secret set acme/key --env ACME_KEY");
        assertTrue(kept.contains("${secure:acme/key}"), kept);
        assertFalse(kept.contains(ConsoleFixture.SECRET), kept);
        done("broker:secret remove acme/key");
        assertEquals(List.of("POST /setup/secrets {\"name\":\"acme/key\",\"secret\":\"" + ConsoleFixture.SECRET
                + "\"}", "DELETE /setup/secrets?name=acme/key"),
                server.asked().stream().filter(call -> !call.startsWith("GET")).toList());
        assertTrue(fixture.run("broker:secret set x --env NOBODY_SET_IT" + at).err().contains("NOBODY_SET_IT"));
        assertTrue(fixture.run("broker:secret set x" + at).err().contains("found neither"));
        assertTrue(fixture.run("broker:secret keep x" + at).err().contains("expected set or remove"));
        assertTrue(fixture.run("broker:secret set x --env ACME_KEY").err().contains("expected --server"));
        Result refused = fixture.run("broker:secret" + server.address());
        assertTrue(refused.err().contains("expected a token that may operate"), refused.err());
    }

    @Test
    void anArchiveOfThisMachineIsBroughtInPieces() throws Exception {
        byte[] bytes = new byte[(128 << 10) + 3];
        Path archive = Files.write(folder.resolve("acme.zip"), bytes);
        server.says("POST /plugins/archives", "{\"archiveId\": \"u1\", \"received\": \"3\", \"site\": "
                + "\"file:/there/u1.zip\"}");
        server.says("GET /plugins", "{\"plugins\": []}");
        server.says("GET /plugins/offers", "{\"offers\": []}");
        done("plugin:offers " + archive);
        String sha256 = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        List<String> pieces = server.asked().stream().filter(call -> call.startsWith("POST")).toList();
        assertEquals(2, pieces.size());
        assertTrue(pieces.getFirst().startsWith("POST /plugins/archives {\"size\":131075,\"sha256\":\"" + sha256
                + "\",\"offset\":0,\"data\":\""));
        assertEquals("POST /plugins/archives {\"archiveId\":\"u1\",\"offset\":131072,\"data\":\""
                + Base64.getEncoder().encodeToString(new byte[3]) + "\"}", pieces.getLast());
        assertTrue(server.asked().contains("GET /plugins/offers?site=file:/there/u1.zip"), server.asked().toString());
        done("plugin:offers " + folder);
        assertTrue(server.asked().contains("GET /plugins/offers?site=" + folder.toUri()), "a folder is the server's: "
                + server.asked());
    }
}
