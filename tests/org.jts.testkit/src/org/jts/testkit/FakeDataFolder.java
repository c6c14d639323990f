package org.jts.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;

/** A data folder of its own for a test: an empty one that goes away when it is closed, or one that the test names. */
public final class FakeDataFolder implements DataFolder, AutoCloseable {

    private final Path path;
    private final boolean isTemporary;

    public FakeDataFolder() {
        try {
            path = Files.createTempDirectory("jts-test-data");
            isTemporary = true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param path not taken away in the end */
    public FakeDataFolder(Path path) {
        this.path = path;
        this.isTemporary = false;
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
        if (!isTemporary) {
            return;
        }
        try (Stream<Path> all = Files.walk(path)) {
            List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
            for (Path each : deepestFirst) {
                Files.deleteIfExists(each);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
