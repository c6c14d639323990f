package org.jts.gateway.template.internal;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;

/** Finds the secrets that a test knows, by their references, and keeps none. */
record KnownSecrets(Map<String, String> byReference) implements SecretStore {

    @Override
    public String resolve(String what, String reference) throws SecretException {
        String found = byReference.get(reference);
        if (found == null) {
            throw new SecretException(what + ": expected " + reference + " to lead to a secret, found none");
        }
        return found;
    }

    @Override
    public Optional<String> get(String name) {
        return Optional.empty();
    }

    @Override
    public void put(String name, String secret) throws SecretException {
        throw new SecretException("a test keeps no secrets");
    }

    @Override
    public boolean remove(String name) {
        return false;
    }

    @Override
    public List<String> names() {
        return List.of();
    }
}
