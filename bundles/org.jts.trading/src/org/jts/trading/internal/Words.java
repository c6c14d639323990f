package org.jts.trading.internal;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.text.Texts;

/** What the order desk says to the trader, in the trader's language. */
public final class Words {

    public static final Texts T = Texts.of(Words.class);

    private Words() {
    }

    static String of(OrderType type) {
        return switch (type) {
            case MARKET -> T.get("type.market");
            case LIMIT -> T.get("type.limit");
            case STOP -> T.get("type.stop");
            case STOP_LIMIT -> T.get("type.stopLimit");
        };
    }

    static String of(OrderStatus status) {
        return switch (status) {
            case PENDING -> T.get("status.pending");
            case SUBMITTED -> T.get("status.submitted");
            case ACCEPTED -> T.get("status.accepted");
            case PARTIAL -> T.get("status.partial");
            case FILLED -> T.get("status.filled");
            case CANCELLED -> T.get("status.cancelled");
            case REJECTED -> T.get("status.rejected");
            case EXPIRED -> T.get("status.expired");
            case UNKNOWN -> T.get("status.unknown");
        };
    }

    static String of(ConnectionPhase phase) {
        return switch (phase) {
            case DISCONNECTED -> T.get("phase.disconnected");
            case CONNECTING -> T.get("phase.connecting");
            case CONNECTED -> T.get("phase.connected");
            case RECONNECTING -> T.get("phase.reconnecting");
            case FAILED -> T.get("phase.failed");
        };
    }
}
