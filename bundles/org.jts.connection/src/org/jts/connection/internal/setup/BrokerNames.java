package org.jts.connection.internal.setup;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.Setting;
import org.jts.api.gateway.BrokerGateway;

/** Names of brokers on screen: two of one kind must be told apart, also when nobody thought of naming them. */
final class BrokerNames {

    private final GatewayTypes types;
    private final Supplier<List<ConfiguredBroker>> configured;

    BrokerNames(GatewayTypes types, Supplier<List<ConfiguredBroker>> configured) {
        this.types = types;
        this.configured = configured;
    }

    /** @return the settings, with a number behind the kind's own name where a broker has it already: {@code Mock 2} */
    Map<String, String> distinct(GatewayType type, Map<String, String> settings) {
        String own = nameOf(type.pid());
        String wanted = settings.getOrDefault(BrokerGateway.BROKER_NAME, "").strip();
        if (own.isEmpty() || !wanted.isEmpty() && !wanted.equals(own)) {
            return settings;
        }
        Set<String> taken = configured.get().stream().map(broker -> broker.settings()
                .getOrDefault(BrokerGateway.BROKER_NAME, nameOf(broker.pid()))).collect(Collectors.toSet());
        if (!taken.contains(own)) {
            return settings;
        }
        int number = 2;
        while (taken.contains(own + " " + number)) {
            number++;
        }
        Map<String, String> named = new HashMap<>(settings);
        named.put(BrokerGateway.BROKER_NAME, own + " " + number);
        return named;
    }

    /** The name that brokers of a kind have when nobody gives them one. */
    private String nameOf(String pid) {
        return types.describe(Locale.ROOT).stream().filter(type -> type.pid().equals(pid)).map(BrokerType::settings)
                .flatMap(List::stream).filter(setting -> setting.key().equals(BrokerGateway.BROKER_NAME))
                .map(Setting::defaultValue).findFirst().orElse("");
    }
}
