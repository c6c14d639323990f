package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.io.BufferedReader;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.jts.api.store.StoreException;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvReader.CsvReaderBuilder;

/**
 * The lines of a candle file. Each line is a record of its own: a quotation mark that is never closed must spoil one
 * row and not all that follow, and no column of such a file has line breaks in it.
 */
final class CandleFile implements AutoCloseable {

    static final long MAX_BYTES = 512L << 20;
    /** Longer lines are no rows of candles; without a limit a file without line breaks would fill the memory. */
    private static final int MAX_LINE = 100_000;

    private final Path path;
    private final long size;
    private final Counter counter;
    private final BufferedReader reader;
    private final CsvReaderBuilder csv = CsvReader.builder().allowExtraCharsAfterClosingQuote(false);
    private long line;

    CandleFile(Path path) throws StoreException {
        this.path = path;
        try {
            if (Files.isDirectory(path)) {
                throw new StoreException(T.format("file.folder", path));
            }
            size = Files.size(path);
            if (size > MAX_BYTES) {
                throw new StoreException(T.format("file.tooLarge", MAX_BYTES >> 20, path, size >> 20));
            }
            counter = new Counter(Files.newInputStream(path));
            // A broken name in another encoding does no harm: only numbers, dates and codes are read.
            reader = new BufferedReader(new InputStreamReader(counter, StandardCharsets.UTF_8.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPLACE).onUnmappableCharacter(CodingErrorAction.REPLACE)));
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @return the next line that is not blank, or null at the end */
    String next() throws StoreException {
        try {
            String text;
            do {
                text = readLine();
                line++;
            } while (text != null && text.isBlank());
            return line == 1 && text != null && text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Number of the line that {@link #next} returned, from 1. */
    long line() {
        return line;
    }

    /** The share of the file that was read, 0 to 1. */
    double progress() {
        return size == 0 ? 1 : Math.min(1, (double) counter.count / size);
    }

    List<String> fields(String text) throws RowException {
        try {
            return csv.ofSingleCsvRecord(text).getFields();
        } catch (CsvParseException e) {
            throw new RowException(T.get("row.quote"));
        }
    }

    @Override
    public void close() throws StoreException {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** As BufferedReader does it, with a limit. A line that is too long is cut, and its rest is skipped. */
    private String readLine() throws IOException {
        StringBuilder text = new StringBuilder(96);
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        while (c >= 0 && c != '\n' && c != '\r') {
            if (text.length() < MAX_LINE) {
                text.append((char) c);
            }
            c = reader.read();
        }
        if (c == '\r') {
            reader.mark(1);
            if (reader.read() != '\n') {
                reader.reset();
            }
        }
        return text.toString();
    }

    private StoreException unreadable(IOException e) {
        return new StoreException(T.format("file.unreadable", path, Reasons.of(e)), e);
    }

    private static final class Counter extends FilterInputStream {
        private long count;

        Counter(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count += b < 0 ? 0 : 1;
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int n = super.read(buffer, offset, length);
            count += Math.max(0, n);
            return n;
        }
    }
}
