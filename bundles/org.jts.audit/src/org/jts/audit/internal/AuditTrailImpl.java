package org.jts.audit.internal;

import static org.jts.audit.internal.Words.T;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.audit.AuditLine;
import org.jts.api.audit.AuditQuery;
import org.jts.api.audit.AuditRecord;
import org.jts.api.audit.AuditStatus;
import org.jts.api.audit.AuditTrail;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.jts.api.time.TimeSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.Designate;

/** The audit trail in files of the data folder. */
@Component(configurationPid = AuditTrailImpl.PID)
@Designate(ocd = AuditConfig.class)
public final class AuditTrailImpl implements AuditTrail {

    static final String PID = "org.jts.audit";
    private static final String FOLDER = "audit";
    private static final long MEGABYTE = 1024 * 1024;
    private static final Duration FLUSH_LIMIT = Duration.ofSeconds(5);

    private final Path folder;
    private final Redactor redactor = new Redactor();
    private final AuditFiles files;
    private final AuditWriter writer;
    private final EventLog events;

    @Activate
    public AuditTrailImpl(AuditConfig config, @Reference DataFolder data, @Reference TimeSource time,
            @Reference EventLog events) {
        this.events = events;
        redactor.addNamed(System.getenv());
        this.folder = data.path().resolve(FOLDER);
        this.files = new AuditFiles(folder, time, config.file_mb() * MEGABYTE, config.total_mb() * MEGABYTE,
                Duration.ofDays(config.keep_days()));
        this.writer = new AuditWriter(config.queue(), files, new Lines(redactor), time, new Teller(config.queue()));
    }

    @Deactivate
    void close() {
        writer.close();
    }

    @Override
    public void record(AuditRecord entry) {
        writer.offer(entry);
    }

    @Override
    public void secret(String value) {
        redactor.add(value);
    }

    @Override
    public AuditStatus status() {
        long bytes = 0;
        int count = 0;
        Optional<String> problem = writer.problem();
        try {
            for (Path file : files.files()) {
                bytes += Files.size(file);
                count++;
            }
        } catch (IOException e) {
            problem = problem.or(() -> Optional.of(String.valueOf(e.getMessage())));
        }
        return new AuditStatus(folder, bytes, count, writer.kept(), writer.lost(), writer.waiting(), problem);
    }

    @Override
    public List<AuditLine> find(AuditQuery query, int newest) throws StoreException, InterruptedException {
        Deque<AuditLine> found = new ArrayDeque<>();
        writer.flush(FLUSH_LIMIT);
        try {
            new AuditReader(files.files()).read(query, line -> {
                if (found.size() == newest) {
                    found.removeFirst();
                }
                found.addLast(line);
            });
        } catch (IOException e) {
            throw new StoreException(T.format("read.failed", folder, String.valueOf(e.getMessage())), e);
        }
        return List.copyOf(found);
    }

    @Override
    public long export(AuditQuery query, Path file) throws StoreException, InterruptedException {
        AtomicLong count = new AtomicLong();
        writer.flush(FLUSH_LIMIT);
        try (BufferedWriter out = Files.newBufferedWriter(file, StandardCharsets.UTF_8,
                StandardOpenOption.CREATE_NEW)) {
            new AuditReader(files.files()).read(query, line -> {
                out.write(line.json());
                out.write('\n');
                count.incrementAndGet();
            });
        } catch (FileAlreadyExistsException e) {
            throw new StoreException(T.format("export.exists", file), e);
        } catch (IOException e) {
            throw new StoreException(T.format("export.failed", file, String.valueOf(e.getMessage())), e);
        }
        return count.get();
    }

    private final class Teller implements AuditWriter.Watcher {

        private final int queue;

        Teller(int queue) {
            this.queue = queue;
        }

        @Override
        public void failed(IOException e) {
            events.publish(Severity.ERROR, FOLDER, Optional.empty(), T.get("failed"), T.format("failed.detail",
                    String.valueOf(e.getMessage()), queue, AuditWriter.RETRY.toSeconds()));
        }

        @Override
        public void again(long lost) {
            events.publish(lost == 0 ? Severity.INFO : Severity.WARNING, FOLDER, Optional.empty(), T.get("again"),
                    lost == 0 ? T.get("again.whole") : T.format("again.detail", lost));
        }

        @Override
        public void lost(long records) {
            events.publish(Severity.WARNING, FOLDER, Optional.empty(), T.get("lost"),
                    T.format("lost.detail", records));
        }
    }
}
