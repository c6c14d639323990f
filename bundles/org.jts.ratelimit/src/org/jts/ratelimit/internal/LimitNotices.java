package org.jts.ratelimit.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.internal.StoredLimits.Stored;

/** What a trader should know of limits, in the event log. */
final class LimitNotices {

    static final String SOURCE = "ratelimit";

    private final EventLog events;

    LimitNotices(EventLog events) {
        this.events = events;
    }

    void brokenFile(String file, String bundle, String problem) {
        publish(Severity.ERROR, Set.of(), "A file of request limits cannot be read, its limits are not known: " + file,
                "%s of %s, %s%nEvery other file was read. Install a version of the bundle with a right file."
                        .formatted(file, bundle, problem));
    }

    void broughtTwice(String profile, String winner, String one, String other) {
        publish(Severity.WARNING, Set.of(), "Two bundles bring the request limit " + profile,
                "Expected one bundle to bring it, found %s and %s. That of %s holds. Remove one of the bundles."
                        .formatted(one, other, winner));
    }

    void wrongSettings(Stored stored, String problem, UserLimit before) {
        publish(Severity.ERROR, Set.of(), "The settings of the request limit %s are wrong".formatted(stored.profile()),
                "%s, %s%n%s Set it right with limit:set, or go back to the default with limit:reset.".formatted(
                        stored.pid(), problem.replace(", was ", ", found "),
                        before == null ? "The default holds." : "What was set before stays in force."));
    }

    void configuredTwice(String profile, String one, String other) {
        publish(Severity.WARNING, Set.of(), "The request limit %s is configured twice".formatted(profile),
                "Expected one configuration, found %s and %s. The first holds; limit:set makes one of them."
                        .formatted(one, other));
    }

    void unreadable(IOException e) {
        publish(Severity.ERROR, Set.of(), "The settings of request limits cannot be read",
                "The defaults hold: %s. Check the rights of the data folder.".formatted(e.getMessage()));
    }

    void rulesChanged(String key, Set<BrokerId> spenders, LimitProfile profile) {
        publish(Severity.INFO, spenders, "The request limit of %s is now %s".formatted(key,
                LimitSetting.WINDOWS.of(profile)), "%s: %s".formatted(profile.id(), profile.source()));
    }

    void refused(String key, Set<BrokerId> spenders, int count, String words, LimitUsage usage) {
        String text = count == 1 ? "The broker refused a request for its rate although its limit was kept: " + key
                : "The broker refused %d more requests for their rate: %s".formatted(count, key);
        publish(Severity.WARNING, spenders, text, ("%s%nNothing is sent for %s, and then %s instead of %s is used; it "
                + "recovers slowly. Somebody else spends from the same key, or the limit has changed: compare %s with the "
                + "broker's own notice, and set it with limit:set.").formatted(words,
                        seconds(usage.banned().orElse(Duration.ZERO)), windows(usage, WindowUsage::allowed),
                        windows(usage, w -> w.window().permits()), key));
    }

    void banned(String key, Set<BrokerId> spenders, Duration duration, String words) {
        publish(Severity.ERROR, spenders, "The broker refuses every request of %s for %s".formatted(key,
                seconds(duration)), "%s%nNothing is sent until then, orders neither.".formatted(words));
    }

    void banOver(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, "Requests of %s are sent again".formatted(key), "");
    }

    void recovered(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, "The whole request limit of %s is used again".formatted(key), "");
    }

    void queueFull(String key, Set<BrokerId> spenders, int count, int room) {
        publish(Severity.WARNING, spenders, count == 1
                ? "A request found no place to wait for the request limit of " + key
                : "%d more requests found no place to wait for the request limit of %s".formatted(count, key),
                ("Expected at most %d requests to wait, found more; they were not sent. Ask for less at once, or make room "
                        + "with limit:set and max.waiting.").formatted(room));
    }

    private static String windows(LimitUsage usage, ToIntFunction<WindowUsage> permits) {
        return usage.windows().stream()
                .map(w -> new RateWindow(permits.applyAsInt(w), w.window().period(), w.window().measure(),
                        w.window().lanes()).toString())
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return "%.1f s".formatted(duration.toMillis() / 1000.0);
    }

    private void publish(Severity severity, Set<BrokerId> spenders, String text, String detail) {
        Optional<BrokerId> broker = spenders.size() == 1 ? spenders.stream().findFirst() : Optional.empty();
        String who = spenders.size() > 1
                ? "\nSpent by " + spenders.stream().sorted().map(BrokerId::value).collect(Collectors.joining(", ")) : "";
        events.publish(severity, SOURCE, broker, text, detail + who);
    }
}
