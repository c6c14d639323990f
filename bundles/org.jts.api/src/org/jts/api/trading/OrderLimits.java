package org.jts.api.trading;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.jts.api.connection.Setting;
import org.jts.api.connection.SetupException;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The limits that every order keeps before it is sent, for each account. What an account does not set for itself is as
 * it is set for all accounts, and what nobody sets is as by default; {@link #OFF} is no limit. Kept over restarts, in
 * force at once. A service; thread-safe; {@link #change} and {@link #reset} write a file and may block.
 *
 * @since 1.2
 */
@ProviderType
public interface OrderLimits {

    /** The value of a setting that limits nothing. */
    String OFF = "off";

    /**
     * What can be set, with its meaning and its default, in the language of the process and in the order to show it.
     */
    List<Setting> settings();

    /**
     * What is set.
     *
     * @param account for which account; empty for all that do not set it themselves
     * @return text per key, only of what is set
     */
    Map<String, String> set(Optional<AccountKey> account);

    /** What holds in an account: text per key, for every key of {@link #settings()}, in their order. Reads memory. */
    Map<String, String> inForce(AccountKey account);

    /**
     * Sets some, and leaves what was set before and is not named.
     *
     * @param account for which account; empty for all that do not set it themselves
     * @param values  text per key; a blank one takes the setting back
     * @throws SetupException when a key or value is wrong (nothing is changed then), or when it cannot be written
     */
    void change(Optional<AccountKey> account, Map<String, String> values) throws SetupException;

    /**
     * Takes everything back that was set.
     *
     * @param account for which account; empty for all that do not set it themselves
     * @return whether anything was set
     * @throws SetupException when that cannot be written
     */
    boolean reset(Optional<AccountKey> account) throws SetupException;
}
