package org.jts.server.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.audit.AuditTrail;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.install.PluginInstaller;
import org.jts.api.secret.SecretStore;

/**
 * What operators change of a server while it serves.
 *
 * @param setup   adds, changes and removes brokers
 * @param plugins who installs plug-ins, once that is there
 * @param secrets who keeps secrets, once that is there
 * @param trail   where it is written who did so, once that is there
 * @param uploads a folder for archives that clients bring; emptied at the start
 */
record Administration(BrokerSetup setup, Supplier<Optional<PluginInstaller>> plugins,
        Supplier<Optional<SecretStore>> secrets, Supplier<Optional<AuditTrail>> trail, Path uploads) {
}
