package org.jts.api.install;

import java.util.Objects;

/** What is to be done. @since 1.0 */
public sealed interface PluginChange {

    /** Id of the feature it is about. */
    String id();

    /** Installs an offer; a plug-in that is there already is updated to it, to an older version too. */
    record Install(PluginOffer offer) implements PluginChange {
        public Install {
            Objects.requireNonNull(offer, "offer");
        }

        @Override
        public String id() {
            return offer.id();
        }
    }

    /** Goes back to the version that ran before this one. */
    record RollBack(String id) implements PluginChange {
        public RollBack {
            Objects.requireNonNull(id, "id");
        }
    }

    /** Removes a plug-in. Its brokers' settings are kept, and are there again when it comes back. */
    record Remove(String id) implements PluginChange {
        public Remove {
            Objects.requireNonNull(id, "id");
        }
    }
}
