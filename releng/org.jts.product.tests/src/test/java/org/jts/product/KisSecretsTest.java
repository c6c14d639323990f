package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.jts.product.HeadlessProduct.Result;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plants secrets in the product, lets it trade at the simulated KIS and make mistakes, and looks for them: in what it
 * says, in every file that it writes, and in its heap.
 */
class KisSecretsTest {

    /** Every token of the simulator begins so. */
    private static final String TOKEN = "eyJ0eXAiOiJKV1QiLCJhbGciOiJIUzUxMiJ9.";
    private static final int BYTE_ARRAY = 8;

    @TempDir
    Path folder;
    private final String key = random(36);
    private final String secret = random(180);
    private Conversation simulator;
    private String settings;

    private static String random(int length) {
        Random random = new Random();
        StringBuilder text = new StringBuilder("planted");
        while (text.length() < length) {
            text.append("ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789".charAt(random.nextInt(56)));
        }
        return text.toString();
    }

    @BeforeEach
    void simulate() throws Exception {
        Path plugins = Products.home("org.jts.headless", "jts-console").resolve("plugins");
        simulator = new Conversation(new ProcessBuilder(java("java"), "-Xmx256m", "-cp", plugins + "/*",
                "-Dlogback.configurationFile=org/jts/simulator/kis/internal/logging.xml",
                "org.jts.simulator.kis.internal.Main", "--port", "0", "--key", key, "--secret", secret, "--account",
                "50012345-01=100000000").start());
        String ready = simulator.hear("the simulator to be ready", l -> l.startsWith("KIS simulator: "));
        String address = ready.split(" ")[2];
        settings = "environment=real markets=KRX accounts=50012345-01 hts.id=simuser url.rest=" + address
                + " url.stream=" + address.replace("http", "ws");
    }

    @AfterEach
    void end() {
        simulator.close();
    }

    private static String java(String tool) {
        return Path.of(System.getProperty("java.home"), "bin", tool).toString();
    }

    private HeadlessProduct product(Map<String, String> environment) {
        return new HeadlessProduct(folder.resolve("data")).with(environment);
    }

    @Test
    void plantedSecretsAreInNoFileInNoWordAndNotInsideOtherTextsOfTheHeap() throws Exception {
        Result kept = product(Map.of("PLANTED", secret)).run("-c",
                "secret:set kis/secret --env PLANTED; secret:list");
        assertEquals(0, kept.status(), kept.toString());
        List<String> said = new ArrayList<>(List.of(kept.out(), kept.err()));
        for (String mistake : List.of("broker:add org.jts.gateway.kis kis 'app.secret=${secure:kis/secret}' " + settings
                + "; broker:connect kis; account:unlock 50012345-01 50012345-01 --broker kis;"
                + " order:place buy 99999 005930 market --broker kis", "market:quote KRX:NOBODY --broker kis",
                "broker:add org.jts.gateway.kis wrong 'app.key=${env:NOT_SET}' accounts=50012345-01;"
                        + " broker:connect wrong")) {
            Result wrong = product(Map.of("KIS_APP_KEY", key)).run("-c", mistake);
            assertTrue(wrong.status() != 0, () -> mistake + ": " + wrong);
            said.addAll(List.of(wrong.out(), wrong.err()));
        }
        String trade = "broker:connect kis; account:unlock 50012345-01 50012345-01 --broker kis;"
                + " limits:set kis/50012345-01 hours=off;"
                + " order:place buy 3 005930 market --broker kis --wait --json; broker:disconnect kis";
        Result traded = product(Map.of("KIS_APP_KEY", key)).run("-c", trade);
        assertTrue(traded.status() == 0 && traded.out().contains("FILLED"), traded::toString);
        said.addAll(List.of(traded.out(), traded.err()));
        Path dump = folder.resolve("heap.hprof");
        // The last order never fills: while it is waited for, the heap is looked at.
        try (Conversation console = product(Map.of("KIS_APP_KEY", key)).talk("-c", trade + "; broker:remove kis;"
                + " broker:connect mock; order:place buy 1 005930 limit 60000 --broker mock --wait --limit 600")) {
            awaitWritten("60000");
            String answer = jcmd(console.pid(), "GC.run") + jcmd(console.pid(), "GC.run")
                    + jcmd(console.pid(), "GC.heap_dump", dump.toString());
            assertTrue(Files.exists(dump), answer);
        }
        for (String text : said) {
            assertClean("what the console said", text);
        }
        assertTrue(filesAreClean() > 3, "expected files in the data folder");
        Heap heap = new Heap(Files.readAllBytes(dump));
        assertTrue(heap.alone(key) > 0, "expected the key at least in the environment of the process: else this looks"
                + " into nothing");
        for (String planted : List.of(key, secret, TOKEN)) {
            assertEquals(List.of(), heap.inside(planted), "texts of the heap that hold more than the secret alone:"
                    + " the broker is gone, and its requests with it");
        }
    }

    /**
     * The memory is cleaned up before it is looked at: the JDK's client of a broker that is gone goes with the first
     * time, and what it held with the next.
     */
    private static String jcmd(long pid, String... command) throws Exception {
        List<String> all = new ArrayList<>(List.of(java("jcmd"), Long.toString(pid)));
        all.addAll(List.of(command));
        Process jcmd = new ProcessBuilder(all).redirectErrorStream(true).start();
        String answer = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(jcmd.waitFor(60, TimeUnit.SECONDS), answer);
        return answer;
    }

    /** What a console says is heard when it ends: until then its files tell how far it is. */
    private void awaitWritten(String text) throws Exception {
        long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(3);
        while (System.nanoTime() < end) {
            try (Stream<Path> all = Files.walk(folder.resolve("data/audit"))) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    if (Files.readString(file, StandardCharsets.ISO_8859_1).contains(text)) {
                        return;
                    }
                }
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new AssertionError("expected the audit trail to hold " + text);
    }

    private long filesAreClean() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.walk(folder.resolve("data"))) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            assertClean(file.toString(), Files.readString(file, StandardCharsets.ISO_8859_1));
        }
        return files.size();
    }

    private void assertClean(String where, String text) {
        for (String planted : List.of(key, secret, TOKEN)) {
            assertFalse(text.contains(planted), () -> "a secret in " + where);
        }
    }

    /** A heap dump. A text that is a secret and nothing else is an array of its length; all else is told. */
    private record Heap(byte[] bytes) {

        int alone(String planted) {
            int found = 0;
            for (int at = find(planted, 0); at >= 0; at = find(planted, at + 1)) {
                found += isAlone(at, planted) ? 1 : 0;
            }
            return found;
        }

        /** What stands before a secret that is a part of something, without the secret. */
        List<String> inside(String planted) {
            List<String> found = new ArrayList<>();
            for (int at = find(planted, 0); at >= 0; at = find(planted, at + 1)) {
                if (!isAlone(at, planted)) {
                    found.add(new String(bytes, Math.max(0, at - 40), Math.min(40, at), StandardCharsets.ISO_8859_1)
                            .replaceAll("[^\\p{Print}]", "."));
                }
            }
            return found;
        }

        /** Before the values of an array of bytes stand its length and its type. A token is longer than its start. */
        private boolean isAlone(int at, String planted) {
            int length = at < 5 ? 0 : ByteBuffer.wrap(bytes, at - 5, 4).getInt();
            return at >= 5 && bytes[at - 1] == BYTE_ARRAY && (planted.equals(TOKEN) ? length > TOKEN.length()
                    && length < 350 : length == planted.length());
        }

        private int find(String planted, int from) {
            byte[] wanted = planted.getBytes(StandardCharsets.ISO_8859_1);
            for (int i = from; i <= bytes.length - wanted.length; i++) {
                if (bytes[i] == wanted[0] && Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                    return i;
                }
            }
            return -1;
        }
    }
}
