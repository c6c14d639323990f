package org.jts.connection.internal;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

import org.jts.api.Subscription;

/** Keeps new orders back while a gateway is about to go, once those under way are answered. Thread-safe. */
final class OrderHold {

    /** One hold; by identity, for two may have the same reason. */
    private record Hold(Object owner, String why) {
    }

    private final Deque<Hold> holds = new ArrayDeque<>();
    private int underWay;

    /** @return why no order may go out; empty when this one may, and then {@link #end()} must follow */
    synchronized Optional<String> begin() {
        if (!holds.isEmpty()) {
            return Optional.of(holds.getFirst().why());
        }
        underWay++;
        return Optional.empty();
    }

    synchronized boolean isHeld() {
        return !holds.isEmpty();
    }

    synchronized void end() {
        underWay--;
        notifyAll();
    }

    synchronized Subscription hold(String why) throws InterruptedException {
        Hold hold = new Hold(new Object(), why);
        holds.add(hold);
        try {
            while (underWay > 0) {
                wait();
            }
        } catch (InterruptedException e) {
            holds.remove(hold);
            throw e;
        }
        return () -> release(hold);
    }

    private synchronized void release(Hold hold) {
        holds.remove(hold);
    }
}
