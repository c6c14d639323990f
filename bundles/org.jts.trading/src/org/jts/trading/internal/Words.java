package org.jts.trading.internal;

import org.jts.api.connection.ConnectionPhase;
import org.jts.api.text.Texts;

/** What the order desk says to the trader, in the trader's language. */
public final class Words {

    public static final Texts T = Texts.of(Words.class);

    private Words() {
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
