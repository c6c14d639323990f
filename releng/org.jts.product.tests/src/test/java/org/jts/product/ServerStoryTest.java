package org.jts.product;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.product.HeadlessProduct.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A workstation and a JTS server with the simulated broker, each a process of its own, without a window. */
@Timeout(600)
class ServerStoryTest {

    private static final String FAR = " --broker far";

    @TempDir
    Path folder;
    private int port;
    private HeadlessProduct workstation;

    @BeforeEach
    void setUp() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        workstation = new HeadlessProduct(folder.resolve("workstation"));
    }

    @Test
    void traderGoesOnThroughTheDeathOfTheServer() throws Exception {
        try (Conversation server = server()) {
            connects();
            trades();
            server.kill();
        }
        startsWithoutTheServer();
        try (Conversation back = server()) {
            goesOn();
            back.kill();
        }
    }

    @Test
    void oneWorkstationGoesOnThroughTheDeathOfTheServer() throws Exception {
        String quote = "market:quote 005930 --json" + FAR;
        String buy = "order:place buy 1 005930 market --wait --json" + FAR;
        try (Conversation server = server()) {
            connects();
            try (Conversation desk = workstation.talk()) {
                desk.say("broker:connect far --limit 60");
                desk.hear("a connection", line -> line.contains("far is connected"));
                desk.ask("a live price", quote, line -> line.contains("\"LIVE\""));
                desk.say(buy);
                desk.hear("a filled order", line -> line.contains("FILLED"));
                desk.ask("what is used of the server's limits", "limit:show far --json",
                        line -> line.contains("\"far/") && line.contains("REMOTE"));
                desk.say("account:positions --json" + FAR); // reads them anew: what was bought is known before the loss
                desk.hear("the position", line -> line.contains("\"quantity\":1,"));
                server.kill();
                desk.ask("an old price that says so", quote, line -> line.contains("\"STALE\"")
                        || line.contains("\"CACHED\""));
                desk.ask("the position as it was", "account:positions --json" + FAR,
                        line -> line.contains("\"quantity\":1,"));
                desk.ask("no limits that nobody knows", "limit:show far", line -> line.startsWith("No request limit"));
                try (Conversation back = server()) {
                    desk.say("broker:connect far --limit 60");
                    desk.hear("the connection again", line -> line.contains("far is connected"));
                    desk.ask("a live price again", quote, line -> line.contains("\"LIVE\""));
                    desk.say(buy); // waits until the desk has compared
                    desk.hear("another filled order", line -> line.contains("FILLED"));
                    desk.say("exit");
                    back.kill();
                }
            }
        }
    }

    @Test
    void brokerThatTheServerDoesNotHaveIsNoConfiguration() throws Exception {
        try (Conversation server = server()) {
            Result refused = workstation.run("-c",
                    "broker:connect mock; broker:remove mock; broker:add grpc far server.port="
                    + port + " server.broker=other; broker:connect far --limit 30");
            assertEquals(1, refused.status(), refused.toString());
            assertTrue(refused.err().contains("Broker configuration not found") && refused.err().contains("[mock]"),
                    refused.toString());
            Result unknown = workstation.run("-c", "broker:connect nowhere");
            assertEquals(1, unknown.status(), unknown.toString());
            server.kill();
        }
    }

    @Test
    void withoutAnythingStoredTheWorkstationSaysSo() throws Exception {
        assertEquals(0, workstation.run("-c", "broker:connect mock; broker:remove mock; broker:add grpc far "
                + "server.port=" + port).status());
        Result candles = workstation.run("-c", "market:candles 005930" + FAR);
        assertEquals(1, candles.status(), candles.toString());
        assertTrue(candles.err().contains("nothing of it is stored"), candles.toString());
        Result balances = workstation.run("-c", "account:balance" + FAR);
        assertTrue((balances.out() + balances.err()).contains("known"), balances.toString());
    }

    private Conversation server() throws Exception {
        Conversation server = new HeadlessProduct(folder.resolve("server"), "jts-server").talk("--listen",
                "127.0.0.1:" + port);
        server.hear("a server that listens", line -> line.startsWith("JTS server")
                && line.contains("127.0.0.1:" + port));
        return server;
    }

    private void connects() throws Exception {
        LocalDate today = LocalDate.now(ZoneId.of("Asia/Seoul"));
        Result result = workstation.runWithInput("""
                broker:connect mock --limit 60
                broker:remove mock
                broker:add grpc far server.host=127.0.0.1 server.broker=mock server.port=%d
                broker:connect far --limit 60
                market:symbols --broker far
                market:candles 005930 --timeframe 1d --limit 400 --json --from %s --broker far
                account:balance MOCK-001 --json --broker far
                account:positions --json --broker far
                """.formatted(port, today.minusYears(1)));
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("far is connected: ") && result.out().contains("3 accounts"),
                result.toString());
        assertTrue(result.out().contains("KRX:005930"), "symbols: " + result);
        long days = result.out().lines().filter(line -> line.contains("\"close\":")).count();
        assertTrue(days > 200, "expected the candles of a year, found " + days);
        assertTrue(result.out().contains("\"account\":\"MOCK-001\""), "a balance: " + result);
    }

    private void trades() throws Exception {
        Result quote = workstation.run("-c", "broker:connect far --limit 60; market:quote 005930 --json" + FAR);
        Matcher last = Pattern.compile("\"last\":([0-9]+)").matcher(quote.out());
        assertTrue(last.find(), "expected a price: " + quote);
        // at which nobody sells; a multiple of every tick there is
        long far = (long) (Long.parseLong(last.group(1)) * 0.85) / 1000 * 1000;
        Result result = workstation.runWithInput("""
                broker:connect far --limit 60
                order:place buy 10 005930 market --wait --json --broker far
                account:positions --json --broker far
                order:place buy 5 005930 limit %d --broker far
                order:cancel last
                order:list --broker far
                """.formatted(far));
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("FILLED"), "a filled order: " + result);
        assertTrue(result.out().contains("\"quantity\":10,"), "the position: " + result);
        assertTrue(result.out().contains("CANCELLED"), "a cancelled order: " + result);
    }

    private void startsWithoutTheServer() throws IOException, InterruptedException {
        Result kept = workstation.runWithInput("""
                market:symbols 삼성전자 --broker far
                market:candles 005930 --timeframe 1d --limit 5 --broker far
                market:quote 005930 --json --broker far
                account:list --json --broker far
                account:positions --json --broker far
                order:list --json --broker far
                """);
        assertEquals(0, kept.status(), kept.toString());
        assertTrue(kept.out().contains("KRX:005930"), "symbols: " + kept);
        assertTrue(kept.out().contains("CACHED"), "a price that says that it is kept: " + kept);
        assertTrue(kept.out().contains("\"quantity\":10,"), "positions: " + kept);
        assertTrue(kept.out().contains("not connected"), "accounts that say why they are old: " + kept);
        assertTrue(kept.out().contains("FILLED"), "orders of today: " + kept);
        Result order = workstation.run("-c", "order:place buy 1 005930 market" + FAR);
        assertEquals(1, order.status(), order.toString());
        assertTrue(order.err().contains("expected broker far to be connected") && !order.err().contains("Exception"),
                order.toString());
    }

    /** The server is another one now: its market began anew, and the desk compares before it lets an order go. */
    private void goesOn() throws IOException, InterruptedException {
        Result result = workstation.runWithInput("""
                broker:connect far --limit 60
                market:quote 005930 --json --broker far
                order:place buy 1 005930 market --wait --broker far
                account:positions --json --broker far
                """);
        assertEquals(0, result.status(), result.toString());
        assertTrue(result.out().contains("\"LIVE\"") && result.out().contains("FILLED"), result.toString());
        assertTrue(result.out().contains("\"quantity\":1,"), "the position at the server: " + result);
    }
}
