package org.jts.connection.internal.setup;

import static org.jts.connection.internal.Words.T;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.apache.felix.cm.file.ConfigurationHandler;
import org.jts.api.event.Severity;
import org.jts.connection.internal.Notices;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.ConfigurationAdmin;

/**
 * Names the files of Configuration Admin that cannot be read. It starts with the rest and says nothing of them, and a
 * trader would wonder where a broker has gone.
 */
final class StorageCheck {

    private static final String FOLDER_PROPERTY = "felix.cm.dir";

    private StorageCheck() {
    }

    static void run(BundleContext context, ConfigurationAdmin admin, Notices notices) {
        Optional<Path> folder = folder(context, admin);
        if (folder.isEmpty() || !Files.isDirectory(folder.get())) {
            return;
        }
        for (Path file : files(folder.get(), notices)) {
            problem(file).ifPresent(problem -> notices.publish(Severity.ERROR, Optional.empty(),
                    T.format("storage.unreadable", file.getFileName()),
                    T.format("storage.unreadable.detail", file, problem)));
        }
    }

    private static Optional<Path> folder(BundleContext context, ConfigurationAdmin admin) {
        String configured = context.getProperty(FOLDER_PROPERTY);
        if (configured != null && !configured.isBlank()) {
            return Optional.of(Path.of(configured));
        }
        Bundle bundle = FrameworkUtil.getBundle(admin.getClass());
        BundleContext owner = bundle == null ? null : bundle.getBundleContext();
        return Optional.ofNullable(owner).map(c -> c.getDataFile("config")).map(java.io.File::toPath);
    }

    private static List<Path> files(Path folder, Notices notices) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(".config"))
                    .filter(Files::isRegularFile).sorted().toList();
        } catch (IOException | java.io.UncheckedIOException e) {
            notices.publish(Severity.ERROR, Optional.empty(), T.get("storage.folder"),
                    T.format("storage.folder.detail", folder, e.getMessage()));
            return List.of();
        }
    }

    /** @return what is wrong with a file; empty when it is sound */
    static Optional<String> problem(Path file) {
        try {
            byte[] content = Files.readAllBytes(file);
            Dictionary<?, ?> values = ConfigurationHandler.read(new ByteArrayInputStream(content));
            if (values == null || values.isEmpty()) {
                return Optional.of(T.get("storage.nothing"));
            }
            // The reader takes what is there of a last value for the whole of it.
            if (content[content.length - 1] != '\n') {
                return Optional.of(T.get("storage.cut"));
            }
            boolean named = values.get("service.pid") != null || values.get("factory.pid") != null;
            return named ? Optional.empty() : Optional.of(T.get("storage.nameless"));
        } catch (IOException | RuntimeException e) {
            return Optional.of(e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage());
        }
    }
}
