package org.jts.audit.internal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** What is in a buffer, and buffers with something in them. */
final class Written {

    private Written() {
    }

    static String text(LineBuffer lines) {
        return StandardCharsets.UTF_8.decode(lines.part(0, lines.size())).toString();
    }

    static List<String> lines(LineBuffer lines) {
        return text(lines).lines().toList();
    }

    /** A line for each value. */
    static LineBuffer buffer(String... values) {
        LineBuffer lines = new LineBuffer();
        for (String value : values) {
            lines.add(json -> json.writeStringField("v", value));
        }
        return lines;
    }
}
