package org.jts.connection.internal.setup;

import java.io.IOException;
import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

import org.jts.api.BrokerId;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.gateway.BrokerGateway;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** The brokers that Configuration Admin keeps. */
final class StoredBrokers {

    /** Keys that are no settings: the framework's, and what names the broker. */
    private static final Set<String> NOT_SETTINGS = Set.of("service.pid", "service.factoryPid",
            "service.bundleLocation", BrokerGateway.BROKER_ID, BrokerGateway.BROKER_PROBE);

    private final ConfigurationAdmin admin;

    StoredBrokers(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** A configuration and what it says. */
    record Stored(ConfiguredBroker broker, Configuration configuration) {
    }

    /** All that have a usable id, probes left out, ordered by id. */
    List<Stored> all() throws IOException {
        List<Stored> all = new ArrayList<>();
        for (Configuration configuration : withBrokerId()) {
            Dictionary<String, Object> values = configuration.getProperties();
            if (values != null && configuration.getFactoryPid() != null && !isProbe(values)) {
                id(values).ifPresent(id -> all.add(new Stored(
                        new ConfiguredBroker(id, configuration.getFactoryPid(), texts(values)), configuration)));
            }
        }
        all.sort(Comparator.comparing(stored -> stored.broker().id()));
        return all;
    }

    Optional<Stored> find(BrokerId id) throws IOException {
        return all().stream().filter(stored -> stored.broker().id().equals(id)).findFirst();
    }

    /** @return the PID of the new configuration */
    String create(String factoryPid, BrokerId id, Map<String, Object> values, boolean probe) throws IOException {
        // The location "?" lets any bundle that is allowed to receive it.
        Configuration configuration = admin.getFactoryConfiguration(factoryPid, id.value(), "?");
        configuration.update(dictionary(id, values, probe));
        return configuration.getPid();
    }

    void update(Stored stored, Map<String, Object> values) throws IOException {
        stored.configuration().update(dictionary(stored.broker().id(), values, false));
    }

    /** Deletes what probes left behind, those of {@code alive} not. */
    int deleteProbes(Set<String> alive) throws IOException {
        int deleted = 0;
        for (Configuration configuration : withBrokerId()) {
            Dictionary<String, Object> values = configuration.getProperties();
            if (values != null && isProbe(values) && !alive.contains(configuration.getPid())) {
                configuration.delete();
                deleted++;
            }
        }
        return deleted;
    }

    void delete(String pid) throws IOException {
        admin.getConfiguration(pid, "?").delete();
    }

    private List<Configuration> withBrokerId() throws IOException {
        try {
            Configuration[] found = admin.listConfigurations("(" + BrokerGateway.BROKER_ID + "=*)");
            return found == null ? List.of() : List.of(found);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Optional<BrokerId> id(Dictionary<String, Object> values) {
        try {
            return Optional.of(new BrokerId(String.valueOf(values.get(BrokerGateway.BROKER_ID))));
        } catch (IllegalArgumentException e) {
            return Optional.empty(); // the registry says so when the gateway comes
        }
    }

    private static boolean isProbe(Dictionary<String, Object> values) {
        return Boolean.parseBoolean(String.valueOf(values.get(BrokerGateway.BROKER_PROBE)));
    }

    private static Dictionary<String, Object> dictionary(BrokerId id, Map<String, Object> values, boolean probe) {
        Dictionary<String, Object> dictionary = new Hashtable<>(values);
        dictionary.put(BrokerGateway.BROKER_ID, id.value());
        if (probe) {
            dictionary.put(BrokerGateway.BROKER_PROBE, true);
        }
        return dictionary;
    }

    private static Map<String, String> texts(Dictionary<String, Object> values) {
        Map<String, String> texts = new TreeMap<>();
        for (String key : Collections.list(values.keys())) {
            if (!NOT_SETTINGS.contains(key)) {
                texts.put(key, text(values.get(key)));
            }
        }
        return texts;
    }

    private static String text(Object value) {
        List<String> items = new ArrayList<>();
        if (value instanceof Collection<?> collection) {
            collection.forEach(item -> items.add(String.valueOf(item)));
        } else if (value.getClass().isArray()) {
            for (int i = 0; i < Array.getLength(value); i++) {
                items.add(String.valueOf(Array.get(value, i)));
            }
        } else {
            return String.valueOf(value);
        }
        return Field.join(items);
    }
}
