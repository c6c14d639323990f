package org.jts.trading.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.trading.DeskOrder;
import org.jts.trading.internal.journal.Kept;

/** What brokers call the orders, now and before: some give a new number with each change. Guarded by the blotter. */
final class Names {

    /** A broker's name for an order: unique per broker only. */
    private record Name(BrokerId broker, BrokerOrderId id) {
    }

    private final Map<Name, String> keys = new HashMap<>();
    /** Names that a broker has replaced by another: what it still reports under them is not where the order stands. */
    private final Set<Name> retired = new HashSet<>();

    void restore(Kept kept) {
        DeskOrder order = kept.order();
        for (BrokerOrderId id : kept.names()) {
            Name name = new Name(order.broker(), id);
            keys.put(name, order.key());
            if (!order.order().brokerOrderId().equals(Optional.of(id))) {
                retired.add(name);
            }
        }
    }

    /** From now on the order is called so. @return the key of the order that had the name before, else null */
    String give(DeskOrder order, BrokerOrderId id) {
        Name name = new Name(order.broker(), id);
        order.order().brokerOrderId().filter(old -> !old.equals(id))
                .ifPresent(old -> retired.add(new Name(order.broker(), old)));
        retired.remove(name);
        return keys.put(name, order.key());
    }

    /** @return the key of the order of that name, else null */
    String key(BrokerId broker, BrokerOrderId id) {
        return keys.get(new Name(broker, id));
    }

    boolean isRetired(BrokerId broker, BrokerOrderId id) {
        return retired.contains(new Name(broker, id));
    }

    /** Forgets all names of orders. */
    void forget(Set<String> gone) {
        keys.values().removeIf(gone::contains);
        retired.removeIf(name -> !keys.containsKey(name));
    }

    /** Every name of an order. */
    Set<BrokerOrderId> of(DeskOrder order) {
        Set<BrokerOrderId> all = new HashSet<>();
        keys.forEach((name, key) -> {
            if (key.equals(order.key())) {
                all.add(name.id());
            }
        });
        return all;
    }

    /** Every name of every order, by its key. */
    Map<String, Set<BrokerOrderId>> all() {
        Map<String, Set<BrokerOrderId>> all = new HashMap<>();
        keys.forEach((name, key) -> all.computeIfAbsent(key, k -> new HashSet<>(2)).add(name.id()));
        return all;
    }
}
