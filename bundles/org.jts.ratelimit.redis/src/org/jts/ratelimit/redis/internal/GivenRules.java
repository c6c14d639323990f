package org.jts.ratelimit.redis.internal;

import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;

/**
 * The rules of a key, as somebody gave them, with what bundles and the user say of them at present. Rules that are
 * known as data change with the data; others are changed by what the user has configured. Thread-safe.
 */
final class GivenRules {

    private final LimitProfiles profiles;
    private LimitProfile given;
    private boolean follows;

    GivenRules(LimitProfiles profiles, LimitProfile given) {
        this.profiles = profiles;
        give(given);
    }

    synchronized void give(LimitProfile profile) {
        given = profile;
        follows = profiles.profile(profile.id()).filter(profile::equals).isPresent();
    }

    synchronized LimitProfile now() {
        return follows ? profiles.profile(given.id()).orElse(given) : profiles.applied(given);
    }
}
