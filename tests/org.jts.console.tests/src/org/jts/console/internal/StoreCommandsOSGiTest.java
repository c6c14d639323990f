package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.jts.api.account.AccountSnapshot;
import org.jts.api.event.Severity;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;

/** The commands of accounts, of stored candles and of events, through a real Gogo session. */
class StoreCommandsOSGiTest extends CommandCase {
    @Test
    void accountsShowBalancesAndPositions() {
        Result result = fixture.run(
                "account:list; account:balance FAKE-001; account:positions fake/FAKE-001 --broker fake");
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().contains("PAPER") && result.out().contains("99,999,999.5")
                && result.out().contains("720,000"), result.out());
        assertTrue(fixture.run("account:positions --json").out().contains("\"unrealizedPnl\":1000"));
        fixture.connected();
        fixture.accounts.put(new AccountSnapshot(ACCOUNT, Samples.paperAccount(Samples.ACCOUNT), List.of(), List.of(),
                Optional.of(NOW), Optional.of("no answer")));
        assertEquals(Console.OK, fixture.run("account:balance").status());
        assertEquals(List.of(Samples.BROKER), fixture.accounts.refreshed());
        Result wrong = fixture.run("account:balance OTHER");
        assertTrue(wrong.err().contains("expected one of the accounts [fake/FAKE-001], found \"OTHER\""), wrong.err());
    }

    @Test
    void candlesAreImportedIntoTheRealStoreAndRefusedRowsNamed() throws Exception {
        Path file = Files.writeString(folder.resolve("005380_D.csv"), """
                date,open,high,low,close,volume
                20231221,10,12,9,11,100
                20231222,0,0,0,11,0
                20231222,10,x,9,11,100
                """);
        Result result = fixture.run("candles:import %s; candles:list".formatted(file));
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().contains("005380_D.csv line 3 refused:")
                && result.out().contains("line 4 refused: high:")
                && result.out().contains("KRX:005380"), result.out());
        assertTrue(result.out().contains("2023-12-21  2023-12-21"), result.out());
        Result json = fixture.run("candles:import -j %s".formatted(folder));
        assertTrue(json.out()
                .contains("{\"file\":\"005380_D.csv\",\"accepted\":1,\"refused\":2,\"series\":[\"KRX:005380 1d\"]}")
                && json.out().contains("\"line\":4"), json.out());
        assertTrue(fixture.run("candles:import --show 1 %s".formatted(file)).out().contains("1 more refused rows"));
    }

    @Test
    void importThatStoresNothingIsAFailure() throws Exception {
        Path bad = Files.writeString(folder.resolve("005380_D.csv"), "date,open,high,low,close,volume\nx,1,1,1,1,1\n");
        Result none = fixture.run("candles:import " + bad);
        assertEquals(Console.FAILED, none.status());
        assertTrue(none.err().contains("expected at least one candle in each file"), none.err());
        Path good = Files.writeString(folder.resolve("000270_D.csv"),
                "date,open,high,low,close,volume\n20231221,9,9,9,9,1\n");
        Result half = fixture.run("candles:import %s %s".formatted(good, folder.resolve("gone.csv")));
        assertEquals(Console.FAILED, half.status());
        assertTrue(half.err().contains("there is no such file") && half.out().contains("000270_D.csv"),
                half.toString());
        Path empty = Files.createDirectory(folder.resolve("empty"));
        assertTrue(fixture.run("candles:import " + empty).err().contains("expected CSV files in the folder"));
    }

    @Test
    void eventsAreListedFromASeverityOn() {
        fixture.events.publish(Severity.INFO, "test", Optional.empty(), "small", "");
        fixture.events.publish(Severity.ERROR, "test", Optional.of(Samples.BROKER), "large", "what to do");
        Result result = fixture.run("event:list --severity warning --limit 5 --detail");
        assertTrue(result.out().contains("large") && result.out().contains("what to do")
                && !result.out().contains("small"), result.out());
        assertTrue(fixture.run("event:list -j").out().contains("\"detail\":\"what to do\""));
        assertEquals(Console.USAGE, fixture.run("event:list --severity loud").status());
    }
}
