package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.connection.internal.ComponentFailures;
import org.jts.connection.internal.Notices;
import org.jts.connection.internal.setup.StoredBrokers.Stored;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** Looks at every stored broker once; of one that cannot work it says what was expected, what was found, what to do. */
final class StartCheck {

    private final StoredBrokers stored;
    private final GatewayTypes types;
    private final ServiceComponentRuntime components;
    private final Notices notices;

    StartCheck(StoredBrokers stored, GatewayTypes types, ServiceComponentRuntime components, Notices notices) {
        this.stored = stored;
        this.types = types;
        this.components = components;
        this.notices = notices;
    }

    void run() throws IOException {
        for (Stored each : stored.all()) {
            check(each);
        }
    }

    private void check(Stored each) {
        ConfiguredBroker broker = each.broker();
        BrokerId id = broker.id();
        // Gateways may start later than this: the window comes first.
        Optional<SettingsForm> form = types.installed(broker.pid());
        if (form.isEmpty()) {
            notices.warning(id, T.get("start.notInstalled"), T.format("start.notInstalled.detail",
                    broker.pid()));
            return;
        }
        Map<String, String> problems = problems(form.get(), broker.settings());
        if (!problems.isEmpty()) {
            notices.error(id, T.get("start.settings"),
                    sentences(problems) + System.lineSeparator() + T.get("start.settings.detail"));
            return;
        }
        types.ofPid(broker.pid())
                .flatMap(type -> ComponentFailures.of(components, type.component(), each.configuration().getPid()))
                .ifPresent(why -> notices.error(id, T.get("start.fails"),
                        T.format("start.fails.detail", why)));
    }

    /** Settings that nobody knows any more, of an older version perhaps, do no harm. */
    private static Map<String, String> problems(SettingsForm form, Map<String, String> settings) {
        Map<String, String> known = new TreeMap<>(settings);
        known.keySet().retainAll(form.fields().keySet());
        return form.check(known).problems();
    }

    static String sentences(Map<String, String> problems) {
        return new TreeMap<>(problems).entrySet().stream().map(p -> p.getKey() + ": " + p.getValue())
                .collect(Collectors.joining("; "));
    }
}
