package org.jts.ui.context;

import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The instrument and the account that all views follow: choosing a symbol in Market watch makes chart and ticket
 * follow. Both are remembered over restarts. A service; UI thread only.
 *
 * @since 1.0
 */
@ProviderType
public interface TradeContext {
    /** The instrument chosen last; empty before the first choice. */
    Optional<Instrument> instrument();

    void select(Instrument instrument);

    /** The account chosen last; empty before the first choice. It may belong to a broker that is away. */
    Optional<AccountKey> account();

    void select(AccountKey account);

    /** Offers something to the order ticket. */
    void suggest(OrderSuggestion suggestion);

    /** @param listener told of changes from now on, not of the present state */
    Subscription listen(TradeContextListener listener);
}
