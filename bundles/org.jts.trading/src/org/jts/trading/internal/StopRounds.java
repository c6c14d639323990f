package org.jts.trading.internal;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import org.jts.api.BrokerId;
import org.jts.api.trading.DeskOrder;

/** What one stop of trading cancels, round by round: at each broker one round at a time, and no order twice. */
final class StopRounds {

    /** Guarded by this, as what follows: the last one at each broker. */
    private final Map<BrokerId, BrokerStop> last = new HashMap<>();
    /** Whose cancels rounds before the last have sent. */
    private final Set<String> sent = new HashSet<>();
    /** What rounds before the last have found. */
    private final Set<String> found = new HashSet<>();
    private final Set<String> told = new HashSet<>();
    private boolean begun;

    /** Of a stop of before the start, whose first rounds ended with the program. */
    static StopRounds begun() {
        StopRounds rounds = new StopRounds();
        rounds.begin();
        return rounds;
    }

    /** The first one at a broker. */
    synchronized void add(BrokerStop round) {
        last.put(round.broker(), round);
    }

    /** The first ones are all there. */
    synchronized void begin() {
        begun = true;
    }

    /** @return whether it was added: none goes on at its broker */
    synchronized boolean addNext(BrokerStop round) {
        BrokerStop before = last.get(round.broker());
        if (!begun || before != null && !before.done().isDone()) {
            return false;
        }
        if (before != null) {
            sent.addAll(before.sent());
            found.addAll(before.found());
        }
        last.put(round.broker(), round);
        return true;
    }

    /** Whether no cancel of an order has reached its broker, or may have. */
    synchronized boolean isLeft(DeskOrder order) {
        BrokerStop round = last.get(order.broker());
        return !sent.contains(order.key()) && (round == null || !round.sent().contains(order.key()));
    }

    /** Whether it was open when the first of them looked. */
    synchronized boolean isFound(DeskOrder order) {
        BrokerStop round = last.get(order.broker());
        return found.contains(order.key()) || round != null && round.found().contains(order.key());
    }

    /** Whether nothing was told of an order yet: a cancel that cannot be sent is tried again and again. */
    synchronized boolean isFirst(String key) {
        return told.add(key);
    }
}
