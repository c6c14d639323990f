package org.jts.exchange.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.junit.jupiter.api.Test;

class ExchangeBenchTest {

    @Test
    void everyFigureIsOneJsonObjectALine() {
        var bytes = new ByteArrayOutputStream();
        ExchangeBench.run(0.05, new PrintStream(bytes, true, StandardCharsets.UTF_8));
        List<String> lines = bytes.toString(StandardCharsets.UTF_8).lines().toList();
        assertEquals(7, lines.size());
        for (String line : lines) {
            assertTrue(line.matches("\\{\"bench\":\"exchange\",\"metric\":\"exchange\\.[a-z0-9.]+\","
                    + "\"value\":[0-9]+\\.[0-9]+,\"unit\":\"[1/su%]+\"}"), line);
        }
        assertTrue(lines.getFirst().contains("\"exchange.ops\""));
    }
}
