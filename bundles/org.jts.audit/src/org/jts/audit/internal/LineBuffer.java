package org.jts.audit.internal;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;

/** Lines in UTF-8, one after another, each of them an object of JSON. The memory is used again. One thread. */
final class LineBuffer {

    private static final int FIRST = 16 * 1024;
    /** What a large batch took beyond this is not kept for those that follow. */
    private static final int KEPT = 1024 * 1024;
    /** Lines end themselves: nothing stands between them. */
    private static final JsonFactory JSON = new JsonFactory().setRootValueSeparator("");

    /** Writes the fields of a line. */
    interface Fields {
        void write(JsonGenerator json) throws IOException;
    }

    private static final class Bytes extends ByteArrayOutputStream {

        Bytes() {
            super(FIRST);
        }

        byte[] all() {
            return buf;
        }

        void cut(int length) {
            count = length;
        }
    }

    private Bytes bytes;
    private JsonGenerator json;

    LineBuffer() {
        begin(new Bytes());
    }

    private void begin(Bytes to) {
        bytes = to;
        try {
            // A writer gives '?' for half a pair, as where a text was cut; a generator of bytes would fail there.
            json = JSON.createGenerator(new OutputStreamWriter(to, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw inMemory(e);
        }
    }

    int size() {
        return bytes.size();
    }

    /** What is between two places; good until something is added. */
    ByteBuffer part(int from, int to) {
        return ByteBuffer.wrap(bytes.all(), from, to - from);
    }

    /** @return where the line that has the byte at this place ends: behind its end of line */
    int lineEnd(int place) {
        byte[] all = bytes.all();
        int end = place;
        while (all[end] != '\n') {
            end++;
        }
        return end + 1;
    }

    void clear() {
        if (bytes.all().length > KEPT) {
            begin(new Bytes());
        }
        bytes.reset();
    }

    /** Takes back the lines that were added since the size was this. */
    void cut(int length) {
        bytes.cut(length);
    }

    /** Adds a line; nothing of it when it fails. */
    void add(Fields fields) {
        int start = size();
        boolean whole = false;
        try {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
            json.writeRaw('\n');
            json.flush();
            whole = true;
        } catch (IOException e) {
            throw inMemory(e);
        } finally {
            if (!whole) {
                cut(start);
                begin(bytes); // the generator, and the writer under it, stand in the middle of the line
            }
        }
    }

    private static IllegalStateException inMemory(IOException e) {
        return new IllegalStateException("expected to write to memory", e);
    }
}
