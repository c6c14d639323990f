package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.UUID;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;

/**
 * A key and a certificate for this machine, signed with the key itself, made by the tool that comes with every JDK.
 *
 * @param context     of the door
 * @param certificate in PEM form, for those who shall trust it
 */
record Tls(SslContext context, String certificate) {

    private static final String NAME = "simulator";

    /** @throws IOException that says what was expected of keytool, and what it said */
    static Tls fresh() throws IOException {
        Path folder = Files.createTempDirectory("kis-simulator");
        Path store = folder.resolve("key.p12");
        String password = UUID.randomUUID().toString();
        try {
            Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair", "-alias", NAME, "-keyalg", "EC", "-dname", "CN=localhost", "-ext",
                    "san=dns:localhost,ip:127.0.0.1", "-validity", "30", "-storetype", "PKCS12", "-keystore",
                    store.toString(), "-storepass", password).redirectErrorStream(true).start();
            String said = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (tool.waitFor() != 0) {
                throw new IOException("expected keytool to make a certificate, it said: " + said);
            }
            return read(store, password.toCharArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("expected keytool to make a certificate, was interrupted", e);
        } finally {
            Files.deleteIfExists(store);
            Files.delete(folder);
        }
    }

    private static Tls read(Path store, char[] password) throws IOException {
        try (InputStream in = Files.newInputStream(store)) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, password);
            X509Certificate certificate = (X509Certificate) keys.getCertificate(NAME);
            SslContext context = SslContextBuilder.forServer((PrivateKey) keys.getKey(NAME, password), certificate)
                    .build();
            return new Tls(context, "-----BEGIN CERTIFICATE-----\n" + Base64.getMimeEncoder(64, new byte[] {'\n'})
                    .encodeToString(certificate.getEncoded()) + "\n-----END CERTIFICATE-----\n");
        } catch (GeneralSecurityException e) {
            throw new IOException("expected a key that can be read, found " + e.getMessage(), e);
        }
    }
}
