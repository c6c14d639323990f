package org.jts.audit.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jts.api.time.TimeSource;

/**
 * The files of the trail: {@code audit-20261121-0001.jsonl}, one a day (in UTC) and a new one when one is large. The
 * oldest go when all together are too large or too old. One thread writes.
 */
final class AuditFiles implements Sink {

    private static final Pattern NAME = Pattern.compile("audit-(\\d{8})-(\\d{4,})\\.jsonl");
    /**
     * So many bytes, and to the end of the line: the JDK keeps memory outside the heap as large as the largest part
     * that was written with one call.
     */
    private static final int AT_ONCE = 64 * 1024;
    private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

    private final Path folder;
    private final TimeSource time;
    private final long fileBytes;
    private final long totalBytes;
    private final Duration keep;
    /** What is being written. */
    private Path file;
    private FileChannel channel;
    private LocalDate day;
    /** In bytes, counted here: to ask the file for it costs as much as to write a line. */
    private long size;
    /** How long each file was before the lines that are being written: what fails halfway is written again whole. */
    private final Map<Path, Long> before = new HashMap<>();

    AuditFiles(Path folder, TimeSource time, long fileBytes, long totalBytes, Duration keep) {
        this.folder = folder;
        this.time = time;
        this.fileBytes = fileBytes;
        this.totalBytes = totalBytes;
        this.keep = keep;
    }

    @Override
    public void write(LineBuffer lines) throws IOException {
        before.clear();
        try {
            if (channel != null) {
                before.put(file, size);
            }
            int from = 0;
            while (from < lines.size()) {
                if (channel == null || size >= fileBytes || !today().equals(day)) {
                    next();
                }
                // The line with which a file becomes full still belongs to it.
                long room = Math.clamp(fileBytes - size, 1, Math.min(AT_ONCE, lines.size() - from));
                int to = lines.lineEnd((int) (from + room - 1));
                write(lines.part(from, to));
                from = to;
            }
        } catch (IOException | RuntimeException e) {
            close();
            takeBack();
            throw e;
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            size += channel.write(bytes);
        }
    }

    private void takeBack() {
        before.forEach((path, length) -> {
            try (FileChannel part = FileChannel.open(path, StandardOpenOption.WRITE)) {
                part.truncate(length);
            } catch (IOException e) {
                // The disk that fails keeps what it has: some lines will stand there twice, with the same number.
            }
        });
    }

    @Override
    public void close() {
        try {
            if (channel != null) {
                channel.close();
            }
        } catch (IOException e) {
            // It is given up anyway.
        }
        channel = null;
    }

    private void next() throws IOException {
        close();
        Files.createDirectories(folder);
        day = today();
        file = open();
        makeRoom(file);
        size = Files.size(file);
        before.putIfAbsent(file, size);
        if (size > 0 && !endsWithLine(file)) {
            // The program ended in the middle of a line.
            write(ByteBuffer.wrap(new byte[] { '\n' }));
        }
    }

    /** The day's last file while it has room, else one more. */
    private Path open() throws IOException {
        String stem = day.toString().replace("-", "");
        List<Path> ofToday = files().stream().filter(f -> f.getFileName().toString().contains("-" + stem + "-"))
                .toList();
        Path last = ofToday.isEmpty() ? null : ofToday.getLast();
        int number = last == null ? 1 : number(last) + (Files.size(last) < fileBytes ? 0 : 1);
        Path next = folder.resolve("audit-%s-%04d.jsonl".formatted(stem, number));
        boolean isNew = !Files.exists(next);
        channel = FileChannel.open(next, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew && Files.getFileStore(next).supportsFileAttributeView("posix")) {
            Files.setPosixFilePermissions(next, OWNER);
        }
        return next;
    }

    private void makeRoom(Path current) throws IOException {
        List<Path> all = new ArrayList<>(files());
        LocalDate oldest = day.minusDays(keep.toDays());
        long total = 0;
        for (int i = all.size() - 1; i >= 0; i--) {
            Path file = all.get(i);
            // The file that is begun will become as large as a file may.
            total += file.equals(current) ? fileBytes : Files.size(file);
            if (!file.equals(current) && (total > totalBytes || day(file).isBefore(oldest))) {
                Files.deleteIfExists(file);
            }
        }
    }

    /** All, oldest first. */
    List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(folder)) {
            return found.filter(f -> NAME.matcher(f.getFileName().toString()).matches())
                    .sorted((a, b) -> {
                        int byDay = day(a).compareTo(day(b));
                        return byDay != 0 ? byDay : Integer.compare(number(a), number(b));
                    }).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static boolean endsWithLine(Path file) throws IOException {
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) == '\n';
        }
    }

    static LocalDate day(Path file) {
        String digits = parts(file).group(1);
        return LocalDate.of(Integer.parseInt(digits.substring(0, 4)), Integer.parseInt(digits.substring(4, 6)),
                Integer.parseInt(digits.substring(6)));
    }

    private static int number(Path file) {
        return Integer.parseInt(parts(file).group(2));
    }

    private static Matcher parts(Path file) {
        Matcher parts = NAME.matcher(file.getFileName().toString());
        if (!parts.matches()) {
            throw new IllegalArgumentException("expected a file of the audit trail, found " + file);
        }
        return parts;
    }

    private LocalDate today() {
        return LocalDate.ofInstant(time.now(), ZoneOffset.UTC);
    }
}
