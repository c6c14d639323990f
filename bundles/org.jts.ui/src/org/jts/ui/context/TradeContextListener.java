package org.jts.ui.context;

import java.util.Optional;

import org.jts.api.account.AccountKey;
import org.osgi.annotation.versioning.ConsumerType;

/** Told of what changed in the {@link TradeContext}, on the UI thread. @since 1.0 */
@ConsumerType
public interface TradeContextListener {
    default void instrumentChanged(Optional<Instrument> instrument) {
    }

    default void accountChanged(Optional<AccountKey> account) {
    }

    default void suggested(OrderSuggestion suggestion) {
    }
}
