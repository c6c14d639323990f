package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.jts.api.install.InstallException;

/**
 * The installed releases on disk, {@code plugins/} in the data folder: a folder per release in {@code store/}, which is
 * complete when its file of properties is there, {@code tmp/} for archives that are being read, and {@code watched/}
 * for copies of jars of a watched folder.
 */
final class PluginFolder {

    private final Path store;
    private final Path tmp;
    private final Path watched;
    private final ChoicesFile choices;

    PluginFolder(Path folder) {
        store = folder.resolve("store");
        tmp = folder.resolve("tmp");
        watched = folder.resolve("watched");
        choices = new ChoicesFile(folder.resolve("plugins.properties"));
    }

    /** Where the releases lie. */
    Path store() {
        return store;
    }

    /** Where copies of jars of a watched folder lie while they run. */
    Path watched() {
        return watched;
    }

    ChoicesFile choices() {
        return choices;
    }

    /** A new, empty folder for what is being fetched. */
    Path workFolder() throws IOException {
        Files.createDirectories(tmp);
        return Files.createTempDirectory(tmp, "w");
    }

    /**
     * An empty folder for a release that is about to be fetched. Bundles run from there; until {@link #keep} it is
     * no release.
     */
    Path begin(String id, String version) throws IOException {
        Path place = folder(id, version);
        delete(place);
        return Files.createDirectories(place);
    }

    /** All of a release is there, and stays there: what is chosen next must not name what a power cut took away. */
    void keep(Release release) throws IOException {
        for (Piece piece : release.pieces()) {
            Durable.file(jar(release, piece));
        }
        ReleaseFile.write(release, folder(release.id(), release.version()));
        Durable.folder(store);
        Durable.folder(store.getParent());
    }

    /** Where the jar of a bundle of a release is kept. */
    Path jar(Release release, Piece piece) {
        return folder(release.id(), release.version()).resolve(piece.fileName());
    }

    /** Reads a release and looks whether each jar is as it was fetched. */
    Release read(String id, String version) throws InstallException {
        Path folder = folder(id, version);
        try {
            Release release = ReleaseFile.read(folder);
            for (Piece piece : release.pieces()) {
                if (!sha256(folder.resolve(piece.fileName())).equals(piece.sha256())) {
                    throw new InstallException(T.format("store.changed", folder.resolve(piece.fileName())));
                }
            }
            return release;
        } catch (IOException e) {
            throw new InstallException(T.format("store.unreadable", id, version, folder, reason(e)), e);
        }
    }

    /**
     * Deletes what nobody refers to, and what a change that was given up has left. Only before any plug-in is started:
     * bundles run from the folder of the release that first brought them.
     */
    void clean(Choices kept) {
        Set<Path> wanted = new HashSet<>();
        kept.plugins().forEach((id, choice) -> Stream.concat(choice.version().stream(), choice.earlier().stream())
                .forEach(version -> wanted.add(folder(id, version))));
        try (DirectoryStream<Path> folders = Files.isDirectory(store) ? Files.newDirectoryStream(store) : null) {
            if (folders != null) {
                for (Path folder : folders) {
                    if (!wanted.contains(folder)) {
                        delete(folder);
                    }
                }
            }
            delete(tmp);
            delete(watched);
            choices.clean();
        } catch (IOException e) {
            // A jar may still be open where the system forbids to delete it then: the next start does it.
        }
    }

    private Path folder(String id, String version) {
        return store.resolve(id + "_" + version);
    }

    static void delete(Path folder) throws IOException {
        if (Files.notExists(folder)) {
            return;
        }
        try (Stream<Path> all = Files.walk(folder)) {
            List<Path> inside = all.sorted(Comparator.reverseOrder()).toList();
            for (Path path : inside) {
                Files.deleteIfExists(path);
            }
        }
    }

    static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    /** What an IOException says; those of the file system say no more than the path. */
    static String reason(IOException e) {
        return e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }
}
