package org.jts.http.internal;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpHeaders;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The beginning of a body that passes by. Thread-safe. */
final class Copy {

    /** What is longer is history or a list, of which the size says enough. */
    private static final int MOST = 8_192;
    private static final Pattern CHARSET = Pattern.compile("charset=\"?([\\w.:-]+)\"?", Pattern.CASE_INSENSITIVE);

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private long size;

    /** Leaves the buffer as it is. */
    synchronized void add(ByteBuffer buffer) {
        ByteBuffer part = buffer.duplicate();
        size += part.remaining();
        byte[] some = new byte[Math.min(part.remaining(), MOST - bytes.size())];
        part.get(some);
        bytes.writeBytes(some);
    }

    synchronized long size() {
        return size;
    }

    /** As text, as far as it was kept; a word for what is no text. */
    synchronized String text(HttpHeaders headers) {
        String type = headers.firstValue("content-type").orElse("").toLowerCase(Locale.ROOT);
        boolean isText = type.isEmpty() || type.startsWith("text/") || type.contains("json") || type.contains("xml")
                || type.contains("form-urlencoded");
        if (!isText || headers.firstValue("content-encoding").filter(e -> !e.equals("identity")).isPresent()) {
            return "(no text)";
        }
        String text = bytes.toString(charset(type));
        return size > bytes.size() ? text + "…" : text;
    }

    private static Charset charset(String type) {
        Matcher name = CHARSET.matcher(type);
        try {
            return name.find() ? Charset.forName(name.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
