package org.jts.server.internal;

import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.time.TimeSource;
import org.jts.wire.proto.plugin.PluginArchive;
import org.jts.wire.proto.plugin.UploadPluginArchiveRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Archives of plug-ins that clients bring in pieces: few at a time, none larger than is allowed, and none that is not
 * what was announced. Thread-safe.
 */
final class PluginUploads implements AutoCloseable {

    static final int LARGEST = 64 << 20;
    static final int LARGEST_PIECE = 128 << 10;
    private static final int MOST = 4;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
    private static final Logger LOG = LoggerFactory.getLogger(PluginUploads.class);

    /** One on its way, or there. */
    private static final class Upload {
        private final Path file;
        private final long size;
        private final String sha256;
        private final long begun;
        /** Forgets it when it was not installed for too long. */
        private final Subscription end;
        private final MessageDigest digest = digest();
        private long received;
        private int readers;
        private boolean isOld;

        Upload(Path file, long size, String sha256, long begun, Subscription end) {
            this.file = file;
            this.size = size;
            this.sha256 = sha256;
            this.begun = begun;
            this.end = end;
        }

        boolean isWhole() {
            return received == size;
        }
    }

    private final Path folder;
    private final TimeSource time;
    /** Guarded by this. */
    private final Map<String, Upload> all = new HashMap<>();

    PluginUploads(Path folder, TimeSource time) {
        this.folder = folder;
        this.time = time;
        clear();
    }

    /** Takes a piece. */
    synchronized PluginArchive take(UploadPluginArchiveRequest request) throws BrokerException {
        if (request.getData().size() > LARGEST_PIECE) {
            throw wrong("data: expected at most %,d bytes in a piece, found %,d".formatted(LARGEST_PIECE,
                    request.getData().size()));
        }
        String id = request.getArchiveId().isEmpty() ? begin(request) : request.getArchiveId();
        Upload upload = all.get(id);
        if (upload != null && upload.isWhole()) {
            return answer(id, upload); // it is here already, or the answer to its last piece was lost
        }
        if (upload == null) {
            throw wrong("archive_id: expected an archive that was begun within the last hour, found \"%s\"; bring it "
                    .formatted(id) + "again from its first piece");
        }
        if (request.getOffset() != upload.received
                || upload.received + request.getData().size() > upload.size) {
            throw wrong("offset: expected the %,d bytes from %,d on, found %,d bytes from %,d on".formatted(
                    upload.size - upload.received, upload.received, request.getData().size(), request.getOffset()));
        }
        try {
            return append(id, upload, request);
        } catch (IOException e) {
            forget(id);
            throw new BrokerException(ErrorCategory.SYSTEM, "expected room for the archive at the server, found that "
                    + "it cannot be written: " + e, e);
        }
    }

    private String begin(UploadPluginArchiveRequest request) throws BrokerException {
        String sha256 = request.getSha256().toLowerCase(Locale.ROOT);
        if (request.getSize() < 1 || request.getSize() > LARGEST) {
            throw wrong("size: expected 1 to %,d bytes, found %,d".formatted(LARGEST, request.getSize()));
        }
        if (!SHA_256.matcher(sha256).matches()) {
            throw wrong("sha256: expected the SHA-256 of the archive in 64 hexadecimal digits, found another");
        }
        if (request.getOffset() != 0 || request.getData().size() > request.getSize()) {
            throw wrong("offset: expected the first bytes, %,d at most, from 0 on, found %,d from %,d on".formatted(
                    request.getSize(), request.getData().size(), request.getOffset()));
        }
        Optional<String> there = whole(upload -> upload.sha256.equals(sha256) && upload.size == request.getSize());
        if (there.isPresent()) {
            return there.get();
        }
        if (all.size() >= MOST) {
            whole(upload -> upload.readers == 0).ifPresent(this::forget);
        }
        if (all.size() >= MOST) {
            throw new BrokerException(ErrorCategory.RATE_LIMIT, "expected at most %d archives at a time, found as many "
                    .formatted(MOST) + "already; install from them, or wait until they are forgotten");
        }
        String id = UUID.randomUUID().toString();
        all.put(id, new Upload(folder.resolve(id + ".zip"), request.getSize(), sha256, time.nanoTime(),
                time.schedule("server-upload", KEPT, () -> old(id))));
        return id;
    }

    /** The oldest that is whole and is meant. */
    private Optional<String> whole(Predicate<Upload> meant) {
        return all.entrySet().stream().filter(e -> e.getValue().isWhole() && meant.test(e.getValue()))
                .min(Comparator.comparingLong(e -> e.getValue().begun)).map(Map.Entry::getKey);
    }

    private static PluginArchive answer(String id, Upload upload) {
        PluginArchive.Builder answer = PluginArchive.newBuilder().setArchiveId(id).setReceived(upload.received);
        if (upload.isWhole()) {
            answer.setSite(upload.file.toUri().toString());
        }
        return answer.build();
    }

    /** Not through a channel: a call that is given up meanwhile would close it. */
    private PluginArchive append(String id, Upload upload, UploadPluginArchiveRequest request)
            throws IOException, BrokerException {
        Files.createDirectories(folder);
        try (OutputStream file = new FileOutputStream(upload.file.toFile(), true)) {
            request.getData().writeTo(file);
        }
        upload.digest.update(request.getData().asReadOnlyByteBuffer());
        upload.received += request.getData().size();
        if (upload.isWhole()) {
            String found = HexFormat.of().formatHex(upload.digest.digest());
            if (!found.equals(upload.sha256)) {
                forget(id);
                throw wrong("sha256: expected an archive with %s, found %s; bring it again".formatted(upload.sha256,
                        found));
            }
        }
        return answer(id, upload);
    }

    /** Something was installed from a site: where it is an archive of here, it has done what it came for. */
    synchronized void used(URI site) {
        all.entrySet().stream().filter(entry -> entry.getValue().file.toUri().equals(site)).map(Map.Entry::getKey)
                .toList().forEach(this::forget);
    }

    /**
     * A change reads a site: where it is an archive of here, it stays until the change has ended.
     *
     * @return closed at the end of the change
     */
    synchronized Subscription use(URI site) {
        Optional<String> id = all.entrySet().stream().filter(entry -> entry.getValue().file.toUri().equals(site))
                .map(Map.Entry::getKey).findFirst();
        id.ifPresent(used -> all.get(used).readers++);
        return () -> id.ifPresent(this::unuse);
    }

    private synchronized void unuse(String id) {
        Upload upload = all.get(id);
        if (upload != null && --upload.readers == 0 && upload.isOld) {
            forget(id);
        }
    }

    private synchronized void old(String id) {
        Upload upload = all.get(id);
        if (upload != null) {
            upload.isOld = true;
            if (upload.readers == 0) {
                forget(id);
            }
        }
    }

    private synchronized void forget(String id) {
        Upload gone = all.remove(id);
        try {
            if (gone != null) {
                gone.end.close();
                Files.deleteIfExists(gone.file);
            }
        } catch (IOException e) {
            LOG.warn("an archive that is not needed any more cannot be deleted before the next start", e);
        }
    }

    /** What a server that was killed has left. */
    private void clear() {
        try (DirectoryStream<Path> left = Files.isDirectory(folder) ? Files.newDirectoryStream(folder, "*.zip")
                : null) {
            if (left != null) {
                for (Path file : left) {
                    Files.delete(file);
                }
            }
        } catch (IOException e) {
            LOG.warn("archives that are not needed any more cannot be deleted", e);
        }
    }

    @Override
    public synchronized void close() {
        all.keySet().stream().toList().forEach(this::forget);
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }

    private static BrokerException wrong(String text) {
        return new BrokerException(ErrorCategory.VALIDATION, text);
    }
}
