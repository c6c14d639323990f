package org.jts.ratelimit.internal;

import static org.jts.ratelimit.internal.Words.T;

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
        publish(Severity.ERROR, Set.of(), T.format("file.broken", file),
                T.format("file.broken.detail", file, bundle, problem));
    }

    void broughtTwice(String profile, String winner, String one, String other) {
        publish(Severity.WARNING, Set.of(), T.format("brought.twice", profile),
                T.format("brought.twice.detail", one, other, winner));
    }

    void wrongSettings(Stored stored, String problem, UserLimit before) {
        String found = problem.replace(", was ", ", found ");
        publish(Severity.ERROR, Set.of(), T.format("settings.wrong", stored.profile()),
                before == null ? T.format("settings.wrong.default", stored.pid(), found)
                        : T.format("settings.wrong.kept", stored.pid(), found));
    }

    void configuredTwice(String profile, String one, String other) {
        publish(Severity.WARNING, Set.of(), T.format("configured.twice", profile),
                T.format("configured.twice.detail", one, other));
    }

    void unreadable(IOException e) {
        publish(Severity.ERROR, Set.of(), T.get("settings.unreadable"),
                T.format("settings.unreadable.detail", e.getMessage()));
    }

    void rulesChanged(String key, Set<BrokerId> spenders, LimitProfile profile) {
        publish(Severity.INFO, spenders, T.format("rules.changed", key, LimitSetting.WINDOWS.of(profile)),
                "%s: %s".formatted(profile.id(), profile.source()));
    }

    void refused(String key, Set<BrokerId> spenders, int count, String words, LimitUsage usage) {
        publish(Severity.WARNING, spenders, count == 1 ? T.format("refused", key)
                : T.format("refused.more", count, key),
                T.format("refused.detail", words, seconds(usage.banned().orElse(Duration.ZERO)),
                        windows(usage, WindowUsage::allowed), windows(usage, w -> w.window().permits()), key));
    }

    void banned(String key, Set<BrokerId> spenders, Duration duration, String words) {
        publish(Severity.ERROR, spenders, T.format("ban.begins", key, seconds(duration)),
                T.format("ban.begins.detail", words));
    }

    void banOver(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("ban.ends", key), "");
    }

    void recovered(String key, Set<BrokerId> spenders) {
        publish(Severity.INFO, spenders, T.format("budget.whole", key), "");
    }

    void queueFull(String key, Set<BrokerId> spenders, int count, int room) {
        publish(Severity.WARNING, spenders,
                count == 1 ? T.format("queue.full", key) : T.format("queue.full.more", count, key),
                T.format("queue.full.detail", room));
    }

    void spentDamaged(String key, String damage) {
        publish(Severity.WARNING, Set.of(), T.format("spent.damaged", key), T.format("spent.damaged.detail", damage));
    }

    void spentNotKept(String key, String problem) {
        publish(Severity.WARNING, Set.of(), T.format("spent.notKept", key), T.format("spent.notKept.detail", problem));
    }

    void spentKeptAgain(String key) {
        publish(Severity.INFO, Set.of(), T.format("spent.keptAgain", key), "");
    }

    private static String windows(LimitUsage usage, ToIntFunction<WindowUsage> permits) {
        return usage.windows().stream()
                .map(w -> new RateWindow(permits.applyAsInt(w), w.window().period(), w.window().measure(),
                        w.window().lanes()).toString())
                .collect(Collectors.joining(", "));
    }

    private static String seconds(Duration duration) {
        return T.format("seconds", "%.1f".formatted(duration.toMillis() / 1000.0));
    }

    private void publish(Severity severity, Set<BrokerId> spenders, String text, String detail) {
        Optional<BrokerId> broker = spenders.size() == 1 ? spenders.stream().findFirst() : Optional.empty();
        String all = spenders.size() < 2 ? detail : T.format("spenders", detail,
                spenders.stream().sorted().map(BrokerId::value).collect(Collectors.joining(", ")));
        events.publish(severity, SOURCE, broker, text, all);
    }
}
