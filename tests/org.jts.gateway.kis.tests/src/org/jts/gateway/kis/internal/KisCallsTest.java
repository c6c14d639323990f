package org.jts.gateway.kis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;


import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.jts.kis.catalog.KisEnvironment;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KisCallsTest {

    private final KisConsole console = new KisConsole();
    private KisHarness harness = new KisHarness(KisEnvironment.REAL);

    private void connect() throws Exception {
        harness.kis.connect(new Line());
        console.addGateway(harness.kis);
    }

    @AfterEach
    void close() {
        console.removeGateway(harness.kis);
        harness.close();
    }

    /** What a command prints. */
    @FunctionalInterface
    private interface Command {
        void run() throws Exception;
    }

    private static String printed(Command command) throws Exception {
        PrintStream before = System.out;
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        System.setOut(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        try {
            command.run();
        } finally {
            System.setOut(before);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private String call(String... words) throws Exception {
        return printed(() -> console.call(words));
    }

    private String wrong(String... words) {
        return assertThrows(IllegalArgumentException.class, () -> console.call(words)).getMessage();
    }

    @Test
    void anInterfaceIsCalledByItsName() throws Exception {
        connect();
        String table = call("inquire-price", "FID_INPUT_ISCD=005930");
        assertTrue(table.contains("stck_prpr=") && table.contains("MCA00000"), table);
        String json = call("test", "FHKST01010100", "FID_INPUT_ISCD=005930", "--json");
        assertTrue(json.startsWith("{") && json.contains("\"stck_prpr\":"), json);
        assertTrue(call("inquire-balance", "AFHR_FLPR_YN=N", "INQR_DVSN=02", "UNPR_DVSN=01",
                "FUND_STTL_ICLD_YN=N", "FNCG_AMT_AUTO_RDPT_YN=N", "PRCS_DVSN=00").contains("output2: 1 rows"),
                "the default account is filled in");
        assertTrue(call("overseas-price/price", "AUTH=", "EXCD=NAS", "SYMB=AAPL").contains("output"));
    }

    @Test
    void wrongWordsSayWhatWasExpected() throws Exception {
        assertTrue(wrong("inquire-price").contains("one KIS broker"));
        connect();
        assertTrue(wrong("inquire-price").contains("FID_INPUT_ISCD"));
        assertTrue(wrong("inquire-price", "NOTHING=1").contains("NOTHING"));
        assertTrue(wrong("inquire-price", "x", "y").contains("inquire-price"));
        assertTrue(wrong("nothing-at-all").contains("kis:apis"));
        assertTrue(wrong("nobody", "inquire-price").contains("nobody"));
        assertTrue(wrong("order-cash").contains("order:place"), "orders go through the desk");
        assertTrue(wrong("H0STCNT0").contains("channel"));
        assertTrue(wrong("inquire-daily-ccld", "--role", "tomorrow").contains("expected"));
        assertTrue(wrong("inquire-daily-ccld", "--role").contains("--role"));
        assertTrue(wrong().contains("name of an interface"));
    }

    @Test
    void whatPaperLacksIsSaidBeforeSending() throws Exception {
        harness.close();
        harness = new KisHarness(KisEnvironment.PAPER);
        connect();
        long before = harness.broker.rates().requests();
        assertTrue(wrong("inquire-psbl-rvsecncl").contains("real service"));
        assertEquals(before, harness.broker.rates().requests());
    }

    @Test
    void interfacesAreFoundAndDescribed() throws Exception {
        assertTrue(printed(() -> console.apis("현재가", "시세")).contains("inquire-price"));
        assertTrue(printed(() -> console.apis("no-such-word")).contains("no interface"));
        assertTrue(printed(() -> console.api("inquire-price")).contains("FID_INPUT_ISCD*"));
        assertTrue(printed(console::api).contains("kis:api"));
        assertTrue(printed(() -> console.apis("--help")).contains("kis:apis"));
    }

    @Test
    void commandsHelp() throws Exception {
        assertTrue(call("--help").contains("kis:call"));
    }
}
