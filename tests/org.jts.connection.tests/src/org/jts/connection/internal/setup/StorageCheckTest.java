package org.jts.connection.internal.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageCheckTest {

    @TempDir
    Path folder;

    @Test
    void soundFilesAreSilent() throws IOException {
        assertEquals(Optional.empty(), problem("service.pid=\"a.b\"\nport=I\"7\"\n"));
        assertEquals(Optional.empty(), problem("factory.pid=\"a.b\"\nfactory.pidList=[ \"a.b~c\", ]\n"));
    }

    @Test
    void emptyFileSaysSo() throws IOException {
        assertTrue(problem("").orElseThrow().contains("empty"));
    }

    @Test
    void fileThatWasCutOffIsFound() throws IOException {
        assertTrue(problem("service.pid=\"a.b\"\nport=I\"70").isPresent());
    }

    @Test
    void garbageIsFound() throws IOException {
        assertTrue(problem("\u0000\u0001PK garbage {{{").isPresent());
    }

    @Test
    void settingsOfNobodyAreFound() throws IOException {
        assertTrue(problem("port=I\"7\"\n").orElseThrow().contains("service.pid"));
    }

    private Optional<String> problem(String content) throws IOException {
        return StorageCheck.problem(Files.write(folder.resolve("x.config"), content.getBytes(StandardCharsets.UTF_8)));
    }
}
