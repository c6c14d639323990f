package org.jts.gateway.mock.internal;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;

/** A wrapped gateway that knows where its connection stands. */
class Tracked extends Wrapped {

    volatile boolean everConnected;
    volatile boolean connected;
    volatile boolean hungUp;
    volatile boolean lost;
    volatile GatewayListener supervisor;

    Tracked(MockHarness harness) {
        super(harness.whole);
    }

    @Override
    public void connect(GatewayListener listener) throws BrokerException, InterruptedException {
        super.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                connected = false;
                lost = true;
                listener.onConnectionLost(reason);
            }

            @Override
            public void onNotice(String text) {
                listener.onNotice(text);
            }
        });
        supervisor = listener;
        everConnected = true;
        connected = true;
    }

    @Override
    public void disconnect() {
        hungUp |= connected;
        connected = false;
        super.disconnect();
    }
}
