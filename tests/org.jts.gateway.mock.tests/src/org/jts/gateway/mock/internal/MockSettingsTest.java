package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.exchange.AccountSetup;
import org.junit.jupiter.api.Test;

class MockSettingsTest {

    @Test
    void defaultAccountIsMock001WithAHundredMillionWon() {
        AccountSetup first = MockSettings.of(Configs.defaults()).accounts().getFirst();
        assertEquals(new AccountId("MOCK-001"), first.account().id());
        assertTrue(first.account().isDefault());
        assertEquals(Map.of(CurrencyCode.KRW, BigDecimal.valueOf(100_000_000)), first.cash());
    }

    @Test
    void onlyTheFirstAccountIsTheDefault() {
        List<AccountSetup> all = MockSettings.of(Configs.defaults()).accounts();
        assertEquals(3, all.size());
        assertEquals(1, all.stream().filter(a -> a.account().isDefault()).count());
    }

    @Test
    void accountsCanBeMarkedAsLiveToPractise() {
        List<AccountSetup> all = MockSettings.of(Configs.with(Map.of("accounts",
                new String[] {"A-1:5:KRW", "A-2:7:KRW"},
                "accounts_live", new String[] {"A-2"}))).accounts();
        assertEquals(List.of(AccountType.PAPER, AccountType.LIVE), all.stream().map(a -> a.account().type()).toList());
        assertEquals("accounts.live: expected some of the accounts [A-1], was A-3",
                refused(Map.of("accounts", new String[] {"A-1:5:KRW"}, "accounts_live", new String[] {"A-3"})));
    }

    @Test
    void accountsMayComeAsOneTextWithCommas() {
        List<AccountSetup> all = accounts("A-1:5:KRW, A-2:7.5:USD:Second one ,");
        assertEquals(List.of("A-1", "A-2"), all.stream().map(a -> a.account().id().value()).toList());
        assertEquals("Second one", all.get(1).account().name());
        assertEquals("A-1", all.get(0).account().name());
    }

    @Test
    void wrongAccountIsNamedWithWhatWasExpected() {
        for (String wrong : List.of("A-1", "A-1:5", "A-1:many:KRW", "A-1:-5:KRW", "A-1:5:won", ":5:KRW",
                "A-1:99999999999999999:KRW")) {
            String message = refused(Map.of("accounts", new String[] {wrong}));
            assertTrue(message.startsWith("accounts: expected NUMBER:AMOUNT:CURRENCY"), message);
            assertTrue(message.contains("\"" + wrong + "\""), message);
        }
    }

    @Test
    void accountTwiceOrNoneAtAllIsRefused() {
        assertEquals("accounts: expected each account once, was A-1 twice",
                refused(Map.of("accounts", new String[] {"A-1:5:KRW", "A-1:6:KRW"})));
        assertEquals("accounts: expected at least one such as MOCK-001:100000000:KRW, was none",
                refused(Map.of("accounts", new String[0])));
    }

    @Test
    void holidaysAreDates() {
        assertEquals(Set.of(LocalDate.of(2026, 10, 9), LocalDate.of(2026, 12, 25)),
                MockSettings.of(Configs.with(Map.of("market_holidays", new String[] {"2026-10-09", "2026-12-25"})))
                        .holidays());
        assertEquals("market.holidays: expected dates such as 2026-10-09, was \"9.10.2026\"",
                refused(Map.of("market_holidays", new String[] {"9.10.2026"})));
    }

    @Test
    void choicesAndNumbersOutsideTheirRangeAreRefused() {
        assertEquals("market.hours: expected always or exchange, was \"never\"",
                refused(Map.of("market_hours", "never")));
        assertEquals("market.start: expected history or built-in, was \"\"", refused(Map.of("market_start", "")));
        assertEquals("market.quotes.per.symbol: expected 1 to 50, was 0",
                refused(Map.of("market_quotes_per_symbol", 0)));
        assertEquals("market.extra.symbols: expected 0 to 5,000, was 5,001",
                refused(Map.of("market_extra_symbols", 5001)));
        assertTrue(refused(Map.of("market_scenario", "calm")).startsWith("scenario: expected one of normal, "));
    }

    @Test
    void moreQuotesAreShorterStepsOfTheExchange() {
        assertEquals(Duration.ofMillis(600), MockSettings.of(Configs.defaults()).stepInterval());
        assertEquals(Duration.ofMillis(60),
                MockSettings.of(Configs.with(Map.of("market_quotes_per_symbol", 10))).stepInterval());
    }

    @Test
    void everyScenarioHasAName() {
        for (Scenario scenario : Scenario.values()) {
            assertEquals(scenario, Scenario.parse(scenario.text()));
        }
    }

    @Test
    void faultsAreTypedAsTheyAreShown() {
        FaultPlan plan = FaultPlan.NONE.with("latency", "50-200").with("refuse", "0.25").with("silence", "on")
                .with("connect", "authentication").with("disconnect", "30").with("drop", "0.1").with("duplicate", "0.2")
                .with("lose", "1").with("drift", "on");
        assertEquals("connect authentication, latency 50-200 ms, refuse 0.25, lose 1.0, drop 0.1, duplicate 0.2, "
                + "disconnect 30 s, silence on, drift on", plan.describe());
        assertEquals(Duration.ofMillis(80), plan.with("latency", "80").latencyMax());
        assertFalse(plan.with("silence", "off").silence());
    }

    @Test
    void wrongFaultsAreNamed() {
        assertEquals("fault: expected one of connect, latency, refuse, lose, drop, duplicate, disconnect, silence, "
                + "drift, was \"fire\"", wrongFault("fire", "on"));
        assertEquals("fault refuse: expected a share from 0 to 1, was \"half\"", wrongFault("refuse", "half"));
        assertEquals("fault drop: expected a share from 0 to 1, was 1.5", wrongFault("drop", "1.5"));
        assertEquals("latency: expected shortest <= longest, was 9 ms and 3 ms", wrongFault("latency", "9-3"));
        assertEquals("fault latency (ms): expected a whole number up to 60,000, was \"slow\"",
                wrongFault("latency", "slow"));
        assertEquals("expected on or off, was \"maybe\"", wrongFault("silence", "maybe"));
        assertEquals("fault connect: expected none, network or authentication, was \"later\"",
                wrongFault("connect", "later"));
    }

    private static List<AccountSetup> accounts(String... texts) {
        return MockSettings.of(Configs.with(Map.of("accounts", texts))).accounts();
    }

    private static String refused(Map<String, Object> changes) {
        return assertThrows(IllegalArgumentException.class, () -> MockSettings.of(Configs.with(changes))).getMessage();
    }

    private static String wrongFault(String name, String value) {
        return assertThrows(IllegalArgumentException.class, () -> FaultPlan.NONE.with(name, value)).getMessage();
    }
}
