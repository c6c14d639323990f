package org.jts.ratelimit.redis.internal;

import java.util.Optional;

import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;

/** What traders are told of shared limits. */
final class LimiterNews {

    private static final String SOURCE = "ratelimit.redis";

    private final EventLog events;
    private final String address;

    LimiterNews(EventLog events, String address) {
        this.events = events;
        this.address = address;
    }

    void fenced(String key, String why, String shares) {
        events.publish(Severity.WARNING, SOURCE, Optional.empty(),
                "The shared limit cannot be asked for; this process goes on with its own share: " + key,
                "Redis " + address + ": " + why + ".\nIts own share is " + shares
                        + ". Nothing is lost and no limit is exceeded, it is only slower; it goes back by itself.");
    }

    void shared(String key) {
        events.publish(Severity.INFO, SOURCE, Optional.empty(), "The limit is shared with the other processes: " + key,
                "Redis " + address + " knows what all of them have used.");
    }

    void crowded(String key, int live, int expected) {
        events.publish(Severity.ERROR, SOURCE, Optional.empty(),
                "More processes than configured share a limit: " + key,
                "Expected at most %d processes, found %d. This one came last and has no share of its own: set"
                        .formatted(expected, live) + " `processes` to how many there are, the same in all of them.");
    }

    void refused(String key, String text) {
        events.publish(Severity.WARNING, SOURCE, Optional.empty(),
                "The broker refused a request for its rate although its limit was kept: " + key,
                text + "\nSomebody else spends from the same key, or the limit has changed. The budget of all"
                        + " processes is lowered and recovers slowly; compare the limit in the settings with the"
                        + " broker's own notice.");
    }

    void misconfigured(String why) {
        events.publish(Severity.ERROR, SOURCE, Optional.empty(), "Limits cannot be shared through Redis as configured",
                why + "\nUntil this is put right each process goes on with its own share of every limit.");
    }
}
