package org.jts.gateway.kis.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;

/** A data folder for a test, gone after it. */
final class Folder implements DataFolder, AutoCloseable {

    private final Path path;

    Folder() {
        try {
            path = Files.createTempDirectory("kis-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public Subscription claim() {
        return () -> { };
    }

    @Override
    public void close() {
        try (Stream<Path> all = Files.walk(path)) {
            all.sorted(Comparator.reverseOrder()).forEach(p -> p.toFile().delete());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
