package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.jts.product.HeadlessProduct.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What a script sees of the headless product: its output and its exit status. */
class HeadlessProductTest {

    private static final int TERMINATED = 128 + 15;

    @TempDir
    Path folder;
    private HeadlessProduct product;

    @BeforeEach
    void find() {
        product = new HeadlessProduct(folder.resolve("data"));
    }

    @Test
    void successIsStatus0AndNothingOnTheErrorStream() throws Exception {
        Result result = product.run("-c", "jts:version");
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("org.jts.console"), result.toString());
        assertEquals("", result.err());
    }

    @Test
    void everyPartRuns() throws Exception {
        Result result = product.run("-c", "broker:connect mock; jts:why");
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("Every part runs."), result.toString());
    }

    @Test
    void aBrokersViewLiesBesideItAndBringsNoWindow() throws Exception {
        try (Stream<Path> plugins = Files.list(Products.home("org.jts.headless", "jts-console").resolve("plugins"))) {
            List<String> names = plugins.map(p -> p.getFileName().toString()).toList();
            assertTrue(names.stream().anyMatch(n -> n.startsWith("org.jts.ui.kis_")), names::toString);
            assertEquals(List.of(), names.stream().filter(n -> n.startsWith("org.eclipse.swt")
                    || n.startsWith("org.jts.ui_")).toList());
        }
        Result result = product.run("-c", "kis:apis 현재가 시세; kis:api inquire-price");
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("FHKST01010100"), result.toString());
    }

    @Test
    void traderWithoutAWindowTradesOnTheMockBroker() throws Exception {
        Path candles = Files.writeString(folder.resolve("005930_D.csv"), """
                date,open,high,low,close,volume
                20231221,74600,75000,74300,75000,13478766
                20231222,75800,76300,75400,75900,14515608
                """);
        assertEquals(0, product.run("-c", "candles:import " + candles).status());
        Result result = product.runWithInput("""
                broker:connect mock
                broker:list --json
                market:quote 삼성전자 --json
                order:place buy 10 005930 market --wait --json
                account:positions --json
                account:balance MOCK-001 --json
                order:place buy 5 005930 limit 60000
                order:cancel last
                order:list
                """);
        assertEquals(0, result.status(), result.toString());
        String out = result.out();
        assertTrue(out.contains("\"state\":\"CONNECTED\"")
                && out.contains("\"symbol\":\"KRX:005930\",\"name\":\"삼성전자\""),
                result.toString());
        BigDecimal price = number(out, "averagePrice");
        assertEquals(new BigDecimal(100_000_000).subtract(price.multiply(BigDecimal.TEN)).subtract(number(out, "fees")),
                number(out, "cash"), "expected the cash to fall by price times quantity and fees: " + result);
        assertEquals(new BigDecimal(75_900), number(out, "last").subtract(number(out, "change")),
                "expected the market to go on from the last imported close: " + result);
        assertTrue(out.contains("\"quantity\":10,\"sellable\":10"), result.toString());
        assertTrue(out.contains("FILLED") && out.contains("CANCELLED"), result.toString());
    }

    @Test
    void limitsAndTheAuditTrailOutliveTheProgram() throws Exception {
        Result set = product.run("-c", "broker:connect mock; limits:set MOCK-001 max.quantity=5");
        assertEquals(0, set.status(), set.toString());
        Result refused = product.run("-c", "broker:connect mock; order:place buy 6 005930 market");
        assertEquals(1, refused.status(), refused.toString());
        assertTrue(refused.err().contains("at most 5 in one order, found 6"), refused.toString());
        Result placed = product.run("-c", "broker:connect mock; order:place buy 5 005930 market --wait;"
                + " audit:show --order last --json; audit:status --json");
        assertEquals(0, placed.status(), placed.toString());
        for (String kind : List.of("act", "call", "wire", "event")) {
            assertTrue(placed.out().contains("\"kind\":\"" + kind + "\""), kind + " in " + placed);
        }
        assertTrue(placed.out().contains("\"cid\":\"console-") && placed.out().contains("\"lost\":0"),
                placed.toString());
        Result all = product.run("-c", "audit:show --json --limit 1000");
        assertTrue(all.out().contains("\"action\":\"connect\"") && all.out().contains("found 6")
                && all.out().contains("\"action\":\"order limits\""), all.toString());
        assertFalse(all.out().contains("\"account\":\"MOCK-001\""), "account numbers keep their end only");
    }

    @Test
    void orderThatBreaksARuleIsStatus1AndSaysWhichAndHowToMendIt() throws Exception {
        Result tick = product.run("-c", "broker:connect mock; order:place buy 10 005930 limit 60050");
        assertEquals(1, tick.status(), tick.toString());
        assertTrue(tick.err().contains("found 60050, nearest are 60000 and 60100"), tick.toString());
    }

    private static BigDecimal number(String out, String name) {
        Matcher found = Pattern.compile("\"" + name + "\":(-?[0-9.]+)").matcher(out);
        assertTrue(found.find(), "expected a number " + name + " in: " + out);
        return new BigDecimal(found.group(1));
    }

    @Test
    void failureIsStatus1AndOneSentence() throws Exception {
        Result result = product.run("-c", "candles:import gone.csv; jts:version");
        assertEquals(1, result.status(), result.toString());
        assertTrue(result.err().startsWith("error: candles:import: ") && result.err().contains("there is no such file"),
                result.toString());
        assertFalse(result.out().contains("org.jts.console"), "expected nothing after a failure to run: " + result);
    }

    @Test
    void wrongWordIsStatus2() throws Exception {
        assertEquals(2, product.run("-c", "order:plaice").status());
        assertEquals(2, product.run("--colour").status());
    }

    @Test
    void commandsComeThroughAPipeAndKoreanSurvivesACLocale() throws Exception {
        Path file = Files.writeString(folder.resolve("candles.csv"), """
                date,open,high,low,close,volume,code,name
                20231222,1,1,1,1,1,005930,삼성전자
                20231223,1,1,1,삼성전자,1,005930,삼성전자
                """);
        Result result = product.runWithInput("# from a pipe\ncandles:import " + file + "\ncandles:list\n");
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("candles.csv line 3 refused") && result.out().contains("found \"삼성전자\"")
                && result.out().contains("KRX:005930"),
                result.toString());
    }

    @Test
    void folderInUseIsStatus3AndSaysByWhom() throws Exception {
        Process holder = product.startAndHold();
        try {
            Result result = product.run("-c", "jts:version");
            assertEquals(3, result.status(), result.toString());
            assertTrue(result.err().contains("in use by another workstation (process ")
                    && result.err().contains("--data FOLDER"), result.toString());
        } finally {
            holder.getOutputStream().close();
            assertTrue(holder.waitFor(60, TimeUnit.SECONDS), "expected the end of the input to end the console");
        }
        assertEquals(0, product.run("-c", "jts:version").status());
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason =
            "Windows has no SIGTERM: a process there is ended without being asked")
    void terminationEndsItCleanly() throws Exception {
        Process process = product.startAndHold();
        ProcessHandle java = process.descendants().reduce((a, b) -> b).orElse(process.toHandle());
        java.destroy();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS), "expected it to end within 60 s");
        assertEquals(TERMINATED, process.exitValue());
        assertFalse(Files.exists(folder.resolve("data").resolve("jts.db-wal")), "expected the store to be closed");
        assertEquals(0, product.run("-c", "jts:version").status());
    }
}
