package org.jts.ratelimit.redis.internal;

/**
 * The names of what is kept in Redis for a limiter: all with the same hash tag, so that a cluster keeps them
 * together.
 */
final class PoolKeys {

    private static final String PREFIX = "jts:limit:";

    private PoolKeys() {
    }

    /** @return the state, then what has settled in each window */
    static String[] of(String key, int windows) {
        // The tag ends at the first closing brace: a key with braces would tear it.
        String tag = PREFIX + "{" + key.replace("%", "%25").replace("{", "%7B").replace("}", "%7D") + "}";
        String[] keys = new String[1 + windows];
        keys[0] = tag;
        for (int i = 1; i <= windows; i++) {
            keys[i] = tag + ":" + i;
        }
        return keys;
    }
}
