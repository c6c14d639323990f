package org.jts.api.secret;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * Keeps secrets on this machine, encrypted, under names such as {@code kis/main}, and finds those that references in a
 * configuration name:
 * <ul>
 * <li>{@code ${env:NAME}}: the environment variable {@code NAME};</li>
 * <li>{@code ${file:PATH}}: the text of a file that nobody else on this machine can read;</li>
 * <li>{@code ${secure:NAME}}: what is kept here under {@code NAME}.</li>
 * </ul>
 * Never asks a person anything, with a window or without. Thread-safe; calls may read the disk and take some time, and
 * do not belong on a UI thread.
 *
 * @since 1.0
 */
@ProviderType
public interface SecretStore {

    /**
     * @param what      names the setting, for the message
     * @param reference as above
     * @return the secret, without white space around it, never empty
     * @throws SecretException when it is no reference, or what it names is not there; the message shows no secret
     */
    String resolve(String what, String reference) throws SecretException;

    /**
     * @param name 1 to 100 letters, digits, {@code . _ - /}
     * @return what is kept under that name
     * @throws SecretException when the store cannot be read
     */
    Optional<String> get(String name) throws SecretException;

    /**
     * Keeps a secret, instead of what was kept under that name; it is on disk when the call returns.
     *
     * @throws SecretException when it cannot be kept
     */
    void put(String name, String secret) throws SecretException;

    /** @return whether there was one @throws SecretException when the store cannot be written */
    boolean remove(String name) throws SecretException;

    /** @return names without their secrets, in order @throws SecretException when the store cannot be read */
    List<String> names() throws SecretException;
}
