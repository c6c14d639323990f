package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.OrderType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArgsTest {

    private static final CommandSpec SPEC = CommandBook.find("order", "place");

    @Test
    void optionsMayStandAnywhereAndBeWrittenBothWays() throws Exception {
        Args args = parse("buy", "--tif", "IOC", "10", "--account=MOCK-001", "-j", "--wait", "005930");
        assertEquals(List.of("buy", "10", "005930"), args.rest("words"));
        assertEquals(Optional.of("IOC"), args.option("tif"));
        assertEquals(Optional.of("MOCK-001"), args.option("account"));
        assertTrue(args.has("json") && args.has("wait"));
        assertFalse(args.has("broker"));
        args.end();
    }

    @Test
    void negativeNumberIsAWordAndNoOption() throws Exception {
        assertEquals(new BigDecimal("-5"), parse("-5").nextNumber("quantity"));
    }

    @Test
    void numbersKeepEveryDigit() throws Exception {
        assertEquals("0.10", parse("0.10").nextNumber("quantity").toString());
        assertEquals(Optional.of(new BigDecimal("12345678901234567890.123456789")),
                parse("12345678901234567890.123456789").nextNumberIfAny("price"));
        assertEquals(Optional.empty(), parse().nextNumberIfAny("price"));
    }

    @Test
    void mistakesSayWhatWasExpectedAndHowItIsWritten() throws Exception {
        says(() -> parse("--tiff"), "expected one of the options --account, --as, --broker, --help", "found --tiff");
        says(() -> parse("--tif"), "expected a value behind --tif");
        says(() -> parse("--tif", "IOC", "--tif=DAY"), "expected --tif once, found it twice");
        says(() -> parse("1".repeat(31)).nextNumber("quantity"), "quantity: expected at most 20 digits and 18 behind "
                + "the point, found 1111");
        says(() -> parse("--wait=yes"), "expected --wait without a value");
        says(() -> parse().next("a symbol"), "expected a symbol, found nothing",
                "Usage: order:place buy|sell QUANTITY");
        says(() -> parse().rest("a symbol"), "expected a symbol, found nothing");
        says(() -> parse("x", "y").end(), "expected nothing more, found \"x y\"");
        says(() -> parse("1,000").nextNumber("quantity"), "quantity: expected a number such as 10 or 0.5", "\"1,000\"");
        says(() -> parse("1e3").nextNumber("quantity"), "\"1e3\"");
        says(() -> parse("--limit", "soon").count("limit", 1, 10),
                "--limit: expected a number from 1 to 10, found \"soon\"");
        says(() -> parse("--limit", "11").count("limit", 1, 10), "found \"11\"");
        says(() -> parse().choice(OrderType.class, "later", "order type"),
                "order type: expected one of [MARKET, LIMIT");
    }

    @Test
    void choicesAreReadInSmallLettersWithDashes() throws Exception {
        assertEquals(OrderType.STOP_LIMIT, parse().choice(OrderType.class, "stop-limit", "type"));
        assertEquals(Duration.ofSeconds(7), parse("--limit", "7").seconds("limit", 3));
        assertEquals(Duration.ofSeconds(3), parse().seconds("limit", 3));
    }

    @Test
    void commandLineOfTheConsoleIsRead() throws Exception {
        ConsoleOptions options = ConsoleOptions.parse(List.of("-c", "jts:version", "--trace"));
        assertEquals(Optional.of("jts:version"), options.commands());
        assertTrue(options.trace());
        assertTrue(ConsoleOptions.parse(List.of("--help")).help());
        assertEquals("x.gogo", ConsoleOptions.parse(List.of("-f", "x.gogo")).file().orElseThrow().toString());
        says(() -> ConsoleOptions.parse(List.of("-x")), "expected one of -c, -f, --trace and --help, found \"-x\"");
        says(() -> ConsoleOptions.parse(List.of("-c")), "expected a value behind -c");
        says(() -> ConsoleOptions.parse(List.of("-c", "a", "-f", "b")), "expected -c or -f, found both");
        says(() -> ConsoleOptions.parse(List.of("-f", "\u0000")), "expected the name of a file");
    }

    private static Args parse(String... texts) throws UsageException {
        return Args.parse(SPEC, List.of(texts));
    }

    private static void says(Executable call, String... parts) {
        UsageException refused = assertThrows(UsageException.class, call);
        for (String part : parts) {
            assertTrue(refused.getMessage().contains(part),
                    "expected \"%s\" in: %s".formatted(part, refused.getMessage()));
        }
    }
}
