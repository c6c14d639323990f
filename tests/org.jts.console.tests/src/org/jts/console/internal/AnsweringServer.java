package org.jts.console.internal;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;

/** A JTS server over REST that answers what a test says, to whoever shows its token, and keeps what it was asked. */
final class AnsweringServer implements AutoCloseable {

    private static final String TOKEN = "operate-secret";

    private final String root;
    private final Map<String, Deque<String>> answers = new ConcurrentHashMap<>();
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final HttpServer server;
    private final Path token;

    /**
     * @param root   with which its paths begin; calls are named without it
     * @param folder for the file of its token
     */
    AnsweringServer(String root, Path folder) throws IOException {
        this.root = root;
        token = Files.writeString(folder.resolve("operator.token"), TOKEN + "\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext(root, this::answer);
        server.start();
    }

    /** What leads a command to it, token and all. */
    String options() {
        return address() + " --token-file " + token;
    }

    /** The same without the token. */
    String address() {
        return " --server " + uri();
    }

    URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /**
     * Data of a call, one after the other, the last one again and again; an empty object where none is said.
     *
     * @param call such as {@code GET /plugins}
     */
    void says(String call, String... data) {
        answers.put(call, new ArrayDeque<>(List.of(data)));
    }

    /** A call is refused from now on. */
    void fails(String call) {
        answers.put(call, new ArrayDeque<>());
    }

    /** What it was asked: verb, path and query, and the body behind a blank where there is one. */
    List<String> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String call = exchange.getRequestMethod() + " " + uri.getPath().substring(root.length());
        String query = uri.getQuery() == null ? "" : "?" + uri.getQuery();
        asked.add((call + query + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8))
                .strip());
        Deque<String> all = answers.getOrDefault(call, new ArrayDeque<>(List.of("{}")));
        boolean isRight = ("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))
                && !all.isEmpty();
        String data = !isRight ? "null" : all.size() > 1 ? all.poll() : all.peek();
        byte[] body = ("{\"success\": " + isRight + ", \"data\": " + data
                + ", \"error\": {\"message\": \"expected a token that may operate\"}}")
                .getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(isRight ? 200 : 403, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
