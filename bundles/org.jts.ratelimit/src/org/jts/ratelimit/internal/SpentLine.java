package org.jts.ratelimit.internal;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.zip.CRC32;

import org.jts.api.limit.Lane;

/**
 * A line of what a key has spent: {@code KIND MILLIS VALUE ... CHECKSUM}.
 *
 * @param kind   what the values are
 * @param millis by the wall clock
 * @param values of {@link Kind#ANSWERED} how many requests were answered until then since the beginning, and their
 *               weight, lane by lane; of {@link Kind#FULL} the longest period of the windows that counted as full then,
 *               in milliseconds
 */
record SpentLine(Kind kind, long millis, List<Long> values) {

    /** What a line says. */
    enum Kind {
        ANSWERED(Lane.values().length * 2), FULL(1);

        private final int values;

        Kind(int values) {
            this.values = values;
        }
    }

    /** A file that somebody or something else has changed. */
    static final class DamagedException extends Exception {
        private static final long serialVersionUID = 1L;

        DamagedException(String message) {
            super(message);
        }
    }

    /** A line is left out when the next one is so little younger: what it says is then taken for that much younger. */
    private static final double COARSENESS = 0.01;
    private static final long FINEST_MILLIS = Duration.ofSeconds(1).toMillis();

    SpentLine {
        values = List.copyOf(values);
    }

    static SpentLine answered(long millis, long[] totals) {
        return new SpentLine(Kind.ANSWERED, millis, Arrays.stream(totals).boxed().toList());
    }

    static SpentLine full(long millis, Duration longest) {
        return new SpentLine(Kind.FULL, millis, List.of(longest.toMillis()));
    }

    SpentLine at(long newMillis) {
        return new SpentLine(kind, newMillis, values);
    }

    long[] totals() {
        return values.stream().mapToLong(Long::longValue).toArray();
    }

    /** With its end of line. */
    String text() {
        String body = kind.name().charAt(0) + " " + millis
                + values.stream().map(v -> " " + v).collect(Collectors.joining());
        return body + " " + checksum(body) + "\n";
    }

    /**
     * Reads lines. A last one without its end was being written when its process ended.
     *
     * @throws DamagedException that says which line is wrong
     */
    static List<SpentLine> parse(String text) throws DamagedException {
        List<SpentLine> lines = new ArrayList<>();
        String[] parts = text.split("\n", -1);
        for (int i = 0; i + 1 < parts.length; i++) {
            try {
                lines.add(parseLine(parts[i]));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new DamagedException("line %d: expected numbers with their checksum, found \"%s\"".formatted(
                        i + 1, parts[i].length() > 100 ? parts[i].substring(0, 100) + "…" : parts[i]));
            }
        }
        return lines;
    }

    private static SpentLine parseLine(String line) {
        int end = line.lastIndexOf(' ');
        String body = line.substring(0, end);
        if (!checksum(body).equals(line.substring(end + 1))) {
            throw new IllegalArgumentException("checksum");
        }
        String[] words = body.split(" ");
        Kind kind = Arrays.stream(Kind.values()).filter(k -> words[0].equals(k.name().substring(0, 1))).findFirst()
                .orElseThrow(() -> new IllegalArgumentException("kind"));
        List<Long> values = Arrays.stream(words).skip(2).map(Long::valueOf).toList();
        if (values.size() != kind.values) {
            throw new IllegalArgumentException("values");
        }
        return new SpentLine(kind, Long.parseLong(words[1]), values);
    }

    /**
     * Fewer lines that count no less at any time: what is left out is counted with the next younger line, at most a
     * hundredth of its age longer. Of those older than {@code horizonMillis} the youngest stays, as what to start from.
     */
    static List<SpentLine> thinned(List<SpentLine> lines, long nowMillis, long horizonMillis) {
        List<SpentLine> kept = new ArrayList<>();
        SpentLine younger = null;
        for (SpentLine line : lines.reversed()) {
            long age = nowMillis - line.millis();
            if (line.kind() == Kind.FULL) {
                if (age <= line.values().getFirst() * 2) {
                    kept.add(line);
                }
                continue;
            }
            boolean first = line == firstAnswered(lines);
            if (younger == null || first
                    || younger.millis() - line.millis() > Math.max(FINEST_MILLIS, COARSENESS * age)) {
                kept.add(line);
                younger = line;
                if (age > horizonMillis) {
                    break;
                }
            }
        }
        return kept.reversed();
    }

    private static SpentLine firstAnswered(List<SpentLine> lines) {
        return lines.stream().filter(l -> l.kind() == Kind.ANSWERED).findFirst().orElse(null);
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }
}
