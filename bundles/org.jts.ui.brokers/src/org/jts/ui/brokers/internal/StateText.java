package org.jts.ui.brokers.internal;

import java.time.Duration;
import java.time.Instant;

import org.eclipse.swt.graphics.Color;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;

/** The state of a connection in words and colour. */
final class StateText {
    private static final Texts T = BrokersView.T;

    private StateText() {
    }

    /** One or a few words: {@code Connected}, {@code Reconnecting in 4 s}. */
    static String word(ConnectionState state, Instant now) {
        return switch (state.phase()) {
            case DISCONNECTED -> T.get("state.disconnected");
            case CONNECTING -> T.get("state.connecting");
            case CONNECTED -> T.get("state.connected");
            case RECONNECTING -> reconnecting(state, now);
            case FAILED -> T.get("state.failed");
        };
    }

    static String since(ConnectionState state, Instant now) {
        return T.format("state.since", Formats.time(state.since(), Formats.SEOUL, now));
    }

    /** Why, and what can be done; empty when all is well. */
    static String reason(ConnectionState state) {
        if (state.isConnected()) {
            return "";
        }
        String cause = cause(state.cause());
        if (state.detail().isEmpty()) {
            return cause;
        }
        return cause.isEmpty() ? state.detail() : cause + ": " + state.detail();
    }

    static Color color(ConnectionState state, Palette palette) {
        return switch (state.phase()) {
            case DISCONNECTED -> palette.stale();
            case CONNECTING, RECONNECTING -> palette.warning();
            case CONNECTED -> palette.good();
            case FAILED -> palette.error();
        };
    }

    /** Whether the words change as time goes by. */
    static boolean ticks(ConnectionState state) {
        return state.phase() == ConnectionPhase.RECONNECTING && state.retryAt().isPresent();
    }

    private static String reconnecting(ConnectionState state, Instant now) {
        long seconds = state.retryAt().map(at -> Math.ceilDiv(Duration.between(now, at).toMillis(), 1000L)).orElse(0L);
        return seconds > 0 ? T.format("state.reconnecting.in", seconds) : T.get("state.reconnecting");
    }

    private static String cause(Cause cause) {
        return switch (cause) {
            case REQUESTED -> "";
            case CONFIGURATION -> T.get("cause.configuration");
            case AUTHENTICATION -> T.get("cause.authentication");
            case NETWORK -> T.get("cause.network");
            case BROKER -> T.get("cause.broker");
            case NO_ANSWER -> T.get("cause.noAnswer");
            case GATEWAY_FAULT -> T.get("cause.gatewayFault");
            case REMOVED -> T.get("cause.removed");
        };
    }
}
