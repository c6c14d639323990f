package org.jts.api.limit;

import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The limits known as data: what bundles bring of their brokers in files {@code limits/<id>.properties}, changed by
 * what the user has configured ({@link LimitSettings}). A service; thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface LimitProfiles {

    /** @return the profile of this id as it holds now, for example {@code kis.real}; empty when none is known */
    Optional<LimitProfile> profile(String id);

    /** All that are known, by id. */
    List<LimitProfile> profiles();

    /**
     * @param own rules that a gateway has from elsewhere, for instance from its broker
     * @return what holds instead: {@code own}, changed by what the user has configured for its id
     */
    LimitProfile applied(LimitProfile own);

    /** @param listener called after every change, on the thread that made it; it must return at once */
    Subscription listen(Runnable listener);
}
