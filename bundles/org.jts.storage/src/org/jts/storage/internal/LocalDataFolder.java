package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** A folder of the local disk, claimed with a lock that the operating system drops when the process dies. */
@Component
public final class LocalDataFolder implements DataFolder {

    static final String LOCK_FILE = ".lock";
    /** The locked byte lies behind the text, because a locked byte cannot be read on every system. */
    private static final long LOCKED_BYTE = 1L << 30;

    private final Path path;
    private FileChannel channel;
    private int claims;

    @Activate
    public LocalDataFolder(BundleContext context) {
        this(pathFrom(context.getProperty(PROPERTY)));
    }

    LocalDataFolder(Path path) {
        this.path = path;
    }

    static Path pathFrom(String property) {
        Path named = property == null || property.isBlank()
                ? Path.of(System.getProperty("user.home"), ".jts")
                : Path.of(property);
        return named.toAbsolutePath().normalize();
    }

    @Override
    public Path path() {
        return path;
    }

    @Override
    public synchronized Subscription claim() throws StoreException {
        if (claims == 0) {
            channel = lock();
        }
        claims++;
        AtomicBoolean open = new AtomicBoolean(true);
        return () -> {
            if (open.getAndSet(false)) {
                release();
            }
        };
    }

    /** Ends every claim: a folder must not stay locked by a bundle that is gone. */
    @Deactivate
    synchronized void close() {
        if (claims > 0) {
            claims = 1;
            release();
        }
    }

    private FileChannel lock() throws StoreException {
        Path file = path.resolve(LOCK_FILE);
        FileChannel opened = null;
        try {
            Files.createDirectories(path);
            opened = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            FileLock lock = opened.tryLock(LOCKED_BYTE, 1, false);
            if (lock == null) {
                throw inUse(opened);
            }
            writeOwner(opened);
            return opened;
        } catch (OverlappingFileLockException e) {
            StoreException inUse = inUse(opened);
            closeQuietly(opened);
            throw inUse;
        } catch (StoreException e) {
            closeQuietly(opened);
            throw e;
        } catch (IOException e) {
            closeQuietly(opened);
            throw new StoreException(T.format("folder.unwritable", path, Reasons.of(e)), e);
        }
    }

    private StoreException inUse(FileChannel opened) {
        return new StoreException(T.format("folder.inUse", path, owner(opened)));
    }

    private static void writeOwner(FileChannel opened) throws IOException {
        byte[] text = ("process " + ProcessHandle.current().pid() + "\n").getBytes(StandardCharsets.UTF_8);
        opened.truncate(0);
        opened.write(ByteBuffer.wrap(text), 0);
    }

    /** Who holds the lock, when it says so; the message is clear without it. */
    private static String owner(FileChannel opened) {
        try {
            ByteBuffer text = ByteBuffer.allocate(64);
            opened.read(text, 0);
            String owner = new String(text.array(), 0, text.position(), StandardCharsets.UTF_8).strip();
            return owner.matches("process \\d+") ? " (" + owner + ")" : "";
        } catch (IOException e) {
            return "";
        }
    }

    private synchronized void release() {
        if (claims > 0 && --claims == 0) {
            closeQuietly(channel);
            channel = null;
        }
    }

    private static void closeQuietly(FileChannel channel) {
        if (channel == null) {
            return;
        }
        try {
            channel.close();
        } catch (IOException e) {
            // The lock is gone with the channel either way, and nothing was to be written.
        }
    }
}
