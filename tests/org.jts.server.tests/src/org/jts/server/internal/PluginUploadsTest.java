package org.jts.server.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.tck.time.FakeTime;
import org.jts.wire.proto.plugin.PluginArchive;
import org.jts.wire.proto.plugin.UploadPluginArchiveRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import com.google.protobuf.ByteString;

/** How long archives stay that nobody installs. */
class PluginUploadsTest {

    private static final byte[] ARCHIVE = {1, 2, 3};

    @TempDir
    Path folder;
    private final FakeTime time = new FakeTime();

    private static UploadPluginArchiveRequest first(int size) throws Exception {
        return UploadPluginArchiveRequest.newBuilder().setSize(ARCHIVE.length).setData(ByteString.copyFrom(ARCHIVE, 0,
                size)).setSha256(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(ARCHIVE)))
                .build();
    }

    private List<Path> files() throws Exception {
        try (var files = Files.list(folder)) {
            return files.toList();
        }
    }

    @Test
    void whatNobodyInstallsGoesAfterAnHourWithoutAnotherCall() throws Exception {
        PluginUploads uploads = new PluginUploads(folder, time);
        PluginArchive half = uploads.take(first(1));
        time.advance(Duration.ofMinutes(59));
        assertEquals(1, half.getReceived());
        assertEquals(1, files().size());
        time.advance(Duration.ofMinutes(1));
        assertEquals(List.of(), files());
        BrokerException late = assertThrows(BrokerException.class, () -> uploads.take(UploadPluginArchiveRequest
                .newBuilder().setArchiveId(half.getArchiveId()).setOffset(1).setData(ByteString.copyFrom(ARCHIVE, 1, 2))
                .build()));
        assertTrue(late.getMessage().contains("begun within the last hour"), late.getMessage());
    }

    @Test
    void whatIsBeingInstalledStaysUntilThatHasEnded() throws Exception {
        PluginUploads uploads = new PluginUploads(folder, time);
        PluginArchive whole = uploads.take(first(ARCHIVE.length));
        try (Subscription use = uploads.use(URI.create(whole.getSite()))) {
            time.advance(Duration.ofHours(2));
            assertEquals(1, files().size());
        }
        assertEquals(List.of(), files());
        uploads.use(URI.create("https://acme.example/site")).close();
    }

    @Test
    void whatWasInstalledOrClosedLeavesNoTimerBehind() throws Exception {
        PluginUploads uploads = new PluginUploads(folder, time);
        PluginArchive whole = uploads.take(first(ARCHIVE.length));
        assertEquals(1, time.pendingTasks());
        uploads.used(URI.create(whole.getSite()));
        assertEquals(0, time.pendingTasks());
        uploads.take(first(2));
        uploads.close();
        assertEquals(0, time.pendingTasks());
        assertEquals(List.of(), files());
    }
}
