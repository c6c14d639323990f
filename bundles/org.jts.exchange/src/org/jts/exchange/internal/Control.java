package org.jts.exchange.internal;

import java.math.BigDecimal;
import java.util.Map;
import java.util.function.Supplier;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.market.SymbolId;
import org.jts.exchange.MarketControl;
import org.jts.exchange.PriceModel;
import org.jts.exchange.SessionPhase;
import org.jts.exchange.internal.Journal.Kind;

/** Disturbs markets. */
final class Control implements MarketControl {

    /** Runs a change under the exchange's lock. */
    interface Change {
        <T> T run(Supplier<T> action);
    }

    private final Engine engine;
    private final Map<SymbolId, Market> markets;
    private final Map<SymbolId, Simulation> simulations;
    private final Matcher matcher;
    private Change change;

    /** What simulates a market's participants. */
    record Simulation(PricePath path, Participants participants) {
    }

    Control(Engine engine, Map<SymbolId, Market> markets, Map<SymbolId, Simulation> simulations, Matcher matcher) {
        this.engine = engine;
        this.markets = markets;
        this.simulations = simulations;
        this.matcher = matcher;
    }

    MarketControl lockedBy(Change newChange) {
        change = newChange;
        return this;
    }

    static Market market(Map<SymbolId, Market> markets, SymbolId symbol) {
        Market market = markets.get(symbol);
        if (market == null) {
            throw new IllegalArgumentException("symbol: expected one of the %d listed here, was %s".formatted(
                    markets.size(), symbol));
        }
        return market;
    }

    @Override
    public void setPrice(SymbolId symbol, BigDecimal price) {
        if (price.signum() <= 0) {
            throw new IllegalArgumentException("price: expected a number above 0, was " + Text.number(price));
        }
        inMarket(symbol, 1, price.hashCode(), market -> move(market, price.doubleValue()));
    }

    @Override
    public void shock(SymbolId symbol, double fraction) {
        if (!(fraction > -1 && fraction <= 10)) {
            throw new IllegalArgumentException("shock: expected above -1 and up to 10, was " + fraction);
        }
        inMarket(symbol, 2, Double.doubleToLongBits(fraction),
                market -> move(market, simulations.get(symbol).path.price() * (1 + fraction)));
    }

    private void move(Market market, double price) {
        Simulation simulation = simulations.get(market.instrument.symbol.id());
        simulation.path.set(market.instrument.asDouble(market.clamp(price)));
        if (market.phase == SessionPhase.CONTINUOUS && !market.halted) {
            simulation.participants.requote();
            matcher.fireStops(market);
        }
    }

    @Override
    public void halt(SymbolId symbol) {
        inMarket(symbol, 3, 0, market -> {
            market.halted = true;
            engine.outbox.phase(market);
        });
    }

    @Override
    public void resume(SymbolId symbol) {
        inMarket(symbol, 4, 0, market -> {
            market.halted = false;
            engine.outbox.phase(market);
            if (market.phase == SessionPhase.CONTINUOUS) {
                // What an auction left waiting behind the halt meets now, at one price.
                Auction.uncross(market, matcher);
                matcher.fireStops(market);
            }
        });
    }

    @Override
    public void scenario(SymbolId symbol, PriceModel model) {
        inMarket(symbol, 5, 0, market -> {
            engine.journal.note(model.toString());
            Simulation simulation = simulations.get(symbol);
            simulation.path.advance(engine.now);
            simulation.path.switchTo(model);
            if (model instanceof PriceModel.NoLiquidity) {
                simulation.participants.withdrawAll();
            }
        });
    }

    @Override
    public void clearLiquidity(SymbolId symbol) {
        inMarket(symbol, 6, 0, market -> simulations.get(symbol).participants.withdrawAll());
    }

    @Override
    public void deposit(AccountId id, CurrencyCode code, BigDecimal amount) {
        change.run(() -> {
            AccountState account = engine.ledger.find(id);
            if (account == null) {
                throw new IllegalArgumentException("account: expected one that is here, was " + id);
            }
            Currency currency = engine.ledger.currency(code);
            long units = currency.amount(amount, "deposit");
            if (units < 0 && account.freeCash(currency.index()) + units < 0) {
                throw new IllegalArgumentException("deposit: expected to take at most %s %s, was %s".formatted(
                        Text.number(currency.decimal(account.freeCash(currency.index()))), code,
                        Text.number(amount.negate())));
            }
            engine.ledger.bringCash(account, currency, units);
            engine.journal.note(Kind.CONTROL, engine.now, -1, 7, units, currency.index(), 0);
            return null;
        });
    }

    private void inMarket(SymbolId symbol, int what, long value, java.util.function.Consumer<Market> action) {
        change.run(() -> {
            Market market = market(markets, symbol);
            engine.journal.note(Kind.CONTROL, engine.now, market.instrument.index, what, value, 0, 0);
            action.accept(market);
            return null;
        });
    }
}
