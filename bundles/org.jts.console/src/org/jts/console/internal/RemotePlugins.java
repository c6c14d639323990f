package org.jts.console.internal;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLContext;

import org.jts.api.BrokerId;
import org.jts.api.install.Brings;
import org.jts.api.install.Consent;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.api.install.Signer.Trust;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/** Plug-ins of a server that runs, over its REST interface, with a token for operators. */
final class RemotePlugins implements PluginPlace {

    private static final Duration CONNECT = Duration.ofSeconds(10);
    private static final Duration ANSWER = Duration.ofSeconds(70);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LOOKING = Duration.ofMinutes(1);
    private static final String CHANGES = "/changes";
    private static final String TRUST = "PLUGIN_TRUST_";
    /** The wire's word for a signer of whom nothing is known; its "unknown" says nothing at all. */
    private static final String NOT_KNOWN = "NOT_KNOWN";
    private static final String STATE = "PLUGIN_CHANGE_STATE_";

    private final URI server;
    private final Optional<String> token;
    private final HttpClient client;

    /**
     * @param server   where REST listens, such as {@code https://jts.example:50052}
     * @param security whom to trust; empty for the authorities that Java trusts
     */
    RemotePlugins(URI server, Optional<String> token, Optional<SSLContext> security) {
        this.server = server;
        this.token = token;
        HttpClient.Builder builder = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(CONNECT);
        security.ifPresent(builder::sslContext);
        this.client = builder.build();
    }

    @Override
    public void close() {
        client.close();
    }

    @Override
    public List<Plugin> plugins() throws InstallException, InterruptedException {
        return plugins("plugins");
    }

    @Override
    public List<Plugin> removed() throws InstallException, InterruptedException {
        return plugins("removed");
    }

    private List<Plugin> plugins(String list) throws InstallException, InterruptedException {
        List<Plugin> found = new ArrayList<>();
        for (JsonElement element : get("").getAsJsonArray(list)) {
            JsonObject said = element.getAsJsonObject();
            found.add(new Plugin(text(said, "pluginId"), text(said, "version"), text(said, "name"),
                    text(said, "description"), text(said, "provider"),
                    Origin.valueOf(text(said, "origin").substring("PLUGIN_ORIGIN_".length())), brings(said),
                    texts(said, "earlier"), texts(said, "brokerIds").stream().map(BrokerId::new).toList()));
        }
        return found;
    }

    @Override
    public List<URI> sites() throws InstallException, InterruptedException {
        return texts(get(""), "sites").stream().map(URI::create).toList();
    }

    @Override
    public void addSite(URI site) throws InstallException, InterruptedException {
        changeSite(site, false);
    }

    @Override
    public void removeSite(URI site) throws InstallException, InterruptedException {
        changeSite(site, true);
    }

    private void changeSite(URI site, boolean forget) throws InstallException, InterruptedException {
        JsonObject request = new JsonObject();
        request.addProperty("site", site.toString());
        request.addProperty("forget", forget);
        post("/sites", request);
    }

    @Override
    public List<PluginOffer> offers(URI site) throws InstallException, InterruptedException {
        List<PluginOffer> found = new ArrayList<>();
        for (JsonElement element : get("/offers?site=" + URLEncoder.encode(site.toString(), StandardCharsets.UTF_8))
                .getAsJsonArray("offers")) {
            JsonObject said = element.getAsJsonObject();
            found.add(new PluginOffer(site, text(said, "pluginId"), text(said, "version"), text(said, "name"),
                    text(said, "description"), text(said, "provider"), brings(said)));
        }
        return found;
    }

    private static Brings brings(JsonObject said) {
        return new Brings(texts(said, "brokerTypes"), texts(said, "views"), texts(said, "commands"));
    }

    @Override
    public Facts check(PluginChange change, InstallMonitor monitor) throws InstallException, InterruptedException {
        JsonObject request = request(change);
        request.addProperty("checkOnly", true);
        return run(change, request, monitor);
    }

    @Override
    public Facts apply(PluginChange change, Consent consent, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        JsonObject request = request(change);
        request.addProperty("cancelWorkingOrders", consent.working() == Consent.Working.CANCEL);
        consent.trusted().ifPresent(signer -> {
            JsonObject trusted = new JsonObject();
            trusted.addProperty("trust", TRUST + (signer.trust() == Trust.UNKNOWN ? NOT_KNOWN : signer.trust().name()));
            trusted.addProperty("name", signer.name());
            trusted.addProperty("fingerprint", signer.fingerprint());
            request.add("trusted", trusted);
        });
        return run(change, request, monitor);
    }

    private static JsonObject request(PluginChange change) {
        JsonObject request = new JsonObject();
        request.addProperty("pluginId", change.id());
        request.addProperty("kind", "PLUGIN_CHANGE_KIND_" + switch (change) {
            case PluginChange.Install install -> {
                request.addProperty("site", install.offer().site().toString());
                request.addProperty("version", install.offer().version());
                yield "INSTALL";
            }
            case PluginChange.RollBack back -> "ROLL_BACK";
            case PluginChange.Remove remove -> "REMOVE";
        });
        return request;
    }

    /** Begins it and follows it to its end. Who gives up asks the server to give up, and hears what came of it. */
    private Facts run(PluginChange change, JsonObject request, InstallMonitor monitor)
            throws InstallException, InterruptedException {
        JsonObject now = post(CHANGES, request);
        String id = text(now, "changeId");
        boolean isInterrupted = false;
        boolean isAsked = false;
        while (text(now, "state").equals(STATE + "RUNNING")) {
            String step = text(now, "step").isEmpty() ? "change %s at %s".formatted(id, server) : text(now, "step");
            try {
                boolean goesOn = monitor.goesOn(step, now.get("share").getAsDouble());
                isInterrupted |= Thread.interrupted(); // else nothing could be asked any more
                if ((isInterrupted || !goesOn) && !isAsked) {
                    look(id, "/cancel");
                    isAsked = true;
                }
                Thread.sleep(LOOK);
                now = look(id, "");
            } catch (InterruptedException e) {
                isInterrupted = true;
            }
        }
        if (isInterrupted) {
            Thread.currentThread().interrupt();
        }
        return switch (text(now, "state").substring(STATE.length())) {
            case "DONE" -> facts(change, now.getAsJsonObject("preflight"));
            case "GIVEN_UP" -> throw new InterruptedException("given up; everything is as it was");
            default -> throw new InstallException(text(now, "problem"));
        };
    }

    /** A line that breaks for a while changes nothing at the server: it is asked again for a minute. */
    private JsonObject look(String id, String what) throws InstallException, InterruptedException {
        long end = System.nanoTime() + LOOKING.toNanos();
        while (true) {
            try {
                String path = CHANGES + "/" + id + what;
                return what.isEmpty() ? get(path) : post(path, new JsonObject());
            } catch (InstallException e) {
                if (System.nanoTime() - end >= 0) {
                    throw new InstallException("%s; the change %s may go on at the server: GET %s/api/v1/plugins%s/%s "
                            .formatted(e.getMessage(), id, server, CHANGES, id) + "tells", e);
                }
            }
            Thread.sleep(LOOK);
        }
    }

    private static Facts facts(PluginChange change, JsonObject said) {
        Optional<Signer> signer = Optional.ofNullable(said.getAsJsonObject("signer")).map(who -> new Signer(
                trust(text(who, "trust")), text(who, "name"), text(who, "fingerprint")));
        List<String> working = new ArrayList<>();
        said.getAsJsonArray("working").forEach(order -> working.add(text(order.getAsJsonObject(), "orderKey")));
        return new Facts(change.id(), word(said, "fromVersion"), word(said, "toVersion"), texts(said, "problems"),
                signer, texts(said, "adds"), texts(said, "removes"), texts(said, "brokerIds"), working);
    }

    private static Trust trust(String said) {
        String word = said.substring(TRUST.length());
        return word.equals(NOT_KNOWN) ? Trust.UNKNOWN : Trust.valueOf(word);
    }

    private JsonObject get(String path) throws InstallException, InterruptedException {
        return send("GET", path, BodyPublishers.noBody());
    }

    private JsonObject post(String path, JsonObject body) throws InstallException, InterruptedException {
        return send("POST", path, BodyPublishers.ofString(body.toString()));
    }

    private JsonObject send(String verb, String path, BodyPublisher body)
            throws InstallException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.resolve("/api/v1/plugins" + path)).timeout(ANSWER)
                .header("Content-Type", "application/json").method(verb, body);
        token.ifPresent(text -> request.header("Authorization", "Bearer " + text));
        try {
            HttpResponse<String> answer = client.send(request.build(), BodyHandlers.ofString());
            JsonObject envelope = JsonParser.parseString(answer.body()).getAsJsonObject();
            if (!envelope.get("success").getAsBoolean()) {
                throw new InstallException(text(envelope.getAsJsonObject("error"), "message"));
            }
            return envelope.getAsJsonObject("data");
        } catch (IOException e) {
            throw new InstallException("expected a JTS server that answers at %s, found: %s; --server takes the "
                    .formatted(server, e) + "address of its REST interface", e);
        } catch (JsonParseException | IllegalStateException | NullPointerException e) {
            throw new InstallException("expected an answer of a JTS server from %s, found something else; --server "
                    .formatted(server) + "takes the address of its REST interface", e);
        }
    }

    private static String text(JsonObject said, String name) {
        JsonElement value = said.get(name);
        return value == null || value.isJsonNull() ? "" : value.getAsString();
    }

    private static Optional<String> word(JsonObject said, String name) {
        return Optional.of(text(said, name)).filter(text -> !text.isEmpty());
    }

    private static List<String> texts(JsonObject said, String name) {
        List<String> texts = new ArrayList<>();
        if (said.has(name)) {
            said.getAsJsonArray(name).forEach(text -> texts.add(text.getAsString()));
        }
        return texts;
    }
}
