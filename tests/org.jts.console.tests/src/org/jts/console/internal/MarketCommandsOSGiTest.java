package org.jts.console.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.List;
import java.util.Map;

import org.jts.api.BrokerId;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;

/** The commands of brokers and of their markets, through a real Gogo session. */
class MarketCommandsOSGiTest extends CommandCase {
    @Test
    void brokersAreListedWithTheirStateAlsoThoseThatDoNotRun() {
        fixture.setup.configured.add(new ConfiguredBroker(new BrokerId("lost"), "org.jts.gateway.gone", Map.of()));
        Result result = fixture.run("broker:list");
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().contains("DISCONNECTED") && result.out().contains("NOT_RUNNING"), result.out());
        assertTrue(fixture.run("broker:list --json").out().contains("{\"id\":\"fake\",\"type\":\"fake\""));
        assertTrue(fixture.run("broker:types").out().contains("For tests."));
        assertTrue(fixture.run("broker:types fake").out().contains("delay.ms"));
    }

    @Test
    void connectWaitsUntilSymbolsAndAccountsAreKnown() {
        Result result = fixture.run("broker:connect fake; broker:show fake");
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().startsWith("fake is connected: 3 symbols, 1 accounts"), result.out());
        assertTrue(result.out().contains("CONNECTED") && result.out().contains("[MARKET, LIMIT]"), result.out());
        assertEquals("{\"id\":\"fake\",\"state\":\"CONNECTED\",\"symbols\":3,\"accounts\":1}",
                fixture.run("broker:connect fake -j").out().strip());
        assertTrue(fixture.run("broker:disconnect fake").out().contains("disconnected"));
    }

    @Test
    void connectThatDoesNotSucceedInTimeFails() {
        fixture.feed.symbols.clear();
        Result noSymbols = fixture.run("broker:connect fake --limit 1");
        assertEquals(Console.OK, noSymbols.status());
        assertTrue(noSymbols.out().contains("not all was read"), noSymbols.out());
        Result unknown = fixture.run("broker:connect other");
        assertEquals(Console.FAILED, unknown.status());
        assertTrue(unknown.err().contains("expected one of the brokers [fake], found \"other\""), unknown.err());
        assertEquals(Console.USAGE, fixture.run("broker:connect Fake!").status());
    }

    @Test
    void brokersAreAddedTestedAndRemoved() {
        fixture.registry.add(new org.jts.testkit.FakeConnection(
                new org.jts.testkit.FakeGateway(new BrokerId("second")), fixture.time));
        Result result = fixture.run(
                "broker:test fake delay.ms=5; broker:add fake second delay.ms=5; broker:remove second");
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().contains("Found 1 account with {delay.ms=5}"), result.out());
        assertTrue(result.out().contains("second was added") && result.out().contains("second was removed"),
                result.out());
        Result refused = fixture.run("broker:add fake second bad=1");
        assertEquals(Console.FAILED, refused.status());
        assertTrue(refused.err().contains("bad: expected no such setting"), refused.err());
        assertTrue(fixture.run("broker:add nothing x").err().contains("expected one of the kinds of broker [fake]"));
        assertEquals(Console.USAGE, fixture.run("broker:add fake x delay").status());
        Result twice = fixture.run("broker:add fake x delay.ms=1 delay.ms=2");
        assertEquals(Console.USAGE, twice.status());
        assertTrue(twice.err().contains("expected each setting once, found delay.ms twice"), twice.err());
        assertEquals(Console.FAILED, fixture.run("broker:remove x").status());
        assertTrue(fixture.run("broker:test fake --json").out().contains("\"result\":\"Found 1 account with {}\""));
    }

    @Test
    void aBrokerIsChangedAndWhatIsNotNamedStays() {
        fixture.setup.configured.add(new ConfiguredBroker(new BrokerId("fake"), FakeSetup.PID,
                Map.of("delay.ms", "5", "broker.name", "Mine")));
        Result changed = fixture.run("broker:set fake delay.ms=7");
        assertTrue(changed.out().contains("fake was changed"), changed.err());
        assertEquals(Map.of("delay.ms", "7", "broker.name", "Mine"), fixture.setup.configured().getFirst().settings());
        assertTrue(fixture.run("broker:set other delay.ms=7").err().contains("expected one of [fake]"));
        assertEquals(Console.USAGE, fixture.run("broker:set fake").status());
    }

    @Test
    void quotesComeFromTheBrokerOrElseFromWhatIsKnown() {
        fixture.gateway.setQuote(Samples.quote(SAMSUNG, 72_000));
        fixture.gateway.with(Samples.stock(SAMSUNG, "삼성전자"));
        fixture.connected();
        Result live = fixture.run("market:quote 005930 --json");
        assertTrue(live.out().contains("\"symbol\":\"KRX:005930\"") && live.out().contains("\"last\":72000")
                && live.out().contains("\"freshness\":\"LIVE\""), live.toString());
        fixture.registry.setPhase(fixture.connection, ConnectionPhase.DISCONNECTED);
        Result off = fixture.run("market:quote 005930");
        assertEquals(Console.FAILED, off.status());
        assertTrue(off.err().contains("expected broker fake to be connected, found DISCONNECTED")
                && off.err().contains("broker:connect fake"), off.err());
        fixture.feed.quotes.put(SAMSUNG, new LiveQuote(Samples.BROKER, Samples.quote(SAMSUNG, 71_000), NOW,
                Freshness.STALE));
        assertTrue(fixture.run("market:quote 삼성전자").out().contains("STALE"));
        assertTrue(fixture.run("market:watch 005930 --seconds 1").out()
                .contains("KRX:005930  71000  bid -  ask -  STALE"));
        assertTrue(fixture.run("market:watch 005930 --seconds 1 -j").out().contains("\"last\":71000"));
    }

    @Test
    void symbolIsFoundByCodeIdOrNameAndDoubtIsNotGuessed() {
        fixture.connected();
        Result several = fixture.run("market:candles 000660");
        assertEquals(Console.FAILED, several.status());
        assertTrue(several.err().contains("found several for \"000660\": KRX:000660, NXT:000660"), several.err());
        assertTrue(fixture.run("market:quote 999999").err().contains("found \"999999\"; market:symbols lists them"));
        assertTrue(fixture.run("market:symbols 하이닉스 --limit 1").out().contains("1 of 2; --limit shows more"));
        assertTrue(fixture.run("market:symbols zzz").out().contains("No such symbol."));
    }

    @Test
    void candlesAreListedByDayOfTheExchange() {
        fixture.connected();
        assertEquals(Console.FAILED, fixture.run("market:candles 005930").status());
        fixture.feed.candles.add(Samples.candle(Instant.parse("2023-12-21T15:00:00Z"), 75_900));
        Result result = fixture.run("market:candles 005930 --timeframe 1d --from 2023-12-01 --to 2023-12-22 --limit 5");
        assertTrue(result.out().contains("2023-12-22") && result.out().contains("CACHED"), result.toString());
        assertEquals(Instant.parse("2023-11-30T15:00:00Z"), fixture.feed.asked.from());
        assertEquals(Instant.parse("2023-12-22T14:59:59.999999999Z"), fixture.feed.asked.to());
        for (String wrong : List.of("--timeframe 2d", "--from yesterday", "--from 2024-01-01 --to 2023-01-01")) {
            assertEquals(Console.USAGE, fixture.run("market:candles 005930 " + wrong).status(), wrong);
        }
    }

    @Test
    void bookShowsSellersAboveBuyers() {
        fixture.connected();
        Result result = fixture.run("market:book 005930");
        assertEquals(Console.OK, result.status(), result.err());
        assertTrue(result.out().contains("Nobody buys or sells.") || result.out().contains("ASK"), result.out());
    }
}
