package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.Base64;

/** Keys and certificates as PEM files of a folder, made anew for each run of the tests. */
record Certificates(Path folder) {

    private static final String PASSWORD = "changeit";

    Path pem(String name) {
        return folder.resolve(name + ".pem");
    }

    Path key(String name) {
        return folder.resolve(name + ".key");
    }

    /** A key and a certificate signed with it. */
    void make(String name) throws Exception {
        Path store = folder.resolve(name + ".p12");
        Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias", name, "-keyalg", "EC", "-dname", "CN=localhost", "-ext", "san=dns:localhost,ip:127.0.0.1",
                "-validity", "2", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", PASSWORD)
                        .redirectErrorStream(true).start();
        String said = new String(tool.getInputStream().readAllBytes());
        assertEquals(0, tool.waitFor(), said);
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD.toCharArray());
        }
        write(pem(name), "CERTIFICATE", keys.getCertificate(name).getEncoded());
        write(key(name), "PRIVATE KEY", keys.getKey(name, PASSWORD.toCharArray()).getEncoded());
    }

    private static void write(Path file, String what, byte[] bytes) throws IOException {
        String line = "-----%s " + what + "-----\n";
        Files.writeString(file, line.formatted("BEGIN") + Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(bytes) + "\n" + line.formatted("END"));
    }
}
