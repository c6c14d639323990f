package org.jts.console.internal;

import static org.jts.console.internal.ServerCalls.text;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Choice;
import org.jts.api.connection.Setting.Kind;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

/** Brokers of a server that runs, and the secrets that it keeps. */
final class RemoteBrokers implements BrokerPlace {

    private static final String KIND = "BROKER_SETTING_KIND_";
    private static final String BROKERS = "/setup/brokers";
    private static final String SECRETS = "/setup/secrets";
    private static final String SETTINGS = "settings";

    private final ServerCalls calls;

    RemoteBrokers(ServerCalls calls) {
        this.calls = calls;
    }

    @Override
    public void close() {
        calls.close();
    }

    @Override
    public List<BrokerType> types() throws CommandException, InterruptedException {
        List<BrokerType> types = new ArrayList<>();
        for (JsonElement element : calls.call("GET", "/setup/types?language=" + Locale.getDefault().toLanguageTag(),
                Optional.empty()).getAsJsonArray("types")) {
            JsonObject said = element.getAsJsonObject();
            List<Setting> settings = new ArrayList<>();
            said.getAsJsonArray(SETTINGS).forEach(setting -> settings.add(setting(setting.getAsJsonObject())));
            types.add(new BrokerType(text(said, "type"), text(said, "name"), text(said, "description"), settings));
        }
        return types;
    }

    private static Setting setting(JsonObject said) {
        List<Choice> choices = new ArrayList<>();
        said.getAsJsonArray("choices").forEach(choice -> choices.add(new Choice(
                text(choice.getAsJsonObject(), "value"), text(choice.getAsJsonObject(), "label"))));
        return new Setting(text(said, "key"), text(said, "label"), text(said, "description"),
                Kind.valueOf(text(said, "kind").substring(KIND.length())), said.get("required").getAsBoolean(),
                said.get("multiple").getAsBoolean(), text(said, "defaultValue"), word(said, "min"),
                word(said, "max"), choices);
    }

    private static Optional<String> word(JsonObject said, String name) {
        return Optional.of(text(said, name)).filter(text -> !text.isEmpty());
    }

    /** A row for each broker that is set up there. */
    void list(Report report) throws CommandException, InterruptedException {
        for (JsonElement element : calls.call("GET", BROKERS, Optional.empty()).getAsJsonArray("brokers")) {
            JsonObject said = element.getAsJsonObject();
            report.row(text(said, "brokerId"), BrokerSetupCommands.shortType(text(said, "type")),
                    text(said.getAsJsonObject(SETTINGS), "broker.name"), text(said, "phase"), text(said, "detail"));
        }
    }

    @Override
    public void add(String pid, BrokerId id, Map<String, String> settings) throws CommandException,
            InterruptedException {
        JsonObject request = request(settings);
        request.addProperty("type", pid);
        request.addProperty("brokerId", id.value());
        calls.call("POST", BROKERS, Optional.of(request));
    }

    @Override
    public void change(BrokerId id, Map<String, String> settings) throws CommandException, InterruptedException {
        calls.call("PUT", BROKERS + "/" + id.value(), Optional.of(request(settings)));
    }

    @Override
    public void remove(BrokerId id) throws CommandException, InterruptedException {
        calls.call("DELETE", BROKERS + "/" + id.value(), Optional.empty());
    }

    @Override
    public String test(String pid, Map<String, String> settings) throws CommandException, InterruptedException {
        JsonObject request = request(settings);
        request.addProperty("type", pid);
        return text(calls.call("POST", "/setup/tests", Optional.of(request)), "found");
    }

    private static JsonObject request(Map<String, String> settings) {
        JsonObject texts = new JsonObject();
        settings.forEach(texts::addProperty);
        JsonObject request = new JsonObject();
        request.add(SETTINGS, texts);
        return request;
    }

    /** Names of the secrets that the server keeps. */
    List<String> secrets() throws CommandException, InterruptedException {
        return ServerCalls.texts(calls.call("GET", SECRETS, Optional.empty()), "names");
    }

    void keep(String name, String secret) throws CommandException, InterruptedException {
        JsonObject request = new JsonObject();
        request.addProperty("name", name);
        request.addProperty("secret", secret);
        calls.call("POST", SECRETS, Optional.of(request));
    }

    void forget(String name) throws CommandException, InterruptedException {
        calls.call("DELETE", SECRETS + "?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8), Optional.empty());
    }
}
