package org.jts.connection.internal;

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
                notices.error(id, "%s: connection failed, given up after attempt %d".formatted(id, after.attempt()),
                        after.detail() + System.lineSeparator() + advice(after.cause()));
            }
            case DISCONNECTED -> {
                outageSince = null;
                if (before.phase() != ConnectionPhase.DISCONNECTED) {
                    notices.info(id, id + ": disconnected", after.detail());
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
            notices.warning(id, id + ": " + text, "");
        } else if (number == MAX_GATEWAY_NOTICES + 1) {
            notices.warning(id, "%s: more than %d notices in a minute, the rest of them is left out".formatted(id,
                    MAX_GATEWAY_NOTICES), "");
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
        String again = outageSince == null ? "connected"
                : "connected again after " + spoken(Duration.between(outageSince, after.since()));
        outageSince = null;
        notices.info(id, id + ": " + again, "");
    }

    private void reconnecting(ConnectionState after) {
        boolean news = outageSince == null || outageCause != after.cause();
        if (outageSince == null) {
            outageSince = after.since();
        }
        if (news && after.retryAt().isPresent()) {
            outageCause = after.cause();
            notices.warning(id, "%s: %s, retrying in %s".formatted(id,
                    after.attempt() == 0 ? "connection lost" : "connection failed",
                    spoken(Duration.between(time.now(), after.retryAt().get()))), after.detail());
        }
    }

    static String advice(Cause cause) {
        return switch (cause) {
            case CONFIGURATION -> "Change the broker's settings, then connect again.";
            case AUTHENTICATION -> "Check the keys, and that they are valid for this environment, then connect again.";
            case GATEWAY_FAULT -> "Update or reinstall the gateway, then connect again.";
            case NETWORK -> "Check the network and the broker's address, then connect again.";
            case BROKER, NO_ANSWER -> "Ask whether the broker has an outage, then connect again.";
            case REQUESTED, REMOVED -> "Connect again when you want to.";
        };
    }

    private static String spoken(Duration duration) {
        long millis = Math.max(0, duration.toMillis());
        return millis < 10_000 ? "%.1f s".formatted(millis / 1000.0) : Math.round(millis / 1000.0) + " s";
    }
}
