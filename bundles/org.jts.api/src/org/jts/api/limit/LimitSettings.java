package org.jts.api.limit;

import java.util.Map;

import org.jts.api.connection.SetupException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What the user wants otherwise than a profile says; kept over restarts, and in force at once. A service; thread-safe;
 * calls write a file and may block.
 *
 * @since 1.0
 */
@ProviderType
public interface LimitSettings {

    /** @return what is set for a profile, empty when nothing is */
    Map<LimitSetting, String> settings(String profile);

    /**
     * Sets the named things of a profile, and leaves what was set before and is not named.
     *
     * @param profile id of a profile that is known
     * @throws SetupException when there is no such profile or a value is wrong (nothing is changed then), or when it
     *                        cannot be written
     */
    void change(String profile, Map<LimitSetting, String> settings) throws SetupException;

    /**
     * Goes back to what the profile says by itself.
     *
     * @return whether anything was set
     * @throws SetupException when that cannot be written
     */
    boolean reset(String profile) throws SetupException;
}
