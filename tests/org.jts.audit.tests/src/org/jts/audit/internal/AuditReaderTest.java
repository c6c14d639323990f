package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.jts.api.audit.AuditQuery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditReaderTest {

    @TempDir
    Path folder;

    private static byte[] line(String what) {
        return "{\"at\":\"2026-11-21T01:02:03Z\",\"n\":1,\"kind\":\"act\",\"action\":\"%s\"}".formatted(what)
                .getBytes(StandardCharsets.UTF_8);
    }

    /** The program may be killed, and a disk fill up, after any byte. */
    @Test
    void aLineThatBreaksOffHidesNoOther() throws IOException {
        byte[] broken = line("삼성전자");
        int inCharacter = "{\"at\":\"2026-11-21T01:02:03Z\",\"n\":1,\"kind\":\"act\",\"action\":\"".length() + 1;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.write(line("first"));
        all.write('\n');
        all.write(broken, 0, inCharacter);
        all.write('\n');
        all.write(line("second"));
        all.write('\n');
        all.write(broken, 0, inCharacter);
        Path file = folder.resolve("audit-20261121-0001.jsonl");
        Files.write(file, all.toByteArray());
        List<String> found = new ArrayList<>();
        new AuditReader(List.of(file)).read(AuditQuery.all(), line -> found.add(line.action()));
        assertEquals(List.of("first", "second"), found);
    }
}
