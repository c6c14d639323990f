package org.jts.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a journal from its first record to its last, or to the first that is not as it was written. Never changes it,
 * and may run while it is being written: what is appended meanwhile may or may not be seen.
 *
 * @since 1.0
 */
public final class JournalScan {

    /** A line longer than this was not written by a journal. */
    static final int MAX_LINE = 4 << 20;

    /** A note of the last record, made when the journal is closed. */
    static final String HEAD = "head";

    private final Path folder;
    private final Consumer<JournalRecord> reader;
    private final Seal seal = new Seal();
    private long records;
    private String last = Seal.FIRST;
    private JournalFlaw flaw;
    private Path endFile;
    private long endOfGood;
    private long tornBytes;

    private JournalScan(Path folder, Consumer<JournalRecord> reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /**
     * Reads {@code folder}.
     *
     * @param reader told of each good record, in order
     * @throws JournalException when a file cannot be read
     */
    public static JournalScan of(Path folder, Consumer<JournalRecord> reader) throws JournalException {
        JournalScan scan = new JournalScan(folder, reader);
        try {
            scan.run();
        } catch (IOException e) {
            throw new JournalException("Journal %s: expected to read it, found: %s; see that its files are readable."
                    .formatted(folder, e), e);
        }
        return scan;
    }

    /** How many good records there are before the end or the flaw. */
    public long records() {
        return records;
    }

    /** The seal of the last good record: whoever keeps it can tell later that none was taken off the end. */
    public String lastSeal() {
        return last;
    }

    /** The first record that is not as it was written; empty when all are. */
    public Optional<JournalFlaw> flaw() {
        return Optional.ofNullable(flaw);
    }

    /** Bytes of a last record that was cut off while it was written, which was never reported as synced; else 0. */
    public long tornBytes() {
        return tornBytes;
    }

    Optional<Path> endFile() {
        return Optional.ofNullable(endFile);
    }

    long endOfGood() {
        return endOfGood;
    }

    private void run() throws IOException {
        List<Path> files = Segments.of(folder);
        for (int i = 0; i < files.size() && flaw == null; i++) {
            endFile = files.get(i);
            endOfGood = 0;
            boolean isLast = i == files.size() - 1;
            if (Segments.firstRecord(endFile) != records + 1) {
                flaw = new JournalFlaw(endFile, 1, records + 1, "no file missing before it",
                        "a file that begins with record " + Segments.firstRecord(endFile));
            } else {
                readFile(endFile, isLast);
            }
        }
        if (flaw == null) {
            flaw = cutShort();
        }
    }

    /** Records taken off the end leave a good chain; the note of the end misses them. */
    private JournalFlaw cutShort() throws IOException {
        Path head = folder.resolve(HEAD);
        try {
            long number = Files.exists(head) ? Long.parseLong(Files.readString(head).split(" ")[0]) : 0;
            return number <= records ? null
                    : new JournalFlaw(endFile().orElse(Segments.file(folder, 1)), records + 1, records + 1,
                            "records up to %d as when it was last closed".formatted(number), "the end of the journal");
        } catch (NumberFormatException e) {
            // Only a note: without it the chain itself still vouches for what is there.
            return null;
        }
    }

    private void readFile(Path file, boolean isLast) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            Lines lines = new Lines(in, MAX_LINE);
            for (long number = 1; flaw == null; number++) {
                boolean ended = lines.next();
                if (!ended && lines.length() == 0) {
                    return;
                }
                if (!ended && isLast && lines.length() <= MAX_LINE) {
                    tornBytes = lines.length();
                    return;
                }
                accept(file, number, lines, ended);
                if (flaw == null) {
                    endOfGood += lines.length() + 1L;
                }
            }
        }
    }

    private void accept(Path file, long lineNumber, Lines line, boolean ended) {
        long number = records + 1;
        byte[] bytes = line.buffer();
        int end = line.start() + line.length();
        int numberEnd = space(bytes, line.start(), end);
        int sealEnd = space(bytes, numberEnd + 1, end);
        String text = sealEnd >= end ? null : utf8(bytes, sealEnd + 1, end);
        if (!ended || text == null) {
            flaw = new JournalFlaw(file, lineNumber, number, "\"number seal text\" and a line feed",
                    quote(Arrays.copyOfRange(bytes, line.start(), end)));
            return;
        }
        String foundNumber = new String(bytes, line.start(), numberEnd - line.start(), StandardCharsets.UTF_8);
        if (!foundNumber.equals(Long.toString(number))) {
            flaw = new JournalFlaw(file, lineNumber, number, "that number", "number " + foundNumber);
            return;
        }
        String found = new String(bytes, numberEnd + 1, sealEnd - numberEnd - 1, StandardCharsets.UTF_8);
        String expected = seal.next(last, number, bytes, sealEnd + 1, end);
        if (expected.equals(found)) {
            records = number;
            last = expected;
            reader.accept(new JournalRecord(number, text, expected));
        } else {
            flaw = new JournalFlaw(file, lineNumber, number, "seal " + expected, "seal " + found);
        }
    }

    /** @return where the next space is, or the end */
    private static int space(byte[] bytes, int from, int end) {
        int at = from;
        while (at < end && bytes[at] != ' ') {
            at++;
        }
        return Math.min(at, end);
    }

    /** @return null when it is not text */
    private static String utf8(byte[] bytes, int from, int end) {
        boolean isAscii = true;
        for (int i = from; i < end && isAscii; i++) {
            isAscii = bytes[i] >= 0;
        }
        if (isAscii) {
            return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, from, end - from)).toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    private static String quote(byte[] bytes) {
        int shown = Math.min(bytes.length, 80);
        String text = new String(bytes, 0, shown, StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}", "?");
        return "\"" + text + (shown < bytes.length ? "…\"" : "\"");
    }
}
