package org.jts.testkit;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;

/** Brokers that are set up in memory, of one kind, which wants a delay and a key. */
public final class FakeBrokerSetup implements BrokerSetup {

    /** The kind. */
    public static final String PID = "org.jts.gateway.fake";

    private final Map<BrokerId, ConfiguredBroker> brokers = new ConcurrentHashMap<>();
    private volatile Consumer<BrokerId> added = id -> { };
    private volatile Consumer<BrokerId> changed = id -> { };

    /** What to do when a broker was added. */
    public void onAdded(Consumer<BrokerId> listener) {
        added = listener;
    }

    /** What to do when a broker was changed. */
    public void onChanged(Consumer<BrokerId> listener) {
        changed = listener;
    }

    @Override
    public List<BrokerType> types(Locale locale) {
        boolean isKorean = locale.getLanguage().equals("ko");
        return List.of(new BrokerType(PID, isKorean ? "\uac00\uc9dc" : "Fake broker", "For tests.", List.of(
                new Setting("delay.ms", "Delay", "", Setting.Kind.INTEGER, false, false, "20", Optional.of("0"),
                        Optional.empty(), List.of()),
                new Setting("app.key", "Key", "", Setting.Kind.SECRET, false, false, "", Optional.empty(),
                        Optional.empty(), List.of()),
                new Setting("mode", "Mode", "", Setting.Kind.TEXT, false, false, "", Optional.empty(),
                        Optional.empty(), List.of(new Setting.Choice("fast", "Fast"))))));
    }

    @Override
    public List<ConfiguredBroker> configured() {
        return brokers.values().stream().sorted(Comparator.comparing(ConfiguredBroker::id)).toList();
    }

    @Override
    public void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException {
        check(settings);
        if (!pid.equals(PID) || brokers.putIfAbsent(id, new ConfiguredBroker(id, pid, settings)) != null) {
            throw new SetupException("Expected a kind of broker that is installed and an id that is free, found %s %s"
                    .formatted(pid, id), Map.of());
        }
        added.accept(id);
    }

    private static void check(Map<String, String> settings) throws SetupException {
        if (!settings.getOrDefault("app.key", "${").startsWith("${")) {
            throw new SetupException("app.key: expected a reference, found something else", Map.of("app.key",
                    "expected a reference"));
        }
    }

    @Override
    public void update(BrokerId id, Map<String, String> settings) throws SetupException {
        check(settings);
        brokers.put(id, new ConfiguredBroker(id, PID, settings));
    }

    @Override
    public void change(BrokerId id, Map<String, String> changes) throws SetupException {
        ConfiguredBroker before = brokers.get(id);
        if (before == null) {
            throw new SetupException("Expected one of %s, found %s".formatted(brokers.keySet(), id), Map.of());
        }
        Map<String, String> settings = new TreeMap<>(before.settings());
        settings.putAll(changes);
        update(id, settings);
        changed.accept(id);
    }

    @Override
    public void remove(BrokerId id) throws SetupException {
        if (brokers.remove(id) == null) {
            throw new SetupException("Expected a broker that is set up, found " + id, Map.of());
        }
    }

    @Override
    public String test(String pid, Map<String, String> settings) throws SetupException {
        check(settings);
        return "1 account, with " + settings.size() + " settings";
    }
}
