package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.jts.api.CurrencyCode;
import org.jts.api.market.SymbolId;
import org.jts.exchange.AccountSetup;
import org.jts.exchange.Exchange;
import org.jts.exchange.FeeSchedule;
import org.jts.exchange.Listing;
import org.jts.exchange.MarketRules.Hours;

/** Everything that the builder gathered, and how an exchange is put together from it. */
public record ExchangeSettings(long seed, Instant start, List<Listing> listings, List<AccountSetup> accounts,
        FeeSchedule fees, Duration stepInterval, boolean warmUp, int historyDays, int keepOrders) {

    private static final int MOST_DECIMALS = 8;

    public ExchangeSettings {
        listings = List.copyOf(listings);
        accounts = List.copyOf(accounts);
    }

    /** Puts an exchange together. */
    public Exchange open() {
        Map<CurrencyCode, Currency> currencies = currencies();
        List<Instrument> instruments = instruments(currencies);
        var ledger = new Ledger(List.copyOf(currencies.values()), instruments);
        var engine = new Engine(ledger, Exact.nanos(start), keepOrders);
        noteSetup(engine.journal);
        Map<SymbolId, Instrument> bySymbol = new LinkedHashMap<>();
        instruments.forEach(instrument -> bySymbol.put(instrument.symbol.id(), instrument));
        accounts.forEach(setup -> openAccount(setup, ledger, currencies, bySymbol));
        var matcher = new Matcher(engine);
        Map<SymbolId, Market> markets = new LinkedHashMap<>();
        Map<SymbolId, Control.Simulation> simulations = new LinkedHashMap<>();
        for (Instrument instrument : instruments) {
            openMarket(instrument, engine, matcher, markets, simulations);
        }
        engine.flush();
        return new ExchangeCore(engine, markets, new Gate(engine, matcher, markets),
                new Control(engine, markets, simulations, matcher));
    }

    private void openMarket(Instrument instrument, Engine engine, Matcher matcher, Map<SymbolId, Market> markets,
            Map<SymbolId, Control.Simulation> simulations) {
        SymbolId id = instrument.symbol.id();
        LocalDate day = instrument.rules.tradingDay(start);
        var history = new History(instrument, seed, day, historyDays);
        var market = new Market(engine, instrument, new CandleSeries(instrument, history, day), day);
        var path = new PricePath(seed, id.toString(), instrument.listing.model(),
                instrument.asDouble(instrument.firstPrice));
        Hours hours = instrument.rules.hours(day);
        double steps = (double) Duration.between(hours.open(), hours.close()).toNanos() / stepInterval.toNanos();
        var participants = new Participants(market, matcher, path, seed, steps);
        markets.put(id, market);
        simulations.put(id, new Control.Simulation(path, participants));
        new Session(market, matcher, participants, path, stepInterval.toNanos(), instrument.index, listings.size())
                .start(warmUp);
    }

    /** Home currencies and those of the listings, each counted finely enough for its listings. */
    private Map<CurrencyCode, Currency> currencies() {
        Map<CurrencyCode, Integer> decimals = new TreeMap<>();
        for (Listing listing : listings) {
            decimals.merge(listing.symbol().currency(), Instrument.valueDecimals(listing), Math::max);
        }
        for (AccountSetup account : accounts) {
            decimals.putIfAbsent(account.account().currency(), MOST_DECIMALS);
            account.cash().keySet().forEach(code -> decimals.putIfAbsent(code, MOST_DECIMALS));
        }
        Map<CurrencyCode, Currency> currencies = new LinkedHashMap<>();
        decimals.forEach((code, needed) -> {
            BigDecimal unit = code.equals(CurrencyCode.KRW) ? fees.roundingUnit() : BigDecimal.ONE.movePointLeft(8);
            int scale = Math.min(MOST_DECIMALS, Math.max(needed, unit.stripTrailingZeros().scale()));
            currencies.put(code, new Currency(currencies.size(), code, scale, Exact.scaled(unit, scale)));
        });
        return currencies;
    }

    private List<Instrument> instruments(Map<CurrencyCode, Currency> currencies) {
        List<Instrument> instruments = new ArrayList<>();
        Map<SymbolId, Instrument> seen = new LinkedHashMap<>();
        for (Listing listing : listings) {
            var instrument = new Instrument(instruments.size(), listing,
                    currencies.get(listing.symbol().currency()), fees.of(listing.symbol().market()));
            if (seen.put(listing.symbol().id(), instrument) != null) {
                throw new IllegalArgumentException("listings: expected every symbol once, was %s twice".formatted(
                        listing.symbol().id()));
            }
            instruments.add(instrument);
        }
        return instruments;
    }

    private static void openAccount(AccountSetup setup, Ledger ledger, Map<CurrencyCode, Currency> currencies,
            Map<SymbolId, Instrument> instruments) {
        AccountState account = ledger.open(setup.account());
        new TreeMap<>(setup.cash()).forEach((code, amount) -> {
            Currency currency = currencies.get(code);
            long units = currency.amount(amount, "cash of " + setup.account().id());
            if (units < 0) {
                throw new IllegalArgumentException("cash of %s: expected 0 or more, was %s".formatted(
                        setup.account().id(), Text.number(amount)));
            }
            ledger.bringCash(account, currency, units);
        });
        new TreeMap<>(setup.holdings()).forEach((symbol, quantity) -> {
            Instrument instrument = instruments.get(symbol);
            long lots = instrument == null ? -1 : instrument.lots(quantity);
            if (lots < 0) {
                throw new IllegalArgumentException(
                        "holdings of %s: expected whole lots of a listed symbol, was %s of %s".formatted(
                                setup.account().id(), Text.number(quantity), symbol));
            }
            ledger.bringHoldings(account, instrument, lots, instrument.firstPrice);
        });
    }

    private void noteSetup(Journal journal) {
        journal.note("%d %s %s %s".formatted(seed, start, stepInterval, warmUp));
        for (Listing listing : listings) {
            journal.note("%s %s %s".formatted(listing.symbol().id(), listing.rules().name(),
                    listing.previousClose().stripTrailingZeros().toPlainString()));
        }
        for (AccountSetup account : accounts) {
            journal.note(account.account().id().value());
        }
    }
}
