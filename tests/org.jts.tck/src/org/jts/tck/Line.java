package org.jts.tck;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.GatewayListener;

/** The supervisor's end of a connection: keeps what the gateway reports. */
final class Line implements GatewayListener {

    final Recorder<BrokerException> losses = new Recorder<>();
    final Recorder<String> notices = new Recorder<>();

    @Override
    public void onConnectionLost(BrokerException reason) {
        losses.accept(reason);
    }

    @Override
    public void onNotice(String text) {
        notices.accept(text);
    }
}
