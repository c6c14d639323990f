package org.jts.ui.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContext;
import org.jts.ui.context.TradeContextListener;

/** A trade context that notes what was suggested. */
public final class FakeContext implements TradeContext {
    private final List<TradeContextListener> listeners = new ArrayList<>();
    private final List<OrderSuggestion> suggestions = new ArrayList<>();
    private Optional<Instrument> instrument = Optional.empty();
    private Optional<AccountKey> account = Optional.empty();

    public List<OrderSuggestion> suggestions() {
        return List.copyOf(suggestions);
    }

    public int open() {
        return listeners.size();
    }

    @Override
    public Optional<Instrument> instrument() {
        return instrument;
    }

    @Override
    public void select(Instrument chosen) {
        instrument = Optional.of(chosen);
        List.copyOf(listeners).forEach(listener -> listener.instrumentChanged(instrument));
    }

    @Override
    public Optional<AccountKey> account() {
        return account;
    }

    @Override
    public void select(AccountKey chosen) {
        account = Optional.of(chosen);
        List.copyOf(listeners).forEach(listener -> listener.accountChanged(account));
    }

    @Override
    public void suggest(OrderSuggestion suggestion) {
        suggestions.add(suggestion);
        List.copyOf(listeners).forEach(listener -> listener.suggested(suggestion));
    }

    @Override
    public Subscription listen(TradeContextListener listener) {
        listeners.add(listener);
        return () -> listeners.remove(listener);
    }
}
