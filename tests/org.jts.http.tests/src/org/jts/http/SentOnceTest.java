package org.jts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.Authenticator;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.limit.LimitProfile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;

class SentOnceTest {

    @TempDir
    Path classes;

    private static final Instant NOW = Instant.parse("2026-11-21T03:00:00Z");

    @Test
    void theCountingNoticesAClientThatSendsAgainAndItIsNotUsed() throws Exception {
        List<String> lines = usedBefore();
        assertEquals("requests 3", lines.getFirst(), "two calls of a client that sends again");
        assertTrue(lines.getLast()
                .startsWith("expected Java's HTTP client to send a request once, found 3 requests for 2"),
                lines.getLast());
        assertTrue(lines.getLast().contains("start Java with -Djdk.httpclient.redirects.retrylimit=1 "),
                lines.getLast());
    }

    @Test
    void aProcessStartedWithTheSettingMayUseAnyClientFirst() throws Exception {
        assertEquals(List.of("requests 2", "metered true"), usedBefore("-Djdk.httpclient.redirects.retrylimit=1"));
    }

    @Test
    void aClientThatLogsInByItselfIsRefused() {
        HttpClient.Builder builder = HttpClient.newBuilder().authenticator(new Authenticator() { });
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class,
                () -> new MeteredHttp(new CountingLimiter(1, Duration.ofSeconds(1)), builder));
        assertTrue(e.getMessage().contains("authenticator"), e.getMessage());
    }

    @Test
    void retryAfterIsSecondsOrADate() {
        assertEquals(Optional.of(Duration.ofSeconds(120)), retryAfter(" 120 "));
        assertEquals(Optional.of(Duration.ofSeconds(30)), retryAfter("Sat, 21 Nov 2026 03:00:30 GMT"));
        assertEquals(Optional.of(Duration.ZERO), retryAfter("Sat, 21 Nov 2026 02:00:00 GMT"));
        for (String wrong : List.of("soon", "-5", "", "99999999999999999999")) {
            assertEquals(Optional.empty(), retryAfter(wrong), wrong);
        }
        assertEquals(Optional.empty(), RetryAfter.of(HttpHeaders.of(Map.of(), (n, v) -> true), NOW));
    }

    @Test
    void neverIsAMonth() {
        Optional<Duration> month = Optional.of(Duration.ofDays(30));
        assertEquals(month, retryAfter("Fri, 31 Dec 9999 23:59:59 GMT"));
        assertEquals(month, retryAfter("999999999"));
        assertEquals(month.map(Duration::toNanos), retryAfter("Fri, 31 Dec 9999 23:59:59 GMT").map(Duration::toNanos),
                "a span that fits whoever counts nanoseconds");
    }

    private static Optional<Duration> retryAfter(String text) {
        return RetryAfter.of(HttpHeaders.of(Map.of("Retry-After", List.of(text)), (n, v) -> true), NOW);
    }

    private List<String> usedBefore(String... options) throws Exception {
        copyClasses(FrameworkUtil.getBundle(MeteredHttp.class));
        copyClasses(FrameworkUtil.getBundle(LimitProfile.class));
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classes.toString(), UsedBefore.class.getName()));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).lines().toList();
    }

    /** Of the bundle and its fragments, to where a process without a framework finds them. */
    private void copyClasses(Bundle bundle) throws IOException {
        for (URL url : Collections.list(bundle.findEntries("/", "*.class", true))) {
            String path = url.getPath();
            Path to = classes.resolve(path.substring(path.indexOf("org/jts/")));
            Files.createDirectories(to.getParent());
            try (InputStream in = url.openStream()) {
                Files.copy(in, to, StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }
}
