package org.jts.gateway.kis.internal;

import org.jts.api.secret.SecretException;
import org.jts.api.secret.SecretStore;

/** A secret that shows itself to nobody who only prints it. */
final class Secret {

    private final String value;

    Secret(String value) {
        this.value = value;
    }

    /**
     * Finds what a reference such as {@code ${env:NAME}} or {@code ${secure:NAME}} names.
     *
     * @param what names the setting
     * @throws IllegalArgumentException that names the reference, never a value
     */
    static Secret resolve(String what, String reference, SecretStore store) {
        try {
            return new Secret(store.resolve(what, reference));
        } catch (SecretException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
