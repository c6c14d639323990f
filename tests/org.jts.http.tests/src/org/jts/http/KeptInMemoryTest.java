package org.jts.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.ref.WeakReference;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

import org.jts.api.limit.Lane;
import org.jts.testkit.Await;
import org.junit.jupiter.api.Test;

/** What was sent holds keys: with the client it has to go. */
class KeptInMemoryTest {

    private static WeakReference<MeteredHttp> used(HttpBroker broker) throws Exception {
        try (MeteredHttp http = new MeteredHttp(new CountingLimiter(100, Duration.ofSeconds(1)),
                Duration.ofSeconds(5))) {
            HttpRequest request = HttpRequest.newBuilder(broker.uri("/ok")).header("appsecret", "s3cret")
                    .POST(BodyPublishers.ofString("{\"appsecret\":\"s3cret\"}")).build();
            assertEquals(200, http.send(Lane.ORDER, 1, Duration.ZERO, request, BodyHandlers.ofString()).statusCode());
            return new WeakReference<>(http);
        }
    }

    @Test
    void aClosedClientIsKeptByNobody() throws Exception {
        try (HttpBroker broker = new HttpBroker()) {
            WeakReference<MeteredHttp> client = used(broker);
            Await.until("the client gone", () -> {
                System.gc();
                return client.get() == null;
            });
        }
    }
}
