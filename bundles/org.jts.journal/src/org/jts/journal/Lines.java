package org.jts.journal;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** The lines of a file, one after the other, as bytes in a buffer: a journal may have millions. */
final class Lines {

    private final InputStream in;
    private final int maxLine;
    private byte[] buffer = new byte[1 << 16];
    /** What was read and not handed out: from start to end. */
    private int start;
    private int end;
    private int lineStart;
    private int lineLength;

    /** @param maxLine a longer line is handed out in part, as one that did not end */
    Lines(InputStream in, int maxLine) {
        this.in = in;
        this.maxLine = maxLine;
    }

    /** Goes to the next line. @return whether it ended with a line feed; else it is what is left, and may be empty */
    boolean next() throws IOException {
        int seen = 0;
        while (true) {
            for (int at = start + seen; at < end; at++) {
                if (buffer[at] == '\n') {
                    take(at, at + 1);
                    return true;
                }
            }
            seen = end - start;
            if (seen > maxLine || !readMore()) {
                take(end, end);
                return false;
            }
        }
    }

    private boolean readMore() throws IOException {
        if (start > 0) {
            System.arraycopy(buffer, start, buffer, 0, end - start);
            end -= start;
            start = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, buffer.length * 2);
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }

    byte[] buffer() {
        return buffer;
    }

    int start() {
        return lineStart;
    }

    int length() {
        return lineLength;
    }

    private void take(int lineEnd, int next) {
        lineStart = start;
        lineLength = lineEnd - start;
        start = next;
    }
}
