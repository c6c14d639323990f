package org.jts.console.internal;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Calls of a JTS server over its REST interface, with a token for operators. Neither is ever shown. */
final class ServerCalls implements AutoCloseable {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(70);

    private final URI server;
    private final Optional<String> token;
    private final HttpClient client;

    /**
     * @param server   where REST listens, such as {@code https://jts.example:50052}
     * @param security whom to trust; empty for the authorities that Java trusts
     */
    ServerCalls(URI server, Optional<String> token, Optional<SSLContext> security) {
        this.server = server;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT);
        security.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    URI server() {
        return server;
    }

    @Override
    public void close() {
        client.close();
    }

    /**
     * Calls.
     *
     * @param path below {@code /api/v1}
     * @return the data of the answer
     * @throws CommandException when the server refuses, or does not answer; fit for people
     */
    JsonObject call(String verb, String path, Optional<JsonObject> body) throws CommandException,
            InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1" + path)).timeout(ANSWER)
                .header("Content-Type", "application/json").method(verb, body.map(json -> BodyPublishers.ofString(
                        json.toString())).orElseGet(BodyPublishers::noBody));
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            JsonObject envelope = JsonParser.parseString(answer.body()).getAsJsonObject();
            if (!envelope.get("success").getAsBoolean()) {
                throw new CommandException(text(envelope.getAsJsonObject("error"), "message"));
            }
            return envelope.getAsJsonObject("data");
        } catch (IOException e) {
            throw new CommandException("expected a JTS server that answers at %s, found: %s; --server takes the "
                    .formatted(server, e) + "address of its REST interface", e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new CommandException("expected an answer of a JTS server from %s, found something else; --server "
                    .formatted(server) + "takes the address of its REST interface", e);
        }
    }

    /** @return empty where there is nothing */
    static String text(JsonObject said, String name) {
        JsonElement value = said.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    static List<String> texts(JsonObject said, String name) {
        List<String> texts = new ArrayList<>();
        if (said.has(name)) {
            said.getAsJsonArray(name).forEach(text -> texts.add(text.getAsString()));
        }
        return texts;
    }
}
