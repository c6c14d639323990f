package org.jts.console.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;

import com.google.gson.JsonObject;

/** Brings an archive of this machine to a server, piece by piece. */
final class ArchiveUpload {

    private static final int PIECE = 128 << 10;

    private final ServerCalls calls;

    ArchiveUpload(ServerCalls calls) {
        this.calls = calls;
    }

    /**
     * Brings it.
     *
     * @return what the server takes as its site
     */
    URI bring(Path archive) throws CommandException, InterruptedException {
        try {
            return bring(archive, Files.size(archive), sha256(archive));
        } catch (IOException e) {
            throw new CommandException("expected an archive that can be read, found that %s cannot: %s".formatted(
                    archive, e), e);
        }
    }

    private URI bring(Path archive, long size, String sha256) throws IOException, CommandException,
            InterruptedException {
        JsonObject answer = new JsonObject();
        try (InputStream in = Files.newInputStream(archive)) {
            byte[] piece = new byte[PIECE];
            long sent = 0;
            for (int n = in.readNBytes(piece, 0, PIECE); n > 0; n = in.readNBytes(piece, 0, PIECE)) {
                JsonObject request = new JsonObject();
                if (sent == 0) {
                    request.addProperty("size", size);
                    request.addProperty("sha256", sha256);
                } else {
                    request.addProperty("archiveId", ServerCalls.text(answer, "archiveId"));
                }
                request.addProperty("offset", sent);
                request.addProperty("data", Base64.getEncoder().encodeToString(Arrays.copyOf(piece, n)));
                answer = calls.call("POST", "/plugins/archives", Optional.of(request));
                sent += n;
                if (ServerCalls.text(answer, "received").equals(String.valueOf(size))) {
                    break; // all of it, or it was there already
                }
            }
        }
        String site = ServerCalls.text(answer, "site");
        if (site.isEmpty()) {
            throw new CommandException("expected an archive of %,d bytes, found that %s changed while it was read"
                    .formatted(size, archive));
        }
        return URI.create(site);
    }

    private static String sha256(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file);
                DigestInputStream digest = new DigestInputStream(in, MessageDigest.getInstance("SHA-256"))) {
            digest.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.getMessageDigest().digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("expected every Java to have SHA-256", e);
        }
    }
}
