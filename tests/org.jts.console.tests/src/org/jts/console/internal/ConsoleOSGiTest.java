package org.jts.console.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.dec;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.felix.service.command.Function;
import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.feed.Freshness;
import org.jts.api.feed.LiveQuote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.store.DataFolder;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.console.internal.ConsoleFixture.Result;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

/** Every command through a real Gogo session, and the exit status of every way to end. */
class ConsoleOSGiTest {

    private static final Instant NOW = FakeDesk.NOW;
    private static final AccountKey ACCOUNT = new AccountKey(Samples.BROKER, Samples.ACCOUNT);
    private static final Duration SHORT = Duration.ofMillis(300);

    @TempDir
    Path folder;
    private ConsoleFixture fixture;

    @BeforeEach
    void open() throws Exception {
        fixture = new ConsoleFixture();
        fixture.feed.symbols.put(Samples.BROKER, List.of(Samples.stock(SAMSUNG, "삼성전자"),
                Samples.stock(Samples.HYNIX, "SK하이닉스"), Samples.stock(new SymbolId("NXT", "000660"), "SK하이닉스 NXT")));
        fixture.accounts.put(new AccountSnapshot(ACCOUNT, Samples.paperAccount(Samples.ACCOUNT),
                List.of(new Balance(Samples.ACCOUNT, CurrencyCode.KRW, dec(100_000_000), dec("99999999.5"), dec(5),
                NOW)),
                List.of(new Position(Samples.ACCOUNT, SAMSUNG, "삼성전자", CurrencyCode.KRW, dec(10), dec(10), dec(71_900),
                        dec(72_000))),
                Optional.of(NOW), Optional.empty()));
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    // ---- the console itself

    @Test
    void scriptRunsInOrderAndStopsAtTheFirstFailure() {
        fixture.connected();
        Result result = fixture.run("account:list; order:show nothing; account:balance");
        assertEquals(Console.FAILED, result.status());
        assertTrue(result.out().contains("FAKE-001"), result.out());
        assertFalse(result.out().contains("CASH"), "expected the third command not to run: " + result.out());
        assertEquals("error: expected the key of an order, or last for the newest, found \"nothing\"; order:list "
                + "shows them",
                result.err().strip());
    }

    @Test
    void wrongWordsEndWithTheStatusOfWrongUse() {
        for (String script : List.of("order:place bye 10 005930 market", "order:plaice", "order:list 'unclosed",
                "order:list {", "market:quote")) {
            Result result = fixture.run(script);
            assertEquals(Console.USAGE, result.status(), script + ": " + result.err());
            assertTrue(result.err().startsWith("error: "), result.err());
        }
        assertEquals(Console.USAGE, fixture.start("", false, SHORT, "--colour").status());
    }

    @Test
    void whatACommandOfAnotherBundleReturnsIsPrinted() {
        Hashtable<String, Object> properties = new Hashtable<>(Map.of(CommandSet.SCOPE, "other", CommandSet.FUNCTION,
                "say"));
        ServiceRegistration<?> command = fixture.context.registerService(Function.class,
                (session, arguments) -> "said " + arguments, properties);
        try {
            assertEquals("said [hello]", fixture.run("other:say hello").out().strip());
        } finally {
            command.unregister();
        }
    }

    @Test
    void helpIsASuccessAndNeedsNothing() {
        Result result = fixture.start("", false, SHORT, "--help");
        assertEquals(Console.OK, result.status());
        assertTrue(result.out().contains("Exit status"), result.out());
        assertTrue(fixture.run("order:place --help").out().contains("order:place buy|sell QUANTITY SYMBOL"));
    }

    @Test
    void commandsComeFromAFileOrAPipeToo() throws Exception {
        Path script = Files.writeString(folder.resolve("x.gogo"), "# first\njts:version\n\njts:help order\n");
        Result fromFile = fixture.start("", false, SHORT, "-f", script.toString());
        assertEquals(Console.OK, fromFile.status(), fromFile.err());
        assertTrue(fromFile.out().contains("org.jts.console") && fromFile.out().contains("order:cancel KEY"));
        assertEquals(Console.OK, fixture.start("jts:help", false, SHORT).status());
        assertEquals(Console.USAGE, fixture.start("", false, SHORT, "-f", folder.resolve("gone").toString()).status());
    }

    @Test
    void personTypesUntilExitAndAMistakeEndsNothing() {
        Result result = fixture.start("order:nonsense\naccount:list\nexit\naccount:balance\n", true, SHORT);
        assertEquals(Console.OK, result.status());
        assertTrue(result.out().contains("jts> ") && result.out().contains("FAKE-001"), result.out());
        assertFalse(result.out().contains("CASH"), result.out());
        assertTrue(result.err().contains("expected a command such as market:quote, found \"order:nonsense\""),
                result.err());
        assertEquals(Console.OK, fixture.start("", true, SHORT).status());
    }

    @Test
    void traceShowsWhereAFailureCameFromAndNothingElseDoes() {
        assertFalse(fixture.run("order:show x").err().contains("at org.jts"));
        Result result = fixture.start("", false, SHORT, "--trace", "-c", "order:show x");
        assertTrue(result.err().contains("at org.jts.console"), result.err());
    }

    @Test
    void interruptedCommandEndsTheRun() throws Exception {
        fixture.connected();
        AtomicReference<Result> result = new AtomicReference<>();
        Thread runner = new Thread(() -> result.set(fixture.run("market:watch 005930 --seconds 600; jts:version")));
        runner.start();
        Await.until("a watching command", () -> fixture.feed.watching);
        runner.interrupt();
        runner.join();
        assertEquals(Console.FAILED, result.get().status(), result.toString());
        assertTrue(result.get().err().contains("interrupted before"), result.toString());
        assertFalse(result.get().out().contains("org.jts.console"), result.toString());
    }

    @Test
    void folderThatAnotherWorkstationHoldsEndsTheStart() throws Exception {
        Await.until("the data folder", () -> fixture.context.getServiceReference(DataFolder.class) != null);
        DataFolder real = fixture.context.getService(fixture.context.getServiceReference(DataFolder.class));
        DataFolder held = new DataFolder() {
            @Override
            public Path path() {
                return real.path();
            }

            @Override
            public Subscription claim() throws org.jts.api.store.StoreException {
                throw new org.jts.api.store.StoreException("expected it to be free, found it in use");
            }
        };
        var registration = fixture.context.registerService(DataFolder.class, held,
                new java.util.Hashtable<>(Map.of("service.ranking", 100)));
        try {
            Result result = fixture.run("jts:version");
            assertEquals(Console.NOT_STARTED, result.status());
            assertTrue(result.err().contains("found it in use"), result.err());
        } finally {
            registration.unregister();
        }
    }

    @Test
    void missingPartIsNamedWithWhatItWaitsFor() throws Exception {
        fixture.withdraw(EventLog.class);
        Result result = fixture.start("", false, SHORT, "-c", "candles:list");
        assertEquals(Console.NOT_STARTED, result.status());
        assertTrue(result.err().contains("expected the commands candles:"), result.err());
        assertTrue(result.err().contains("SqliteMarketStore waits for the service org.jts.api.event.EventLog"),
                result.err());
        Result why = fixture.run("jts:why");
        assertEquals(Console.OK, why.status(), why.err());
        assertTrue(why.out().contains("org.jts.api.event.EventLog"), why.out());
        Result typed = fixture.start("jts:version\n", true, SHORT);
        assertTrue(typed.err().contains("candles:") && typed.out().contains("org.jts.storage"), typed.toString());
    }

    @Test
    void commandsGoWithTheirBundleAndComeBack() throws Exception {
        Bundle console = FrameworkUtil.getBundle(Console.class);
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
        console.stop();
        assertEquals(0, commands());
        console.start();
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
    }

    @Test
    void everyCommandOfTheBookIsThereAndNoOther() throws Exception {
        Await.until("commands", () -> commands() == CommandBook.ALL.size());
        for (CommandSpec spec : CommandBook.ALL) {
            assertEquals(1, fixture.context.getServiceReferences((String) null,
                    "(&(osgi.command.scope=%s)(osgi.command."
                    .formatted(spec.scope()) + "function=%s))".formatted(spec.function())).length, spec.name());
        }
    }

    // ---- broker

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

    // ---- market

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

    // ---- order

    @Test
    void orderIsPlacedAsItIsWritten() {
        fixture.connected();
        Result result = fixture.run(
                "order:place sell 5 KRX:005930 limit 72000 --tif IOC --account FAKE-001 --broker fake");
        assertEquals(Console.OK, result.status(), result.err());
        assertEquals("K-1 ACCEPTED: SELL 5 KRX:005930 LIMIT 72000, 0 filled", result.out().strip());
        assertEquals(new OrderDraft(ACCOUNT, SAMSUNG, Side.SELL, OrderType.LIMIT, TimeInForce.IOC, dec(5),
                Optional.of(dec(72_000)), Optional.empty()), fixture.desk.drafts.getFirst());
        fixture.run("order:place buy 0.10 005930 stop-limit 70000 70100.50 --account fake/FAKE-001");
        assertEquals(new OrderDraft(ACCOUNT, SAMSUNG, Side.BUY, OrderType.STOP_LIMIT, TimeInForce.DAY, dec("0.10"),
                Optional.of(dec("70100.50")), Optional.of(dec(70_000))), fixture.desk.drafts.get(1));
        fixture.run("order:place buy 10 005930 market true");
        assertEquals(2, fixture.desk.drafts.size(), "expected a word too many to place nothing");
    }

    @Test
    void everyOutcomeThatIsNotAcceptedFailsWithItsReason() {
        fixture.connected();
        Map<OrderOutcome, String> outcomes = Map.of(
                new OrderOutcome.Rejected(RejectReason.PRICE_TICK, "", "expected a multiple of 100, found 72050"),
                "order K-1 was rejected (PRICE_TICK): expected a multiple of 100, found 72050",
                new OrderOutcome.NotSent("limit price: expected a multiple of 100"),
                "the order was not sent: limit price: expected a multiple of 100",
                new OrderOutcome.Unknown("no answer within 5 s"), "do not place it again before order:show K-");
        outcomes.forEach((outcome, text) -> {
            fixture.desk.drafts.clear();
            fixture.desk.answer = outcome;
            Result result = fixture.run("order:place buy 10 005930 market");
            assertEquals(Console.FAILED, result.status());
            assertTrue(result.err().contains(text), "expected \"%s\" in: %s".formatted(text, result.err()));
        });
    }

    @Test
    void waitingOrderSucceedsOnlyWhenItIsFilled() {
        fixture.connected();
        fixture.desk.status = OrderStatus.FILLED;
        assertEquals(Console.OK, fixture.run("order:place buy 10 005930 market --wait").status());
        fixture.desk.status = OrderStatus.EXPIRED;
        Result expired = fixture.run("order:place buy 10 005930 market --wait");
        assertEquals(Console.FAILED, expired.status());
        assertTrue(expired.err().contains("expected order K-2 to be filled, found EXPIRED with 0 of 10"),
                expired.err());
        fixture.desk.status = OrderStatus.ACCEPTED;
        Result open = fixture.run("order:place buy 10 005930 market --wait --limit 1");
        assertTrue(open.err().contains("within 1 s, found ACCEPTED; it works on, see order:show K-3"), open.err());
    }

    @Test
    void orderNeedsAConnectedBrokerAndAKnownAccount() {
        Result off = fixture.run("order:place buy 10 005930 market");
        assertTrue(off.err().contains("broker:connect fake"), off.err());
        fixture.connected();
        Result account = fixture.run("order:place buy 10 005930 market --account X-1");
        assertTrue(account.err().contains("expected one of the accounts [FAKE-001] of broker fake, found \"X-1\""),
                account.err());
        assertEquals(List.of(), fixture.desk.drafts);
    }

    @Test
    void ordersAreListedChangedShownAndCancelled() {
        fixture.connected();
        assertTrue(fixture.run("order:list").out().contains("No orders."));
        fixture.run("order:place buy 10 005930 limit 60000");
        Result all = fixture.run(
                "order:modify last 5 61000; order:cancel last; order:list; order:list --open --broker fake");
        assertEquals(Console.OK, all.status(), all.err());
        assertEquals(List.of("modify K-1 5 Optional[61000]", "cancel K-1"), fixture.desk.calls);
        assertTrue(all.out().contains("K-1 CANCELLED") && all.out().contains("No orders."), all.out());
        assertTrue(fixture.run("order:list -j").out().contains("\"status\":\"CANCELLED\""));
        DeskOrder order = fixture.desk.order("K-1").orElseThrow();
        fixture.desk.put(new DeskOrder("K-1", order.broker(), order.order(),
                List.of(new Execution(new ExecutionId("E-1"),
                new BrokerOrderId("B-1"), Optional.empty(), Samples.ACCOUNT, SAMSUNG, Side.BUY, dec(3), dec(60_000),
                dec("27"), dec(0), CurrencyCode.KRW, NOW)), false));
        assertTrue(fixture.run("order:show K-1").out().contains("E-1"));
        assertTrue(fixture.run("order:place buy 1 005930 market -j").out().startsWith("{\"key\":\"K-2\""));
    }

    @Test
    void cancelThatFailsOrComesTooLateIsAFailure() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        fixture.desk.afterCancel = OrderStatus.FILLED;
        Result late = fixture.run("order:cancel K-1 --limit 1");
        assertEquals(Console.FAILED, late.status());
        assertTrue(late.err().contains("expected order K-1 to be cancelled within 1 s, found FILLED"), late.err());
        Map<OrderOutcome, String> outcomes = Map.of(
                new OrderOutcome.Rejected(RejectReason.ORDER_CLOSED, "", "filled already"),
                "was rejected (ORDER_CLOSED)",
                new OrderOutcome.NotSent("no connection"), "was not sent: no connection",
                new OrderOutcome.Unknown("no answer"), "it is not known whether the cancel of order K-1 was taken");
        outcomes.forEach((outcome, text) -> {
            fixture.desk.answer = outcome;
            assertTrue(fixture.run("order:cancel K-1").err().contains(text), text);
        });
    }

    @Test
    void unknownOrdersAreSettledByHand() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        assertEquals(Console.OK, fixture.run("order:settle last never; order:settle K-1 B-77").status());
        assertEquals(List.of("K-1 NeverArrived[]", "K-1 Arrived[brokerOrderId=B-77]"), fixture.desk.settled);
        assertEquals(Console.FAILED, fixture.run("order:settle K-9 never").status());
        fixture.desk.settled.add("refuse");
        assertTrue(fixture.run("order:settle K-1 never").err().contains("nothing to settle"));
    }

    @Test
    void stoppingTellsWhatCameOfEachOrderAndFailsWhenOneIsLeft() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        fixture.desk.answer = new OrderOutcome.Unknown("no answer");
        Result left = fixture.run("order:stop prices look wrong");
        assertEquals(Console.FAILED, left.status());
        assertTrue(left.err().contains("found 1 that are not: K-1") && left.out().contains("K-1"), left.err()
                + left.out());
        assertEquals(Optional.of("prices look wrong"), fixture.desk.stopped());
        assertEquals(Console.OK, fixture.run("order:resume").status());
        assertEquals(Optional.empty(), fixture.desk.stopped());
        fixture.desk.answer = FakeDesk.ACCEPTED;
        assertEquals(Console.OK, fixture.run("order:stop").status());
        assertEquals(Optional.of("from the console"), fixture.desk.stopped());
    }

    @Test
    void theJournalIsVerifiedAndItsFirstBadRecordNamed() {
        Result good = fixture.run("journal:verify");
        assertEquals(Console.OK, good.status());
        assertTrue(good.out().contains(FakeJournal.OWN.toString()) && good.out().contains("abc"), good.out());
        assertTrue(fixture.run("journal:verify elsewhere --json").out().contains("elsewhere"));
        fixture.journal.flaw = Optional.of("journal-1.log line 5: expected record 5");
        Result bad = fixture.run("journal:verify");
        assertEquals(Console.FAILED, bad.status());
        assertTrue(bad.err().contains("expected record 5"), bad.err());
        assertTrue(fixture.run("journal:verify locked").err().contains("expected to read it"));
    }

    @Test
    void theJournalTellsTheHistoryOfAnOrder() {
        fixture.connected();
        fixture.run("order:place buy 10 005930 limit 60000");
        assertTrue(fixture.run("journal:show last").out().contains("about to place"));
        assertTrue(fixture.run("journal:show K-9").err().contains("found \"K-9\""));
    }

    @Test
    void accountsOfRealMoneyAreUnlockedByTheirNumber() {
        fixture.connected();
        assertTrue(fixture.run("account:unlock FAKE-001 FAKE-002").err().contains("found FAKE-002"));
        assertEquals(Console.OK, fixture.run("account:unlock FAKE-001 FAKE-001 --broker fake").status());
        assertTrue(fixture.desk.isUnlocked(ACCOUNT));
        assertTrue(fixture.run("account:lock fake/FAKE-001").out().contains("is locked"));
        assertFalse(fixture.desk.isUnlocked(ACCOUNT));
        assertTrue(fixture.run("account:lock NONE").err().contains("found \"NONE\""));
    }

    // ---- account, candles, event

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

    @Test
    void manualShowsEveryCommandAndNoOther() throws Exception {
        Path manual = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && manual == null; at = at.getParent()) {
            manual = Files.isRegularFile(at.resolve("docs/console.md")) ? at.resolve("docs/console.md") : null;
        }
        String text = Files.readString(manual);
        for (CommandSpec spec : CommandBook.ALL) {
            assertTrue(text.contains("\n### `" + spec.usage() + "`\n"), "expected docs/console.md to explain "
                    + spec.usage());
        }
        Set<String> known = new java.util.TreeSet<>();
        CommandBook.ALL.forEach(c -> known.add(c.name()));
        var named = java.util.regex.Pattern.compile("\\b(?:broker|market|order|account|candles|event|jts):[a-z]+")
                .matcher(text);
        while (named.find()) {
            assertTrue(known.contains(named.group()), "expected only commands that exist, found " + named.group());
        }
    }

    private int commands() throws Exception {
        int count = 0;
        for (CommandSpec spec : CommandBook.ALL) {
            var found = fixture.context.getServiceReferences((String) null, "(&(osgi.command.scope=%s)(osgi.command."
                    .formatted(spec.scope()) + "function=%s))".formatted(spec.function()));
            count += found == null ? 0 : found.length;
        }
        return count;
    }
}
