package org.jts.ratelimit.internal;

import static org.jts.ratelimit.internal.Words.T;

import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.event.EventLog;
import org.jts.api.event.Severity;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.RateWindow;
import org.jts.ratelimit.internal.StoredLimits.Stored;
import org.jts.ratelimit.notice.LimitNotices;

/** What a trader should know of the limits of this process, of their files and of their settings. */
final class LocalNotices extends LimitNotices {

    static final String SOURCE = "ratelimit";

    LocalNotices(EventLog events) {
        super(events, SOURCE);
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

    void refused(String key, Set<BrokerId> spenders, int count, String words, LimitUsage usage) {
        publishRefusals(key, spenders, count,
                T.format("refused.detail", words, seconds(usage.banned().orElse(Duration.ZERO)),
                        windows(usage, WindowUsage::allowed), windows(usage, w -> w.window().permits()), key));
    }

    void banned(String key, Set<BrokerId> spenders, Duration duration, String words) {
        publishBan(key, spenders, duration, T.format("ban.begins.detail", words));
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
}
