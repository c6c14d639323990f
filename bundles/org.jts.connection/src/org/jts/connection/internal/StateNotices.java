package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.time.Instant;

import org.jts.api.BrokerId;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.time.TimeSource;

/**
 * Puts into the event log what a trader should know of a connection: each outage once, not each attempt. Called for one
 * state after the other; notices of the gateway come on any thread.
 */
final class StateNotices {

    private static final int MAX_GATEWAY_NOTICES = 10;
    private static final Duration NOTICE_WINDOW = Duration.ofMinutes(1);

    private final BrokerId id;
    private final Notices notices;
    private final TimeSource time;
    private Instant outageSince;
    private Cause outageCause;
    /** Guarded by this. */
    private long windowStart;
    private int inWindow;

    StateNotices(BrokerId id, Notices notices, TimeSource time) {
        this.id = id;
        this.notices = notices;
        this.time = time;
        this.windowStart = time.nanoTime();
    }

    void changed(ConnectionState before, ConnectionState after) {
        switch (after.phase()) {
            case CONNECTED -> connected(after);
            case RECONNECTING -> reconnecting(after);
            case FAILED -> {
                outageSince = null;
                notices.error(id, T.format("state.givenUp", after.attempt()),
                        after.detail() + System.lineSeparator() + advice(after.cause()));
            }
            case DISCONNECTED -> {
                outageSince = null;
                if (before.phase() != ConnectionPhase.DISCONNECTED) {
                    notices.info(id, T.get("state.disconnected"), after.detail());
                }
            }
            case CONNECTING -> {
                // The next state is soon there and says more.
            }
        }
    }

    /** What the gateway wants a trader to know; a gateway that will not stop is cut short. */
    void fromGateway(String text) {
        int number = countInWindow();
        if (number <= MAX_GATEWAY_NOTICES && text != null && !text.isBlank()) {
            notices.warning(id, text, "");
        } else if (number == MAX_GATEWAY_NOTICES + 1) {
            notices.warning(id, T.format("notices.tooMany", MAX_GATEWAY_NOTICES), "");
        }
    }

    private synchronized int countInWindow() {
        long now = time.nanoTime();
        if (now - windowStart >= NOTICE_WINDOW.toNanos()) {
            windowStart = now;
            inWindow = 0;
        }
        return ++inWindow;
    }

    private void connected(ConnectionState after) {
        String again = outageSince == null ? T.get("state.connected")
                : T.format("state.connectedAgain", spoken(Duration.between(outageSince, after.since())));
        outageSince = null;
        notices.info(id, again, "");
    }

    private void reconnecting(ConnectionState after) {
        boolean news = outageSince == null || outageCause != after.cause();
        if (outageSince == null) {
            outageSince = after.since();
        }
        if (news && after.retryAt().isPresent()) {
            outageCause = after.cause();
            String wait = spoken(Duration.between(time.now(), after.retryAt().get()));
            notices.warning(id, after.attempt() == 0 ? T.format("state.lost", wait)
                    : T.format("state.failed", wait), after.detail());
        }
    }

    static String advice(Cause cause) {
        return switch (cause) {
            case CONFIGURATION -> T.get("advice.configuration");
            case AUTHENTICATION -> T.get("advice.authentication");
            case GATEWAY_FAULT -> T.get("advice.gatewayFault");
            case NETWORK -> T.get("advice.network");
            case BROKER, NO_ANSWER -> T.get("advice.broker");
            case REQUESTED, REMOVED -> T.get("advice.requested");
        };
    }

    private static String spoken(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        return T.format("seconds", millis < 10_000 ? "%.1f".formatted(millis / 1000.0)
                : String.valueOf(Math.round(millis / 1000.0)));
    }
}
