package org.jts.ratelimit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.jts.api.limit.Lane;
import org.jts.ratelimit.internal.SpentLine.DamagedException;
import org.jts.ratelimit.internal.SpentLine.Kind;

/**
 * What a key has spent, on disk, for the process that comes next. One file is mapped into memory and holds how much was
 * charged in all: a grant stores into it, which survives that the process is killed, whenever that is. The other gets a
 * line for each second in which something was answered, so that what was charged is known to age; whatever it does not
 * tell yet counts as under way when the process ended. Not thread-safe, but for the stores of the limiter.
 */
final class SpentFile implements AutoCloseable {

    /**
     * What the processes before have spent.
     *
     * @param lines   oldest first, none of the future
     * @param charged how much was charged in all, as {@link SpentLine} has its values
     * @param damage  what is wrong with the files, and so is replaced by full windows in {@code lines}
     */
    record Past(List<SpentLine> lines, long[] charged, Optional<String> damage) {
    }

    /** A power failure may lose what the last second stored: on the order of what such windows hold. */
    static final Duration LOST_WITH_POWER = Duration.ofMinutes(1);
    private static final long MAGIC = 0x4a54_532d_7370_6e74L;
    private static final int VALUES = Lane.values().length * 2;
    private static final int BYTES = (VALUES + 1) * Long.BYTES;
    private static final long MOST_BYTES = 128 << 10;
    /** So far wall clock and monotonic clock may drift apart until the lines are written anew. */
    private static final long CLOCK_STEP_MILLIS = 100;
    /** At least so far back, whatever the windows are at present. */
    private static final Duration SHORTEST_HORIZON = Duration.ofDays(1);

    private final Path totals;
    private final Path lines;
    private final long horizonMillis;
    private final LongBuffer mapped;
    private final Past past;
    private FileChannel appending;
    private long size;
    /** Whether a line may be half written, so that none can follow it. */
    private boolean broken;
    private long[] told;
    /** Wall clock less monotonic clock, when the lines were written. */
    private long offsetMillis;

    /**
     * @param longest  period of all windows
     * @param wall     clock, in milliseconds
     * @param monotone clock, in milliseconds
     * @throws IOException when the files cannot be read or written
     */
    SpentFile(Path folder, String key, Duration longest, long wall, long monotone) throws IOException {
        Files.createDirectories(folder);
        String name = name(key);
        totals = folder.resolve(name + ".total");
        lines = folder.resolve(name + ".spent");
        horizonMillis = Math.max(longest.toMillis(), SHORTEST_HORIZON.toMillis());
        past = read(wall);
        mapped = map();
        mapped.put(0, MAGIC);
        for (int i = 0; i < VALUES; i++) {
            mapped.put(i + 1, past.charged()[i]);
        }
        List<SpentLine> all = new ArrayList<>(past.lines());
        if (all.stream().noneMatch(line -> line.kind() == Kind.ANSWERED)) {
            all.add(SpentLine.answered(wall, past.charged()));
        }
        told = all.stream().filter(line -> line.kind() == Kind.ANSWERED).reduce((a, b) -> b).orElseThrow().totals();
        rewrite(all, wall, monotone);
    }

    /** What was spent before. */
    Past past() {
        return past;
    }

    /** Where the limiter stores what it has charged in all, as {@link SpentLine} has its values. */
    LongBuffer charged() {
        return mapped.slice(1, VALUES);
    }

    /**
     * Tells what was answered until now. When that fails it may be tried again: then all is written anew.
     *
     * @param answered in all, as {@link SpentLine} has its values
     */
    void tell(long[] answered, long wall, long monotone) throws IOException {
        long step = wall - monotone - offsetMillis;
        boolean stepped = Math.abs(step) > CLOCK_STEP_MILLIS;
        boolean news = !Arrays.equals(answered, told);
        if (broken || stepped || news && size > MOST_BYTES) {
            // The lines are as old as they were, whatever the wall clock says now.
            List<SpentLine> all = new ArrayList<>(shifted(step));
            all.add(SpentLine.answered(wall, answered));
            rewrite(all, wall, monotone);
        } else if (news) {
            append(SpentLine.answered(wall, answered));
        }
        told = answered.clone();
    }

    @Override
    public void close() throws IOException {
        if (appending != null) {
            appending.close();
        }
    }

    private Past read(long wall) throws IOException {
        try {
            long[] charged = readTotals();
            List<SpentLine> all = readLines().stream().map(line -> line.at(Math.min(line.millis(), wall))).toList();
            long[] answered = all.stream().filter(line -> line.kind() == Kind.ANSWERED).reduce((a, b) -> b)
                    .map(SpentLine::totals).orElse(null);
            if (answered == null && (charged == null || Arrays.stream(charged).allMatch(v -> v == 0))) {
                return new Past(List.of(), new long[VALUES], Optional.empty());
            }
            if (answered == null) {
                return withoutLines(charged, wall);
            }
            if (charged == null) {
                return afterPowerFailure(all, answered, wall);
            }
            for (int i = 0; i < VALUES; i++) {
                if (charged[i] < answered[i]) {
                    return afterPowerFailure(all, answered, wall);
                }
            }
            return new Past(all, charged, Optional.empty());
        } catch (DamagedException e) {
            long until = Math.min(wall, lastChange().orElse(wall));
            return new Past(List.of(SpentLine.full(until, Duration.ofMillis(horizonMillis))), new long[VALUES],
                    Optional.of("%s: %s".formatted(lines, e.getMessage())));
        }
    }

    /** A file that was not on the disk yet is empty or missing, or older than the other one. */
    private static Past afterPowerFailure(List<SpentLine> all, long[] answered, long wall) {
        List<SpentLine> more = new ArrayList<>(all);
        more.add(0, SpentLine.full(wall, LOST_WITH_POWER));
        return new Past(more, answered, Optional.empty());
    }

    /** When it was spent nobody knows: all of it may have been just now, and what is missing besides. */
    private static Past withoutLines(long[] charged, long wall) {
        return new Past(List.of(SpentLine.full(wall, LOST_WITH_POWER), SpentLine.answered(wall, new long[VALUES]),
                SpentLine.answered(wall, charged)), charged, Optional.empty());
    }

    private Optional<Long> lastChange() throws IOException {
        return Files.exists(lines) ? Optional.of(Files.getLastModifiedTime(lines).toMillis()) : Optional.empty();
    }

    /** @return null when there are none */
    private long[] readTotals() throws IOException, DamagedException {
        byte[] bytes = Files.exists(totals) ? Files.readAllBytes(totals) : new byte[0];
        if (Arrays.equals(bytes, new byte[bytes.length])) {
            return null;
        }
        LongBuffer content = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        if (bytes.length != BYTES || content.get(0) != MAGIC) {
            throw new DamagedException("expected %d bytes of ours in %s, found %d others".formatted(BYTES,
                    totals.getFileName(), bytes.length));
        }
        long[] values = new long[VALUES];
        content.get(1, values);
        return values;
    }

    private List<SpentLine> readLines() throws IOException, DamagedException {
        return Files.exists(lines) ? SpentLine.parse(Files.readString(lines, StandardCharsets.ISO_8859_1)) : List.of();
    }

    private List<SpentLine> shifted(long millis) throws IOException {
        try {
            return readLines().stream().map(line -> line.at(line.millis() + millis)).toList();
        } catch (DamagedException e) {
            throw new IOException("%s: %s".formatted(lines, e.getMessage()), e);
        }
    }

    private LongBuffer map() throws IOException {
        try (FileChannel channel = FileChannel.open(totals, StandardOpenOption.CREATE, StandardOpenOption.READ,
                StandardOpenOption.WRITE)) {
            if (channel.size() != BYTES) {
                // Written, not only made longer: a full disk is found now, and not by a store into memory.
                channel.truncate(0);
                channel.write(ByteBuffer.allocate(BYTES), 0);
            }
            return channel.map(MapMode.READ_WRITE, 0, BYTES).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer();
        }
    }

    private void append(SpentLine line) throws IOException {
        byte[] text = line.text().getBytes(StandardCharsets.ISO_8859_1);
        broken = true;
        write(appending, text);
        broken = false;
        size += text.length;
    }

    private void rewrite(List<SpentLine> all, long wall, long monotone) throws IOException {
        broken = true;
        close();
        StringBuilder text = new StringBuilder();
        SpentLine.thinned(all, wall, horizonMillis).forEach(line -> text.append(line.text()));
        Path fresh = lines.resolveSibling(lines.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING)) {
            write(channel, text.toString().getBytes(StandardCharsets.ISO_8859_1));
            // On the disk before it takes the place of the one that is there: a power failure leaves one of the two.
            channel.force(true);
        }
        Files.move(fresh, lines, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        offsetMillis = wall - monotone;
        appending = FileChannel.open(lines, StandardOpenOption.WRITE, StandardOpenOption.APPEND);
        size = text.length();
        broken = false;
    }

    private static void write(FileChannel channel, byte[] text) throws IOException {
        ByteBuffer left = ByteBuffer.wrap(text);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Readable, and different for different keys. */
    private static String name(String key) {
        String readable = key.replaceAll("[^A-Za-z0-9-]+", "_");
        return readable.substring(0, Math.min(40, readable.length())) + "-"
                + UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8));
    }
}
