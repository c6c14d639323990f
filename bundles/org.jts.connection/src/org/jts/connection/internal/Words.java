package org.jts.connection.internal;

import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.text.Texts;

/** What this bundle says to the trader, in the trader's language. */
public final class Words {

    public static final Texts T = Texts.of(Words.class);

    private Words() {
    }

    /** Why a connection is as it is, in a word or two. */
    public static String of(Cause cause) {
        return switch (cause) {
            case REQUESTED -> T.get("cause.requested");
            case CONFIGURATION -> T.get("cause.configuration");
            case AUTHENTICATION -> T.get("cause.authentication");
            case NETWORK -> T.get("cause.network");
            case BROKER -> T.get("cause.broker");
            case NO_ANSWER -> T.get("cause.noAnswer");
            case GATEWAY_FAULT -> T.get("cause.gatewayFault");
            case REMOVED -> T.get("cause.removed");
        };
    }

    /** What a connection does, in a word or two. */
    public static String of(ConnectionPhase phase) {
        return switch (phase) {
            case DISCONNECTED -> T.get("phase.disconnected");
            case CONNECTING -> T.get("phase.connecting");
            case CONNECTED -> T.get("phase.connected");
            case RECONNECTING -> T.get("phase.reconnecting");
            case FAILED -> T.get("phase.failed");
        };
    }
}
