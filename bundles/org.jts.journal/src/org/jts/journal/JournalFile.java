package org.jts.journal;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/**
 * The file that is being written, and the lock on the folder. Plain file calls, not channels: an interrupted thread
 * would close a channel under everybody else.
 */
final class JournalFile {

    private final Path folder;
    private final long maxFileBytes;
    private final RandomAccessFile lockFile;
    private final FileLock folderLock;
    private RandomAccessFile out;
    private long goodLength;
    private boolean distrusted;

    private JournalFile(Path folder, long maxFileBytes, RandomAccessFile lockFile, FileLock folderLock) {
        this.folder = folder;
        this.maxFileBytes = maxFileBytes;
        this.lockFile = lockFile;
        this.folderLock = folderLock;
    }

    /** Takes the folder for this process. */
    static JournalFile claim(Path folder, long maxFileBytes) throws JournalException {
        RandomAccessFile lockFile = null;
        try {
            Files.createDirectories(folder);
            lockFile = new RandomAccessFile(folder.resolve("lock").toFile(), "rw");
            FileLock lock = lockFile.getChannel().tryLock();
            if (lock != null) {
                return new JournalFile(folder, maxFileBytes, lockFile, lock);
            }
            closeQuietly(lockFile);
        } catch (OverlappingFileLockException e) {
            closeQuietly(lockFile);
        } catch (IOException e) {
            closeQuietly(lockFile);
            throw new JournalException(
                    "Journal %s: expected to write there, found: %s; see that the folder is writable."
                    .formatted(folder, e), e);
        }
        throw new JournalException("Journal %s: expected to be the only one to write it, found that another program has"
                .formatted(folder) + " it open; close that one.");
    }

    Path folder() {
        return folder;
    }

    /** Takes away what a compaction left unfinished, and does the rest of one that was nearly done. */
    void clean() {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path half : files.filter(f -> f.toString().endsWith(Compaction.UNFINISHED)).toList()) {
                Files.deleteIfExists(half);
            }
        } catch (IOException e) {
            // Nobody reads them; the next compaction writes over them.
            return;
        }
    }

    /** Goes on where the scan ended, without what was torn; refuses a journal with a flaw. */
    void resume(JournalScan scan) throws JournalException {
        JournalFlaw flaw = scan.flaw().orElse(null);
        if (flaw != null) {
            throw new JournalException(
                    "Journal %s was changed or damaged: %s. Keep the folder as it is for whoever looks"
                    .formatted(folder, flaw)
                    + " into it; restore it from a backup, or move it away to begin a new one.",
                    flaw);
        }
        try {
            out = new RandomAccessFile(scan.endFile().orElse(Segments.file(folder, 1)).toFile(), "rw");
            goodLength = scan.endOfGood();
            out.setLength(goodLength);
            out.seek(goodLength);
            out.getFD().sync();
            syncFolder(folder);
        } catch (IOException e) {
            throw explain(e);
        }
    }

    /** Writes and syncs, wholly or not at all. */
    void write(byte[] lines, long lastNumber) throws IOException {
        if (distrusted) {
            throw new IOException("an earlier failure left the file in an unknown state; restart the program");
        }
        try {
            out.write(lines);
        } catch (IOException e) {
            undo();
            throw e;
        }
        sync();
        goodLength += lines.length;
        if (goodLength >= maxFileBytes) {
            try {
                startFile(lastNumber + 1);
            } catch (IOException e) {
                // The record is safe already, so that this is not reported; the file just goes on growing.
                return;
            }
        }
    }

    private void sync() throws IOException {
        try {
            out.getFD().sync();
        } catch (IOException e) {
            // The system may have dropped what it could not write and would report success the next time.
            distrusted = true;
            throw e;
        }
    }

    private void undo() {
        try {
            out.setLength(goodLength);
            out.seek(goodLength);
        } catch (IOException e) {
            distrusted = true;
        }
    }

    /** Lets the file end here, if anything is in it: what is written from now on begins another one. */
    void startFile(long firstNumber) throws IOException {
        if (distrusted) {
            throw new IOException("an earlier failure left the file in an unknown state; restart the program");
        }
        if (goodLength == 0) {
            return;
        }
        RandomAccessFile next = new RandomAccessFile(Segments.file(folder, firstNumber).toFile(), "rw");
        RandomAccessFile done = out;
        out = next;
        goodLength = 0;
        closeQuietly(done);
        syncFolder(folder);
    }

    JournalException explain(IOException e) {
        return new JournalException(
                "Journal %s: expected to write it, found: %s; see that the disk has room and is writable."
                        .formatted(folder, e.getMessage()), e);
    }

    /** Notes the end, so that records taken off it later are missed. */
    void finish(long number, String seal) {
        try {
            Path next = folder.resolve(JournalScan.HEAD + ".new");
            Files.writeString(next, number + " " + seal + "\n");
            Files.move(next, folder.resolve(JournalScan.HEAD), StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            // The older note stays, and what it vouches for is still true.
            return;
        }
    }

    void close() {
        closeQuietly(out);
        try {
            folderLock.release();
        } catch (IOException e) {
            // Closing its file lets it go too.
        }
        closeQuietly(lockFile);
    }

    /** A new file is only safe when its name is; some systems cannot sync folders, and do it by themselves. */
    static void syncFolder(Path folder) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            return;
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private static void closeQuietly(RandomAccessFile file) {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // Everything that matters was synced.
        }
    }
}
