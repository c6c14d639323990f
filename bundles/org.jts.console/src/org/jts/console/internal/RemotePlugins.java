package org.jts.console.internal;

import static org.jts.console.internal.ServerCalls.text;
import static org.jts.console.internal.ServerCalls.texts;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

/** Plug-ins of a server that runs, over its REST interface, with a token for operators. */
final class RemotePlugins implements PluginPlace {

    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration LOOKING = Duration.ofMinutes(1);
    private static final String CHANGES = "/changes";
    private static final String TRUST = "PLUGIN_TRUST_";
    /** The wire's word for a signer of whom nothing is known; its "unknown" says nothing at all. */
    private static final String NOT_KNOWN = "NOT_KNOWN";
    private static final String STATE = "PLUGIN_CHANGE_STATE_";

    private final ServerCalls calls;

    RemotePlugins(ServerCalls calls) {
        this.calls = calls;
    }

    @Override
    public void close() {
        calls.close();
    }

    @Override
    public URI site(Path place) throws CommandException, InterruptedException {
        return Files.isRegularFile(place) ? new ArchiveUpload(calls).bring(place) : place.toUri();
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
            String step = text(now, "step").isEmpty() ? "change %s at %s".formatted(id, calls.server())
                    : text(now, "step");
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
                            .formatted(e.getMessage(), id, calls.server(), CHANGES, id) + "tells", e);
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
        return send("GET", path, Optional.empty());
    }

    private JsonObject post(String path, JsonObject body) throws InstallException, InterruptedException {
        return send("POST", path, Optional.of(body));
    }

    private JsonObject send(String verb, String path, Optional<JsonObject> body)
            throws InstallException, InterruptedException {
        try {
            return calls.call(verb, "/plugins" + path, body);
        } catch (CommandException e) {
            throw new InstallException(e.getMessage(), e);
        }
    }

    private static Optional<String> word(JsonObject said, String name) {
        return Optional.of(text(said, name)).filter(text -> !text.isEmpty());
    }
}
