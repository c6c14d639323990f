package org.jts.gateway.kis.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;

/** Secrets in memory: references go to what a test says is the environment, or to what is kept. */
final class FakeSecrets implements SecretStore {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|secure):([^{}]+)}");

    final Map<String, String> kept = new ConcurrentHashMap<>();
    private final Map<String, String> environment;
    /** Whether the store cannot be read or written. */
    volatile boolean broken;

    FakeSecrets(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public String resolve(String what, String reference) throws SecretException {
        Matcher form = REFERENCE.matcher(reference);
        if (!form.matches()) {
            throw new SecretException(what + ": expected a reference such as ${env:KIS_APP_KEY}");
        }
        String found = (form.group(1).equals("env") ? environment : kept).get(form.group(2));
        if (found == null) {
            throw new SecretException(what + ": expected " + form.group(2) + " to be set");
        }
        return found;
    }

    private void check() throws SecretException {
        if (broken) {
            throw new SecretException("the store is broken");
        }
    }

    @Override
    public Optional<String> get(String name) throws SecretException {
        check();
        return Optional.ofNullable(kept.get(name));
    }

    @Override
    public void put(String name, String secret) throws SecretException {
        check();
        kept.put(name, secret);
    }

    @Override
    public boolean remove(String name) throws SecretException {
        check();
        return kept.remove(name) != null;
    }

    @Override
    public List<String> names() {
        return kept.keySet().stream().sorted().toList();
    }
}
