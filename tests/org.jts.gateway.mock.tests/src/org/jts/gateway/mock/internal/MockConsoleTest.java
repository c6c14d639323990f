package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.jts.tck.time.FakeTime;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MockConsoleTest {

    private final MockGateway gateway = Configs.gateway("mock", Configs.defaults(), new FakeTime());
    private final MockConsole console = new MockConsole();

    @BeforeEach
    void add() {
        console.addGateway(gateway);
    }

    @AfterEach
    void close() {
        console.removeGateway(gateway);
        gateway.close();
    }

    @Test
    void everyCommandTellsHowItIsWritten() {
        assertEquals("mock:silence BROKER on|off [--json] [--help]" + System.lineSeparator()
                + "Leaves requests without an answer.", console.silence("--help"));
        assertTrue(console.deposit("mock", "--help").startsWith("mock:deposit BROKER ACCOUNT AMOUNT CURRENCY"));
    }

    @Test
    void wrongWordsAreToldWithTheUsage() {
        assertEquals("mock:price: expected other words, found \"mock KRX:005930\". Usage: "
                + "mock:price BROKER SYMBOL PRICE [--json] [--help]", wrong("mock", "KRX:005930"));
        assertTrue(wrong("mock", "KRX:005930", "--x").contains("Usage: mock:price"));
    }

    @Test
    void jsonIsOneObjectALine() {
        assertEquals("{\"broker\":\"mock\",\"text\":\"" + FaultPlan.NONE.describe() + "\"}", console.fault("--json"));
        assertEquals("{\"broker\":\"mock\",\"text\":\"the line is broken\"}", console.disconnect("-j", "mock"));
    }

    @Test
    void commandsActOnTheBroker() {
        assertTrue(console.fault("mock", "latency", "50-200").contains("latency 50-200 ms"));
        assertTrue(console.silence("mock", "on").contains("silence on"));
        assertEquals("mock: " + FaultPlan.NONE.describe(), console.clear("mock"));
        assertTrue(console.lose("mock").startsWith("mock: "));
        assertTrue(console.requests("mock").startsWith("mock: "));
    }

    private String wrong(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> console.price(words)).getMessage();
    }
}
