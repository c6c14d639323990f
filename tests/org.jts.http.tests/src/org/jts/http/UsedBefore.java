package org.jts.http;

import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** A process in which somebody uses the JDK's client first, on his own. Prints what comes of it. */
public final class UsedBefore {

    private UsedBefore() {
    }

    /** No arguments. */
    public static void main(String[] args) throws Exception {
        try (HttpBroker broker = new HttpBroker();
                HttpClient plain = HttpClient.newBuilder().version(Version.HTTP_1_1).build()) {
            plain.send(HttpRequest.newBuilder(broker.uri("/ok")).build(), BodyHandlers.discarding());
            try {
                plain.send(HttpRequest.newBuilder(broker.uri("/drop")).build(), BodyHandlers.discarding());
            } catch (java.io.IOException e) {
                // the second request has no answer, however often it is sent
            }
            System.out.println("requests " + broker.requests());
        }
        try (MeteredHttp http = new MeteredHttp(new CountingLimiter(1, Duration.ofSeconds(1)), Duration.ofSeconds(1))) {
            System.out.println("metered " + (http != null));
        } catch (IllegalStateException e) {
            System.out.println(e.getMessage());
        }
    }
}
