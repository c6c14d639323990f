package org.jts.install.internal;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import java.util.zip.ZipInputStream;

import org.jts.install.internal.JarFolder.Stamp;

/** Copies of jars to run from: what lies in a watched folder may be written over at any time. */
final class JarCopy {

    private final Path folder;

    JarCopy(Path folder) {
        this.folder = folder;
    }

    /** A jar that is not whole, perhaps because it is still being written. */
    static final class NotWholeException extends Exception {
        private static final long serialVersionUID = 1L;

        NotWholeException(String message) {
            super(message);
        }
    }

    /**
     * Copies a jar, whole.
     *
     * @param stamp as it was seen
     * @throws NotWholeException when it is no jar, or another one meanwhile
     * @throws IOException       when it cannot be copied
     */
    Path of(Path jar, Stamp stamp) throws NotWholeException, IOException {
        Files.createDirectories(folder);
        Path place = Files.createTempDirectory(folder, "j");
        Path copy = place.resolve(jar.getFileName());
        try {
            Files.copy(jar, copy);
            if (!Stamp.of(jar).equals(stamp)) {
                throw new NotWholeException(T.get("watch.changing"));
            }
            check(copy);
            return copy;
        } catch (NotWholeException | IOException e) {
            PluginFolder.delete(place);
            throw e;
        }
    }

    /** The list at its end must be there, and the check sum of each entry must fit. */
    private static void check(Path jar) throws NotWholeException, IOException {
        try (JarFile whole = new JarFile(jar.toFile()); InputStream in = Files.newInputStream(jar);
                ZipInputStream zip = new ZipInputStream(in)) {
            if (whole.getManifest() == null) {
                throw new NotWholeException(T.get("watch.noManifest"));
            }
            while (zip.getNextEntry() != null) {
                zip.transferTo(OutputStream.nullOutputStream());
            }
        } catch (IOException e) {
            throw new NotWholeException(String.valueOf(e.getMessage()));
        }
    }

    static void forget(Path copy) {
        Attempts.deleteQuietly(copy.getParent());
    }
}
