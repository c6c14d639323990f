package org.jts.concurrent;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Maps that hold a bounded number of entries: with each new entry above the bound another one goes. For what is
 * remembered to be helpful, such as what was said last, and may be forgotten at any time.
 * <p>
 * The maps iterate with the entry first that goes next. They are not thread-safe: whoever shares one guards every call
 * with a lock of his own, or wraps it ({@link java.util.Collections#synchronizedMap}). Null keys and values are kept
 * like others.
 *
 * @since 1.3
 */
public final class BoundedMap {

    private BoundedMap() {
    }

    /**
     * One out of which the entry goes that was put first; a value that is put again under its key leaves it in its
     * place.
     *
     * @param most entries, 1 or more
     * @throws IllegalArgumentException when {@code most} is below 1
     */
    public static <K, V> Map<K, V> ofNewest(int most) {
        return new Bounded<>(most, false);
    }

    /**
     * One out of which the entry goes that was put, or asked for by its key, longest ago. Even {@link Map#get} changes
     * such a map: who only reads it must hold the lock, too.
     *
     * @param most entries, 1 or more
     * @throws IllegalArgumentException when {@code most} is below 1
     */
    public static <K, V> Map<K, V> ofLastUsed(int most) {
        return new Bounded<>(most, true);
    }

    private static final class Bounded<K, V> extends LinkedHashMap<K, V> {
        private static final long serialVersionUID = 1L;
        private static final float LOAD = 0.75f;

        private final int most;

        Bounded(int most, boolean byUse) {
            super(16, LOAD, byUse);
            if (most < 1) {
                throw new IllegalArgumentException("entries of a bounded map: expected 1 or more, found " + most);
            }
            this.most = most;
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
            return size() > most;
        }
    }
}
