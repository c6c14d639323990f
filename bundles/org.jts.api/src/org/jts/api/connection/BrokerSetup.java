package org.jts.api.connection;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.jts.api.BrokerId;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Adds, changes and removes brokers. Settings are checked against the gateway's metatype before anything is stored;
 * what is stored is a Configuration Admin factory configuration, which starts the gateway. A service; its methods may
 * block shortly and are not for the UI thread, except {@link #types}.
 *
 * @since 1.0
 */
@ProviderType
public interface BrokerSetup {

    /** The installed kinds of broker, ordered by name, with texts in {@code locale} where there are some. */
    List<BrokerType> types(Locale locale);

    /** Everything that is set up, ordered by id. */
    List<ConfiguredBroker> configured();

    /**
     * Sets up a new broker.
     *
     * @param pid      kind of broker
     * @param id       not yet in use
     * @param settings text per key; a key that is left out takes its default
     */
    void add(String pid, BrokerId id, Map<String, String> settings) throws SetupException;

    /** Replaces the settings of a broker; it is disconnected and connected again. */
    void update(BrokerId id, Map<String, String> settings) throws SetupException;

    /**
     * Changes some settings of a broker and keeps the others; it is disconnected and connected again. A setting that
     * its kind of broker does not have any more, because its plug-in was updated, is dropped, unless {@code changes}
     * name it.
     *
     * @param changes text per key; a blank one takes a setting back to its default
     * @throws SetupException when no broker has this id, or the settings do not fit; nothing was changed
     * @since 1.2
     */
    void change(BrokerId id, Map<String, String> changes) throws SetupException;

    /** Disconnects a broker and forgets its settings. */
    void remove(BrokerId id) throws SetupException;

    /**
     * Connects with these settings, reads the accounts and disconnects, without keeping anything.
     *
     * @return what was found, one sentence for people
     * @throws SetupException with the reason when it cannot be done
     */
    String test(String pid, Map<String, String> settings) throws SetupException, InterruptedException;
}
