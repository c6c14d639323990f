package org.jts.ratelimit.redis.internal;

import java.util.function.Consumer;

/** Permits granted and not ended, oldest first. Not thread-safe, but {@link #count} may be read by any thread. */
final class InFlight {

    private SharedPermit oldest;
    private SharedPermit newest;
    private int count;

    int count() {
        return count;
    }

    /** @return the oldest, or null */
    SharedPermit oldest() {
        return oldest;
    }

    void add(SharedPermit permit) {
        permit.older = newest;
        if (newest == null) {
            oldest = permit;
        } else {
            newest.newer = permit;
        }
        newest = permit;
        count++;
    }

    void remove(SharedPermit permit) {
        if (permit.older == null) {
            oldest = permit.newer;
        } else {
            permit.older.newer = permit.newer;
        }
        if (permit.newer == null) {
            newest = permit.older;
        } else {
            permit.newer.older = permit.older;
        }
        permit.older = null;
        permit.newer = null;
        count--;
    }

    void forEach(Consumer<SharedPermit> use) {
        for (SharedPermit permit = oldest; permit != null; permit = permit.newer) {
            use.accept(permit);
        }
    }
}
