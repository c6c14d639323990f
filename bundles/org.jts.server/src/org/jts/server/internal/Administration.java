package org.jts.server.internal;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.audit.AuditRecorder;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.install.PluginInstaller;
import org.jts.api.secret.SecretStore;

/**
 * What operators change of a server while it serves.
 *
 * @param setup   adds, changes and removes brokers
 * @param plugins who installs plug-ins, once that is there
 * @param secrets who keeps secrets, once that is there
 * @param audit   writes down who did so
 * @param uploads a folder for archives that clients bring; emptied at the start
 */
record Administration(BrokerSetup setup, Supplier<Optional<PluginInstaller>> plugins,
        Supplier<Optional<SecretStore>> secrets, AuditRecorder audit, Path uploads) {
}
