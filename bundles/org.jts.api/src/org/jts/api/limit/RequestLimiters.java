package org.jts.api.limit;

import java.util.Map;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.internal.JointLimiter;
import org.jts.api.time.TimeSource;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Hands out limiters by what the broker meters. A service; thread-safe. Where more than one is registered the one of
 * the highest ranking shares the budget with other processes: take it greedily.
 *
 * @since 1.0
 */
@ProviderType
public interface RequestLimiters {

    /**
     * The one limiter of {@code key}. Two brokers that spend from the same key share it, and it lasts as long as one of
     * them does.
     *
     * @param spender the configured broker whose requests it is to count; shown with its usage
     * @param key     what the broker meters, for example {@code kis/appkey-hash}; never a secret itself
     * @param profile the rules, used when the key is new. What the user has configured for {@link LimitProfile#id}
     *                comes before them, and a change of it holds at once
     */
    RequestLimiter limiter(BrokerId spender, String key, LimitProfile profile);

    /**
     * The broker goes: its limiters that nobody else spends from are closed, and whoever waits in them gets
     * {@link LimitException.Reason#CLOSED}. What was charged stays charged: a broker that comes back within a window
     * finds it used. Harmless when it has none.
     */
    void release(BrokerId spender);

    /**
     * A limiter for requests that the broker counts on several keys, as Kiwoom does for each api-id and for the
     * account, or Binance for the IP address and for the account. A permit of it is one of each key, all or none, and
     * nothing is charged while it waits; only who has waited in vain for a while keeps what it has while it waits for
     * the rest. Rules are changed at each key, and a refusal goes to all of them.
     *
     * @param time by which a wait ends
     * @param keys whose limiters are in use; they have to stay so
     * @throws IllegalArgumentException when there is no key, or a key has no limiter
     */
    default RequestLimiter joint(TimeSource time, Set<String> keys) {
        Map<String, RequestLimiter> all = limiters();
        return new JointLimiter(time, keys.stream().sorted().map(key -> {
            RequestLimiter limiter = all.get(key);
            if (limiter == null) {
                throw new IllegalArgumentException(
                        "joint limiter: expected keys that have a limiter, was %s without".formatted(key));
            }
            return limiter;
        }).toList());
    }

    /** The limiters this broker spends from, by key; empty when it has none. Without a lock. */
    Map<String, RequestLimiter> limiters(BrokerId spender);

    /** All limiters in use, by key. Without a lock. */
    Map<String, RequestLimiter> limiters();
}
