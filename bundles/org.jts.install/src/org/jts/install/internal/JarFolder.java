package org.jts.install.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.time.TimeSource;

/**
 * The jars of a folder, looked at again and again: a file counts once nobody writes to it any more. Looking is what
 * works everywhere; folders of other machines, and macOS, tell of no changes.
 */
final class JarFolder {

    /** How long a file must have been as it is. */
    static final Duration SETTLED = Duration.ofMillis(400);

    /** What changes when a file does. */
    record Stamp(long size, FileTime modified, Object key) {
        static Stamp of(Path file) throws IOException {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            return new Stamp(now.size(), now.lastModifiedTime(), String.valueOf(now.fileKey()));
        }
    }

    /** A file, and since when it is as it is, as the clock for durations says. */
    record Seen(Path file, Stamp stamp, long since) {
    }

    private final Path folder;
    private final TimeSource time;
    private Map<Path, Seen> before = Map.of();
    private Optional<Object> key = Optional.empty();
    private boolean isAnother;

    JarFolder(Path folder, TimeSource time) {
        this.folder = folder;
        this.time = time;
    }

    Path path() {
        return folder;
    }

    /**
     * Looks.
     *
     * @return every jar, by name
     * @throws IOException when the folder cannot be read; that says nothing of what is in it
     */
    List<Seen> look() throws IOException {
        Map<Path, Seen> now = new HashMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, JarFolder::isJar)) {
            for (Path file : files) {
                see(file, now);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        before = now;
        Optional<Object> here = Optional.ofNullable(Files.readAttributes(folder, BasicFileAttributes.class).fileKey());
        isAnother = key.isPresent() && !key.equals(here);
        if (!now.isEmpty() || key.isEmpty()) {
            key = here;
        }
        return now.values().stream().sorted((a, b) -> a.file().compareTo(b.file())).toList();
    }

    /** Whether another folder lies there than when the last jars were seen. */
    boolean isAnother() {
        return isAnother;
    }

    boolean isSettled(Seen seen) {
        return age(seen).compareTo(SETTLED) >= 0;
    }

    Duration age(Seen seen) {
        return Duration.ofNanos(time.nanoTime() - seen.since());
    }

    private void see(Path file, Map<Path, Seen> now) throws IOException {
        try {
            Stamp stamp = Stamp.of(file);
            Seen last = before.get(file);
            now.put(file, last != null && last.stamp().equals(stamp) ? last
                    : new Seen(file, stamp, time.nanoTime()));
        } catch (NoSuchFileException e) {
            // It went between its name and the look at it.
        } catch (AccessDeniedException e) {
            if (before.containsKey(file)) {
                now.put(file, before.get(file)); // it is there; the others are looked at all the same
            }
        }
    }

    private static boolean isJar(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(".jar") && !name.startsWith(".") && Files.isRegularFile(file);
    }
}
