package org.jts.api.limit;

import java.util.Map;

import org.osgi.annotation.versioning.ProviderType;

/** Hands out limiters by what the broker meters. A service. @since 1.0 */
@ProviderType
public interface RequestLimiters {

    /**
     * @param key     what the broker meters, for example {@code kis/appkey-hash}; never a secret itself
     * @param profile the rules, used when the key is new; later callers share what is there
     * @return the one limiter of {@code key}
     */
    RequestLimiter limiter(String key, LimitProfile profile);

    /** All limiters by key. */
    Map<String, RequestLimiter> limiters();
}
