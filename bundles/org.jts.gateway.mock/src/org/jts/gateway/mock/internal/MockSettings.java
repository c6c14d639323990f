package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.exchange.AccountSetup;

/**
 * What makes a market. Equal settings make the same market, so a change of anything else leaves a running one alone.
 *
 * @param accounts        with what they start with; the first is the default
 * @param seed            of all chance
 * @param alwaysOpen      whether shares trade at all hours
 * @param holidays        days without trading where shares keep hours
 * @param scenario        of all symbols
 * @param fromHistory     whether prices go on from the last stored close
 * @param quotesPerSymbol a second, about
 * @param extraSymbols    made symbols for load
 */
record MockSettings(List<AccountSetup> accounts, long seed, boolean alwaysOpen, Set<LocalDate> holidays,
        Scenario scenario, boolean fromHistory, int quotesPerSymbol, int extraSymbols) {

    static final String ALWAYS = "always";
    static final String EXCHANGE_HOURS = "exchange";
    static final String FROM_HISTORY = "history";
    static final String BUILT_IN = "built-in";

    /** Measured: of ten times that participants act, six change a quote. */
    private static final Duration STEP_OF_ONE_QUOTE_A_SECOND = Duration.ofMillis(600);

    private static final BigDecimal MOST_CASH = new BigDecimal("1000000000000000");

    MockSettings {
        accounts = List.copyOf(accounts);
        holidays = Set.copyOf(holidays);
    }

    /** @throws IllegalArgumentException that says which setting was expected to be what */
    static MockSettings of(MockConfig config) {
        return new MockSettings(accounts(config.accounts(), config.accounts_live()), config.market_seed(),
                choice("market.hours", config.market_hours(), ALWAYS, EXCHANGE_HOURS),
                holidays(config.market_holidays()), Scenario.parse(config.market_scenario()),
                choice("market.start", config.market_start(), FROM_HISTORY, BUILT_IN),
                within("market.quotes.per.symbol", config.market_quotes_per_symbol(), 1, 50),
                within("market.extra.symbols", config.market_extra_symbols(), 0, 5000));
    }

    /** How often the exchange's participants act on each symbol, so that it has about as many quotes as are wanted. */
    Duration stepInterval() {
        return STEP_OF_ONE_QUOTE_A_SECOND.dividedBy(quotesPerSymbol);
    }

    static int within(String key, int value, int min, int max) {
        if (value < min || value > max) {
            throw new IllegalArgumentException(T.format("setting.range", key, min, max, value));
        }
        return value;
    }

    private static boolean choice(String key, String value, String yes, String no) {
        if (!yes.equals(value) && !no.equals(value)) {
            throw new IllegalArgumentException(T.format("setting.choice", key, yes, no, value));
        }
        return yes.equals(value);
    }

    private static List<AccountSetup> accounts(String[] texts, String[] liveNumbers) {
        List<AccountSetup> all = new ArrayList<>();
        Set<AccountId> ids = new HashSet<>();
        List<String> live = trimmed(liveNumbers);
        for (String text : trimmed(texts)) {
            AccountSetup account = account(text, all.isEmpty());
            if (!ids.add(account.account().id())) {
                throw new IllegalArgumentException(T.format("setting.account.twice", account.account().id()));
            }
            all.add(live.contains(account.account().id().value()) ? live(account) : account);
        }
        live.stream().filter(number -> !ids.contains(new AccountId(number))).findFirst().ifPresent(number -> {
            throw new IllegalArgumentException(
                    T.format("setting.account.live", ids.stream().sorted().toList(), number));
        });
        if (all.isEmpty()) {
            throw new IllegalArgumentException(
                    T.get("setting.account.none"));
        }
        return all;
    }

    /** The same account, marked as one of real money: for practising with what guards such accounts. */
    private static AccountSetup live(AccountSetup setup) {
        Account a = setup.account();
        return new AccountSetup(new Account(a.id(), a.name(), AccountType.LIVE, a.currency(), a.isDefault()),
                setup.cash(), setup.holdings());
    }

    private static AccountSetup account(String text, boolean isDefault) {
        String[] parts = text.split(":", 4);
        try {
            if (parts.length < 3) {
                throw new IllegalArgumentException(T.get("setting.account.parts"));
            }
            BigDecimal cash = new BigDecimal(parts[1].strip());
            if (cash.signum() < 0 || cash.compareTo(MOST_CASH) > 0 || cash.scale() > 8) {
                throw new IllegalArgumentException(T.format("setting.account.amount", MOST_CASH.toPlainString()));
            }
            String id = parts[0].strip();
            return AccountSetup.paper(id, parts.length == 4 ? parts[3].strip() : id,
                    new CurrencyCode(parts[2].strip()), cash, isDefault);
        } catch (IllegalArgumentException e) {
            String why = e instanceof NumberFormatException ? T.get("setting.account.noNumber") : e.getMessage();
            throw new IllegalArgumentException(T.format("setting.account.form", text, why), e);
        }
    }

    private static Set<LocalDate> holidays(String[] texts) {
        Set<LocalDate> days = new TreeSet<>();
        for (String text : trimmed(texts)) {
            try {
                days.add(LocalDate.parse(text));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException(
                        T.format("setting.holidays", text), e);
            }
        }
        return days;
    }

    /** A list that came as one text, from a console or a file, has its commas still in it. */
    private static List<String> trimmed(String[] texts) {
        return texts == null ? List.of() : Arrays.stream(texts).flatMap(t -> Arrays.stream(t.split(",")))
                .map(String::strip).filter(t -> !t.isEmpty()).toList();
    }
}
