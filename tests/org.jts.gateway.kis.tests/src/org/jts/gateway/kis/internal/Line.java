package org.jts.gateway.kis.internal;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;

/** Remembers what a connection told, and waits for things. */
final class Line implements GatewayListener {

    final List<BrokerException> losses = new CopyOnWriteArrayList<>();
    final List<String> notices = new CopyOnWriteArrayList<>();

    @Override
    public void onConnectionLost(BrokerException reason) {
        losses.add(reason);
    }

    @Override
    public void onNotice(String text) {
        notices.add(text);
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 3_000; i++) {
            if (condition.getAsBoolean()) {
                return;
            }
            Thread.sleep(10);
        }
        throw new AssertionError("expected " + what + " within 30 s");
    }
}
