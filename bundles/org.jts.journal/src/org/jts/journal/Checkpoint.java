package org.jts.journal;

import java.io.BufferedOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What all records up to one come to: {@code checkpoint <number> <seal of that record>}, a line for each piece of the
 * state, and {@code end <SHA-256 of everything before>}. A file with that name is always whole: it got the name when it
 * was on disk.
 *
 * @param number of the last record that it stands for
 * @param seal   of that record: the chain goes on from it
 * @param hash   of the state, which a record of the journal names, so that the chain vouches for the state too
 */
record Checkpoint(long number, String seal, String hash) {

    private static final String HEAD = "checkpoint ";
    private static final String END = "end ";

    /** Writes to {@code file} and syncs. */
    static Checkpoint write(Path file, long number, String seal, List<String> state) throws IOException {
        MessageDigest digest = Seal.sha256();
        try (FileOutputStream out = new FileOutputStream(file.toFile());
                OutputStream buffered = new BufferedOutputStream(out, 1 << 16)) {
            put(buffered, digest, HEAD + number + " " + seal);
            for (String text : state) {
                if (text.indexOf('\n') >= 0 || text.startsWith(END)) {
                    throw new IllegalArgumentException(
                            "checkpoint: expected a text without line feeds that is not \"end\", was " + text);
                }
                put(buffered, digest, text);
            }
            String hash = HexFormat.of().formatHex(digest.digest());
            buffered.write((END + hash + "\n").getBytes(StandardCharsets.UTF_8));
            buffered.flush();
            out.getFD().sync();
            return new Checkpoint(number, seal, hash);
        }
    }

    private static void put(OutputStream out, MessageDigest digest, String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        digest.update(bytes);
        out.write(bytes);
    }

    /** What a look at a file found: the checkpoint, or what is wrong with it. */
    record Read(Optional<Checkpoint> checkpoint, Optional<JournalFlaw> flaw) {
    }

    /**
     * Reads a file.
     *
     * @param reader told of each piece of the state as a record of that number, in order; what it was told counts only
     *               when there is no flaw
     */
    static Read read(Path file, Consumer<JournalRecord> reader) throws IOException {
        MessageDigest digest = Seal.sha256();
        long number = Segments.number(file);
        String seal = null;
        try (InputStream in = Segments.read(file)) {
            Lines lines = new Lines(in, JournalScan.MAX_LINE);
            for (long at = 1; lines.next(); at++) {
                String text = new String(lines.buffer(), lines.start(), lines.length(), StandardCharsets.UTF_8);
                if (at == 1) {
                    String expected = HEAD + number + " ";
                    if (!text.startsWith(expected)) {
                        return flaw(file, at, number, "\"" + expected + "seal\"", text);
                    }
                    seal = text.substring(expected.length());
                } else if (text.startsWith(END)) {
                    String hash = HexFormat.of().formatHex(digest.digest());
                    return text.equals(END + hash)
                            ? new Read(Optional.of(new Checkpoint(number, seal, hash)), Optional.empty())
                            : flaw(file, at, number, "end " + hash, text);
                } else {
                    reader.accept(new JournalRecord(number, text, seal));
                }
                digest.update(lines.buffer(), lines.start(), lines.length());
                digest.update((byte) '\n');
            }
            return flaw(file, 1, number, "a line that says \"end\"", "the end of the file");
        }
    }

    private static Read flaw(Path file, long line, long number, String expected, String found) {
        return new Read(Optional.empty(), Optional.of(new JournalFlaw(file, line, number, expected,
                found.substring(0, Math.min(found.length(), 80)))));
    }
}
