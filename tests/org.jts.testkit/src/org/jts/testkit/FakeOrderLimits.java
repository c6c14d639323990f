package org.jts.testkit;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.account.AccountKey;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Kind;
import org.jts.api.connection.SetupException;
import org.jts.api.trading.OrderLimits;

/** Two limits, kept in memory; a value that is neither a number nor off is refused. */
public final class FakeOrderLimits implements OrderLimits {

    private static final List<Setting> SETTINGS = List.of(setting("max.quantity", "Largest quantity", "1000"),
            setting("band.percent", "Price from the last trade, %", "10"));

    private final Map<Optional<AccountKey>, Map<String, String>> set = new HashMap<>();

    private static Setting setting(String key, String label, String standard) {
        return new Setting(key, label, "What " + key + " means.", Kind.TEXT, false, false, standard, Optional.empty(),
                Optional.empty(), List.of());
    }

    @Override
    public List<Setting> settings() {
        return SETTINGS;
    }

    @Override
    public synchronized Map<String, String> set(Optional<AccountKey> account) {
        return set.getOrDefault(account, Map.of());
    }

    @Override
    public synchronized Map<String, String> inForce(AccountKey account) {
        Map<String, String> all = new LinkedHashMap<>();
        SETTINGS.forEach(s -> all.put(s.key(), s.defaultValue()));
        all.putAll(set(Optional.empty()));
        all.putAll(set(Optional.of(account)));
        return all;
    }

    @Override
    public synchronized void change(Optional<AccountKey> account, Map<String, String> values) throws SetupException {
        Map<String, String> problems = new TreeMap<>();
        Map<String, String> next = new TreeMap<>(set(account));
        values.forEach((key, value) -> {
            if (SETTINGS.stream().noneMatch(s -> s.key().equals(key))) {
                problems.put(key, "expected max.quantity or band.percent, found " + key);
            } else if (value.isBlank()) {
                next.remove(key);
            } else if (!value.equals(OFF) && !value.matches("\\d+")) {
                problems.put(key, key + ": expected a number or off, found " + value);
            } else {
                next.put(key, value);
            }
        });
        if (!problems.isEmpty()) {
            throw new SetupException(String.join("; ", problems.values()), problems);
        }
        set.put(account, next);
    }

    @Override
    public synchronized boolean reset(Optional<AccountKey> account) {
        return set.remove(account) != null;
    }
}
