package org.jts.install.internal.site;

import static org.jts.install.internal.Words.T;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

import org.jts.api.install.InstallException;
import org.jts.install.internal.run.Pace;

/** A p2 repository in one zip file: unpacked before it is read, and never outside its folder. */
final class Archive {

    /** What all of it may be once it is unpacked: ten times what a broker with its libraries has. */
    private static final long MOST_BYTES = 512L << 20;
    private static final int MOST_FILES = 10_000;

    private Archive() {
    }

    static void unpack(Path archive, Path into, Pace pace) throws InstallException, IOException {
        long left = MOST_BYTES;
        int files = 0;
        try (InputStream in = Files.newInputStream(archive); ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                pace.breathe();
                Path place = into.resolve(entry.getName()).normalize();
                if (!place.startsWith(into)) {
                    throw new InstallException(T.format("archive.outside", archive, entry.getName()));
                }
                if (++files > MOST_FILES) {
                    throw new InstallException(T.format("archive.files", archive, MOST_FILES));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(place);
                } else {
                    Files.createDirectories(place.getParent());
                    left = copy(zip, place, left, pace);
                    if (left < 0) {
                        throw new InstallException(T.format("archive.size", archive, MOST_BYTES >> 20));
                    }
                }
            }
        } catch (ZipException e) {
            throw new InstallException(T.format("archive.broken", archive, e.getMessage()), e);
        }
        if (files == 0) {
            throw new InstallException(T.format("archive.broken", archive, T.get("archive.empty")));
        }
    }

    private static long copy(InputStream in, Path to, long left, Pace pace) throws IOException {
        long rest = left;
        byte[] chunk = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(to)) {
            for (int n = in.read(chunk); n >= 0; n = in.read(chunk)) {
                rest -= n;
                if (rest < 0) {
                    return rest;
                }
                out.write(chunk, 0, n);
                pace.breathe();
            }
        }
        return rest;
    }
}
