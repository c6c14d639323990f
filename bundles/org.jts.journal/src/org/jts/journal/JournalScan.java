package org.jts.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

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

    private static final Pattern NAMING = Pattern.compile(Journal.CHECKPOINT + "(\\d{1,12}) (\\p{XDigit}{64})");

    private static final Pattern GONE = Pattern.compile(Journal.LET_GO + "(\\d{1,12})");

    private final Path folder;
    private final Consumer<JournalRecord> reader;
    private final Seal seal = new Seal();
    private final Map<Long, Checkpoint> checkpoints = new HashMap<>();
    private final Set<Checkpoint> unnamed = new HashSet<>();
    private long records;
    private long lastNews;
    /** What records say was let go: the greatest number. */
    private long letGo;
    private String last = Seal.FIRST;
    private JournalFlaw flaw;
    private Path endFile;
    private long endOfGood;
    private long tornBytes;
    /** Whether records were let go while it was read: what was found does not count. */
    private boolean overtaken;

    private JournalScan(Path folder, Consumer<JournalRecord> reader) {
        this.folder = folder;
        this.reader = reader;
    }

    /**
     * Reads all that is left of the journal in {@code folder}, archived records too, and each checkpoint, while nobody
     * lets records go.
     *
     * @param reader told of each good record, in order; where the oldest ones were let go, first of the state that they
     *               came to, with the number of the last of them
     * @throws JournalException when a file cannot be read
     */
    public static JournalScan of(Path folder, Consumer<JournalRecord> reader) throws JournalException {
        return new JournalScan(folder, reader).explained(s -> s.readAll(Long.MAX_VALUE));
    }

    /**
     * The same of a journal that goes on meanwhile. What is let go under the reading is missing in it, or seems to be:
     * then it is read anew.
     *
     * @param readers makes one for each attempt; what the last of them was told is what there is
     * @throws JournalException when a file cannot be read
     */
    public static JournalScan live(Path folder, Supplier<? extends Consumer<JournalRecord>> readers)
            throws JournalException {
        JournalScan scan;
        do {
            scan = new JournalScan(folder, readers.get()).explained(JournalScan::readUnlessOvertaken);
        } while (scan.overtaken);
        return scan;
    }

    /** Reads what a journal goes on from: the newest checkpoint, and what was appended since. */
    static JournalScan newest(Path folder, Consumer<JournalRecord> reader) throws JournalException {
        return new JournalScan(folder, reader).explained(s -> s.readNewest(Long.MAX_VALUE));
    }

    /** The same as it was when {@code number} was the last record, which ends a file. */
    static JournalScan upTo(Path folder, long number, Consumer<JournalRecord> reader) throws JournalException {
        return new JournalScan(folder, reader).explained(s -> s.readNewest(number));
    }

    /** Part of a scan that touches files. */
    @FunctionalInterface
    private interface Part {
        void run(JournalScan scan) throws IOException;
    }

    private JournalScan explained(Part part) throws JournalException {
        try {
            part.run(this);
            return this;
        } catch (IOException e) {
            throw new JournalException("Journal %s: expected to read it, found: %s; see that its files are readable."
                    .formatted(folder, e), e);
        }
    }

    /** The number of the last good record: how many there are before the end or the flaw. */
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

    /** The last record that is not of the journal itself; what a checkpoint stands for is one. */
    long lastNews() {
        return lastNews;
    }

    /** Checkpoints that no record names, because the program ended before it was written. */
    Set<Checkpoint> unnamed() {
        return unnamed;
    }

    Optional<Path> endFile() {
        return Optional.ofNullable(endFile);
    }

    long endOfGood() {
        return endOfGood;
    }

    private void readUnlessOvertaken() throws IOException {
        long before = Segments.letGo(folder);
        try {
            readAll(Long.MAX_VALUE);
            overtaken = Segments.letGo(folder) != before;
        } catch (IOException e) {
            overtaken = Segments.letGo(folder) != before;
            if (!overtaken) {
                throw e;
            }
        }
    }

    private void readAll(long upTo) throws IOException {
        List<Path> files = Segments.withArchive(folder);
        long before = files.isEmpty() ? 0 : Segments.number(files.getFirst()) - 1;
        for (Path file : Segments.checkpointsWithArchive(folder)) {
            long number = Segments.number(file);
            if (flaw == null && number >= before && number < upTo) {
                take(file, number == before ? reader : r -> { });
            }
        }
        // Behind the files: what is let go is noted before the first file of it goes.
        long noted = Segments.letGo(folder);
        if (flaw == null && before > noted) {
            flaw = new JournalFlaw(files.getFirst(), 1, before + 1, "no file missing before it",
                    noted == 0 ? "no note that those were let go"
                            : "a note that those up to record %d were let go".formatted(noted));
        }
        if (flaw == null) {
            readFrom(before, files, upTo);
        }
        if (flaw == null && letGo < before) {
            flaw = new JournalFlaw(Segments.letGoNote(folder), 1, before, "a record of the journal that says the same",
                    letGo == 0 ? "none" : "one that says " + letGo);
        }
    }

    private void readNewest(long upTo) throws IOException {
        List<Path> newest = Segments.checkpoints(folder).stream().filter(c -> Segments.number(c) < upTo).toList();
        if (newest.isEmpty()) {
            readAll(upTo);
        } else {
            take(newest.getLast(), reader);
            readFrom(Segments.number(newest.getLast()), Segments.of(folder), upTo);
        }
    }

    private void readFrom(long before, List<Path> files, long upTo) throws IOException {
        Checkpoint first = checkpoints.get(before);
        if (first != null) {
            records = first.number();
            lastNews = records;
            last = first.seal();
        }
        readFiles(files.stream().filter(f -> Segments.number(f) > before && Segments.number(f) <= upTo).toList(), upTo);
    }

    private void take(Path file, Consumer<JournalRecord> stateReader) throws IOException {
        Checkpoint.Read read = Checkpoint.read(file, stateReader);
        flaw = read.flaw().orElse(null);
        read.checkpoint().ifPresent(c -> {
            checkpoints.put(c.number(), c);
            unnamed.add(c);
        });
    }

    private void readFiles(List<Path> files, long upTo) throws IOException {
        for (int i = 0; i < files.size() && flaw == null; i++) {
            endFile = files.get(i);
            endOfGood = 0;
            boolean isLast = i == files.size() - 1 && upTo == Long.MAX_VALUE;
            if (Segments.number(endFile) != records + 1) {
                flaw = new JournalFlaw(endFile, 1, records + 1, "no file missing before it",
                        "a file that begins with record " + Segments.number(endFile));
            } else {
                readFile(endFile, isLast);
            }
        }
        if (flaw == null) {
            flaw = upTo == Long.MAX_VALUE ? cutShort() : endsEarly(upTo, "when it was read");
        }
    }

    /** Records taken off the end leave a good chain; the note of the end and the checkpoints miss them. */
    private JournalFlaw cutShort() throws IOException {
        Path head = folder.resolve(HEAD);
        long newest = checkpoints.keySet().stream().mapToLong(n -> n).max().orElse(0);
        if (newest > 0 && Segments.of(folder).isEmpty()) {
            return new JournalFlaw(Segments.file(folder, newest + 1), 1, newest + 1, "a file with what followed it",
                    "none");
        }
        try {
            long number = Files.exists(head) ? Long.parseLong(Files.readString(head).split(" ")[0]) : 0;
            return endsEarly(Math.max(number, newest), "when it was last closed");
        } catch (NumberFormatException e) {
            // Only a note: without it the chain itself still vouches for what is there.
            return null;
        }
    }

    private JournalFlaw endsEarly(long number, String when) {
        return number <= records ? null
                : new JournalFlaw(endFile().orElse(Segments.file(folder, 1)), records + 1, records + 1,
                        "records up to %d as %s".formatted(number, when), "the end of the journal");
    }

    private void readFile(Path file, boolean isLast) throws IOException {
        try (InputStream in = Segments.read(file)) {
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
        if (!expected.equals(found)) {
            flaw = new JournalFlaw(file, lineNumber, number, "seal " + expected, "seal " + found);
            return;
        }
        flaw = checked(file, lineNumber, new JournalRecord(number, text, expected));
        if (flaw == null) {
            records = number;
            last = expected;
            Matcher gone = GONE.matcher(text);
            if (gone.matches()) {
                letGo = Math.max(letGo, Long.parseLong(gone.group(1)));
            }
            if (!text.startsWith(Journal.OWN)) {
                lastNews = number;
                reader.accept(new JournalRecord(number, text, expected));
            }
        }
    }

    /** The chain and the checkpoints vouch for each other. */
    private JournalFlaw checked(Path file, long line, JournalRecord found) {
        Checkpoint here = checkpoints.get(found.number());
        if (here != null && !here.seal().equals(found.seal())) {
            return new JournalFlaw(file, line, found.number(), "seal %s as its checkpoint says".formatted(here.seal()),
                    "seal " + found.seal());
        }
        Matcher naming = NAMING.matcher(found.text());
        if (!naming.matches()) {
            return null;
        }
        Checkpoint named = checkpoints.get(Long.parseLong(naming.group(1)));
        if (named != null && !named.hash().equals(naming.group(2))) {
            return new JournalFlaw(Segments.checkpoint(folder, named.number()), 1, named.number(),
                    "the state with SHA-256 %s, as record %d says".formatted(naming.group(2), found.number()),
                    "SHA-256 " + named.hash());
        }
        unnamed.remove(named);
        return null;
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
