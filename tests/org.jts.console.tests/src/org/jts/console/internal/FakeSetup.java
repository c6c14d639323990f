package org.jts.console.internal;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;

/** Knows one kind of broker, with one setting. */
final class FakeSetup implements BrokerSetup {

    static final String PID = "org.jts.gateway.fake";

    final List<ConfiguredBroker> configured = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<BrokerType> types(Locale locale) {
        return List.of(new BrokerType(PID, "Fake broker", "For tests.", List.of(new Setting("delay.ms", "Delay", "",
                Setting.Kind.INTEGER, false, false, "20", Optional.empty(), Optional.empty(), List.of()))));
    }

    @Override
    public List<ConfiguredBroker> configured() {
        return List.copyOf(configured);
    }

    @Override
    public void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException {
        if (settings.containsKey("bad")) {
            throw new SetupException("The settings were refused.",
                    Map.of("bad", "expected no such setting, found one"));
        }
        configured.add(new ConfiguredBroker(id, pid, settings));
    }

    @Override
    public void update(BrokerId id, Map<String, String> settings) throws SetupException {
        remove(id);
        add(PID, id, settings);
    }

    @Override
    public void change(BrokerId id, Map<String, String> changes) throws SetupException {
        Map<String, String> settings = new TreeMap<>(configured.stream().filter(c -> c.id().equals(id)).findFirst()
                .orElseThrow(() -> new SetupException("expected one of %s, found %s".formatted(configured.stream()
                        .map(ConfiguredBroker::id).toList(), id), Map.of())).settings());
        settings.putAll(changes);
        update(id, settings);
    }

    @Override
    public void remove(BrokerId id) throws SetupException {
        if (!configured.removeIf(c -> c.id().equals(id))) {
            throw new SetupException("expected a broker that is set up, found no " + id, Map.of());
        }
    }

    @Override
    public String test(String pid, Map<String, String> settings) {
        return "Found 1 account with " + settings;
    }
}
