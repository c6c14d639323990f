package org.jts.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Optional;

import org.junit.jupiter.api.Test;

/** Names of what calls belong to, on their way from server to server. */
class CorrelationWireTest {

    @Test
    void marksBehindANameStayThreeAndTheLastIsTheNewest() {
        String name = "ticket-a-1@00000001@00000002@00000003";
        assertEquals(Optional.of(name), CorrelationWire.name(name));
        assertEquals("ticket-a-1@00000002@00000003@00000004", CorrelationWire.marked(name, "00000004"));
        assertEquals("ticket-a-1@00000004", CorrelationWire.marked("ticket-a-1", "00000004"));
    }
}
