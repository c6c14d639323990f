package org.jts.api.limit;

import java.util.List;
import java.util.Optional;

import org.osgi.annotation.versioning.ProviderType;

/**
 * The limits known as data: what bundles bring of their brokers, changed by what the user has configured. A service;
 * thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface LimitProfiles {

    /** @return the profile of this id as it holds now, for example {@code kis.real}; empty when none is known */
    Optional<LimitProfile> profile(String id);

    /** All that are known, by id. */
    List<LimitProfile> profiles();
}
