package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The line encrypted, the server known by its certificate, the client by its own. */
class TlsTest {

    @TempDir
    private Path folder;

    @Test
    void clientThatTrustsTheCertificateGetsInAndOthersDoNot() throws Exception {
        certify("server");
        try (Rig rig = new Rig(settings(Optional.empty()))) {
            BrokerGateway known = rig.client("tls-" + rig.broker, Map.of("server.host", "localhost", "server.tls", true,
                    "server.tls.ca", pem("server").toString()));
            known.connect(listener());
            assertFalse(known.accounts().isEmpty(), "expected accounts over TLS");
            BrokerGateway clear = rig.client("clear-" + rig.broker, Map.of("server.host", "localhost"));
            assertEquals(ErrorCategory.NETWORK, refusal(clear).category());
            BrokerGateway unknown = rig.client("unknown-" + rig.broker,
                    Map.of("server.host", "localhost", "server.tls", true));
            assertEquals(ErrorCategory.NETWORK, refusal(unknown).category());
        }
    }

    @Test
    void serverThatAsksForClientCertificatesLetsInOnlyThose() throws Exception {
        certify("server");
        certify("client");
        try (Rig rig = new Rig(settings(Optional.of(pem("client"))))) {
            BrokerGateway without = rig.client("without-" + rig.broker, Map.of("server.host", "localhost", "server.tls",
                    true, "server.tls.ca", pem("server").toString()));
            refusal(without);
            BrokerGateway with = rig.client("with-" + rig.broker, Map.of("server.host", "localhost", "server.tls", true,
                    "server.tls.ca", pem("server").toString(), "server.tls.certificate", pem("client").toString(),
                    "server.tls.key", key("client").toString()));
            with.connect(listener());
            assertFalse(with.accounts().isEmpty(), "expected accounts for a client with a certificate");
        }
    }

    @Test
    void tokenIsNotSentInTheClearToAnotherMachine() throws Exception {
        try (Rig rig = new Rig()) {
            BrokerGateway gateway = rig.client("far-" + rig.broker, Map.of("server.host", "192.0.2.1", "server.token",
                    "${env:PATH}"));
            BrokerException refusal = refusal(gateway);
            assertEquals(ErrorCategory.AUTHENTICATION, refusal.category());
            assertTrue(refusal.getMessage().contains("turn TLS on"), refusal.getMessage());
        }
    }

    @Test
    void tokenThatIsMissingOrNoReferenceIsSaid() throws Exception {
        try (Rig rig = new Rig()) {
            BrokerException missing = refusal(rig.client("missing-" + rig.broker,
                    Map.of("server.token", "${env:JTS_NO_SUCH_TOKEN}")));
            assertTrue(missing.getMessage().contains("JTS_NO_SUCH_TOKEN"), missing.getMessage());
            BrokerException plain = refusal(rig.client("plain-" + rig.broker, Map.of("server.token", "in-the-clear")));
            assertFalse(plain.getMessage().contains("in-the-clear"), plain.getMessage());
        }
    }

    @Test
    void certificateThatIsNoneKeepsServerAndClientFromStarting() throws Exception {
        Files.writeString(pem("server"), "no certificate");
        Files.writeString(key("server"), "no key");
        try (Rig rig = new Rig()) {
            assertEquals(ErrorCategory.AUTHENTICATION, refusal(rig.client("bad-" + rig.broker,
                    Map.of("server.tls", true, "server.tls.ca", pem("server").toString()))).category());
            String text = assertThrows(IOException.class,
                    () -> JtsServer.start(settings(Optional.empty()), rig.backend(), () -> "")).getMessage();
            assertTrue(text.contains("PEM"), text);
            String taken = assertThrows(IOException.class, () -> JtsServer.start(
                    ServerSettings.loopback(rig.server.port()), rig.backend(), () -> "")).getMessage();
            assertTrue(taken.contains("--listen"), taken);
        }
    }

    private static BrokerException refusal(BrokerGateway gateway) {
        BrokerException refusal = assertThrows(BrokerException.class, () -> gateway.connect(listener()));
        assertTrue(refusal.getMessage().length() > 10, refusal.getMessage());
        return refusal;
    }

    private static GatewayListener listener() {
        return new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                // the end of the server ends the line
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError(text);
            }
        };
    }

    private void certify(String name) throws Exception {
        new Certificates(folder).make(name);
    }

    private Path pem(String name) {
        return new Certificates(folder).pem(name);
    }

    private Path key(String name) {
        return new Certificates(folder).key(name);
    }

    private ServerSettings settings(Optional<Path> clients) {
        return new ServerSettings(ServerSettings.loopback(0).address(), ServerSettings.loopback(0).rest(),
                Optional.of(new ServerSettings.Tls(pem("server"), key("server"), clients)), List.of(),
                ServerSettings.DEFAULT_CALLS);
    }
}
