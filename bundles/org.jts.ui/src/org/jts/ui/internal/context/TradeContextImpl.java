package org.jts.ui.internal.context;

import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.swt.widgets.Display;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.market.SymbolId;
import org.jts.concurrent.Listeners;
import org.jts.ui.context.Instrument;
import org.jts.ui.context.OrderSuggestion;
import org.jts.ui.context.TradeContext;
import org.jts.ui.context.TradeContextListener;
import org.jts.ui.internal.Preferences;
import org.osgi.service.component.annotations.Component;

/** The trade context of the one window, remembered in the data folder. */
@Component
public final class TradeContextImpl implements TradeContext {
    private static final String INSTRUMENT = "context.instrument";
    private static final String ACCOUNT = "context.account";

    private final Listeners<TradeContextListener> listeners = new Listeners<>();
    private Optional<Instrument> instrument = remembered(INSTRUMENT)
            .map(it -> new Instrument(new BrokerId(it[0]), SymbolId.parse(it[1])));
    private Optional<AccountKey> account = remembered(ACCOUNT)
            .map(it -> new AccountKey(new BrokerId(it[0]), new AccountId(it[1])));

    @Override
    public Optional<Instrument> instrument() {
        checkThread();
        return instrument;
    }

    @Override
    public void select(Instrument selected) {
        checkThread();
        if (!instrument.equals(Optional.of(selected))) {
            instrument = Optional.of(selected);
            remember(INSTRUMENT, selected.broker(), selected.symbol().toString());
            listeners.tell(listener -> listener.instrumentChanged(Optional.of(selected)));
        }
    }

    @Override
    public Optional<AccountKey> account() {
        checkThread();
        return account;
    }

    @Override
    public void select(AccountKey selected) {
        checkThread();
        if (!account.equals(Optional.of(selected))) {
            account = Optional.of(selected);
            remember(ACCOUNT, selected.broker(), selected.account().value());
            listeners.tell(listener -> listener.accountChanged(Optional.of(selected)));
        }
    }

    @Override
    public void suggest(OrderSuggestion suggestion) {
        checkThread();
        listeners.tell(listener -> listener.suggested(suggestion));
    }

    @Override
    public Subscription listen(TradeContextListener listener) {
        return listeners.add(listener);
    }

    private static void remember(String key, BrokerId broker, String what) {
        Preferences.node().put(key, broker + " " + what);
        Preferences.save();
    }

    /** The two words of a remembered choice; empty when there is none, or it cannot be read any more. */
    private static Optional<String[]> remembered(String key) {
        IEclipsePreferences node = Preferences.node();
        String[] words = node.get(key, "").split(" ", 2);
        return words.length == 2 && isReadable(key, words) ? Optional.of(words) : Optional.empty();
    }

    private static boolean isReadable(String key, String[] words) {
        try {
            new BrokerId(words[0]);
            return key.equals(INSTRUMENT) ? SymbolId.parse(words[1]) != null : !words[1].isBlank();
        } catch (IllegalArgumentException e) {
            ILog.of(TradeContextImpl.class).warn("The choice remembered as " + key + " is left out: " + e.getMessage());
            return false;
        }
    }

    private static void checkThread() {
        if (Display.getCurrent() == null) {
            throw new IllegalStateException("trade context: expected a call on the UI thread, was on "
                    + Thread.currentThread().getName());
        }
    }
}
