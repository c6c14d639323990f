package org.jts.trading.internal;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountKey;
import org.jts.api.trading.DeskOrder;

/** The newest picture of each order, by its key, oldest order first. Guarded by the blotter. */
final class KnownOrders {

    private final Map<String, DeskOrder> all = new LinkedHashMap<>();
    /** Those that are open: there may be very many that are not. */
    private final Map<String, DeskOrder> open = new LinkedHashMap<>();
    private final Map<AccountKey, Instant> touched = new HashMap<>();

    List<DeskOrder> all() {
        return List.copyOf(all.values());
    }

    List<DeskOrder> of(AccountKey account) {
        return all.values().stream().filter(o -> o.account().equals(account)).toList();
    }

    List<DeskOrder> open(BrokerId broker) {
        return open.values().stream().filter(o -> o.broker().equals(broker)).toList();
    }

    boolean hasOpen(BrokerId broker) {
        return open.values().stream().anyMatch(o -> o.broker().equals(broker));
    }

    /** When an order of the account last changed, by whatever clock told. */
    Optional<Instant> touched(AccountKey account) {
        return Optional.ofNullable(touched.get(account));
    }

    boolean has(String key) {
        return all.containsKey(key);
    }

    /** @return null when there is none of that key */
    DeskOrder get(String key) {
        return all.get(key);
    }

    /** @return the picture before, else null */
    DeskOrder put(DeskOrder order) {
        if (order.order().status().isOpen()) {
            open.put(order.key(), order);
        } else {
            open.remove(order.key());
        }
        touched.merge(order.account(), order.order().updatedAt(), (a, b) -> a.isAfter(b) ? a : b);
        return all.put(order.key(), order);
    }

    void remove(String key) {
        all.remove(key);
        open.remove(key);
    }

    /** Whether an order ended before a moment. */
    static boolean isLongEnded(DeskOrder order, Instant before) {
        return !order.order().status().isOpen() && order.order().updatedAt().isBefore(before);
    }

    /** Lets those go that ended before a moment. @return their keys */
    Set<String> forgetEnded(Instant before) {
        Set<String> gone = new HashSet<>();
        all.forEach((key, order) -> {
            if (isLongEnded(order, before)) {
                gone.add(key);
            }
        });
        all.keySet().removeAll(gone);
        return gone;
    }
}
