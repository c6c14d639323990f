package org.jts.ui.kit;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.stream.Collectors;

import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RateWindow;
import org.jts.api.limit.RateWindow.Measure;
import org.jts.ui.internal.UiTexts;

/** Request limits in the words of the user's language. Thread-safe. @since 1.0 */
public final class LimitWords {
    private static final Texts T = UiTexts.TEXTS;
    private static final int SECONDS_A_MINUTE = 60;
    private static final long TENTHS_UP_TO_MILLIS = 10_000;

    private LimitWords() {
    }

    /** {@code 12/20 req/s}: what is used of what is enforced at present. */
    public static String used(LimitProfile profile, WindowUsage usage) {
        return number(usage.used()) + "/" + number(usage.allowed()) + " " + unit(profile, usage.window());
    }

    /** {@code req/s}, {@code req/min}, {@code req/15 s}; {@code weight/min} where the broker weighs its requests. */
    public static String unit(LimitProfile profile, RateWindow window) {
        return (isWeighed(profile, window) ? T.get("limit.weight") : T.get("limit.requests")) + "/"
                + period(window.period());
    }

    /** {@code s}, {@code min}, {@code h}, {@code 15 s}, {@code 5 min}: a period as the end of a unit. */
    public static String period(Duration period) {
        long millis = period.toMillis();
        if (millis % 1000 != 0) {
            return T.format("limit.period.millis", number(millis));
        }
        long seconds = millis / 1000;
        String times = "";
        String name = T.get("limit.period.second");
        long[] spans = {86_400, 3_600, SECONDS_A_MINUTE, 1};
        String[] names = {T.get("limit.period.day"), T.get("limit.period.hour"), T.get("limit.period.minute"), name};
        for (int i = 0; i < spans.length; i++) {
            if (seconds % spans[i] == 0) {
                times = seconds == spans[i] ? "" : number(seconds / spans[i]) + " ";
                name = names[i];
                break;
            }
        }
        return times + name;
    }

    /** Normal, Caution, Limited. */
    public static String level(LimitLevel level) {
        return switch (level) {
            case NORMAL -> T.get("limit.level.normal");
            case CAUTION -> T.get("limit.level.caution");
            case LIMITED -> T.get("limit.level.limited");
        };
    }

    /** {@code Blocked 42 s}: how long the broker still refuses everything. */
    public static String blocked(Duration left) {
        return T.format("limit.blocked", seconds(left));
    }

    /** Whole seconds, rounded up: {@code 42 s}, {@code 3 min 5 s}. */
    public static String seconds(Duration span) {
        long seconds = Math.ceilDiv(span.toMillis(), 1000L);
        return seconds < SECONDS_A_MINUTE ? T.format("limit.seconds", seconds)
                : T.format("limit.minutes", number(seconds / SECONDS_A_MINUTE), seconds % SECONDS_A_MINUTE);
    }

    /** A wait: {@code now}, {@code 0.4 s}, {@code 42 s}. */
    public static String delay(Duration span) {
        if (!span.isPositive()) {
            return T.get("limit.now");
        }
        long tenths = Math.max(1, Math.ceilDiv(span.toMillis(), 100L));
        return span.toMillis() >= TENTHS_UP_TO_MILLIS ? seconds(span)
                : T.format("limit.seconds", BigDecimal.valueOf(tenths, 1).toPlainString());
    }

    /** Cancel, order, account, market data, history. */
    public static String lane(Lane lane) {
        return switch (lane) {
            case CANCEL -> T.get("limit.lane.cancel");
            case ORDER -> T.get("limit.lane.order");
            case ACCOUNT -> T.get("limit.lane.account");
            case MARKET_DATA -> T.get("limit.lane.marketData");
            case HISTORY -> T.get("limit.lane.history");
        };
    }

    /** The requests that a window counts: {@code order, cancel}; empty for all. */
    public static String lanes(RateWindow window) {
        return window.lanes().stream().sorted().map(LimitWords::lane).collect(Collectors.joining(", "));
    }

    /** Who else spends from the budget. */
    public static String sharing(LimitUsage.Sharing sharing) {
        return switch (sharing) {
            case LOCAL -> T.get("limit.sharing.local");
            case SHARED -> T.get("limit.sharing.shared");
            case FENCED -> T.get("limit.sharing.fenced");
            case REMOTE -> T.get("limit.sharing.remote");
        };
    }

    /** What was known last, and since when nothing is. */
    static String describe(RateLimitIndicator.Unknown unknown) {
        if (unknown.at().isEmpty()) {
            return T.get("limit.unknown.tip.never");
        }
        return T.format("limit.unknown.tip", unknown.at()) + "\n\n" + describe(unknown.last());
    }

    /** {@code 12/20 req/s at 12:31:05}: what was used of the tightest limit when it was told last; else empty. */
    static String last(RateLimitIndicator.Unknown unknown) {
        return new TightestWindow().choose(unknown.last(), LimitThresholds.current())
                .map(it -> T.format("limit.unknown.last", used(it.profile(), it.window()), unknown.at())).orElse("");
    }

    /** Everything about some limiters, in a few lines each: for a tooltip. */
    public static String describe(Map<String, ? extends MeteredLimit> limiters) {
        return limiters.isEmpty() ? T.get("limit.none.tip")
                : limiters.entrySet().stream().map(it -> describe(it.getKey(), it.getValue()))
                        .collect(Collectors.joining("\n\n"));
    }

    private static String describe(String key, MeteredLimit limiter) {
        LimitProfile profile = limiter.profile();
        LimitUsage usage = limiter.usage();
        StringBuilder text = new StringBuilder(T.format("limit.tip.head", profile.name(), key));
        usage.windows().forEach(window -> text.append("\n   ").append(describe(profile, window)));
        text.append('\n').append(T.format("limit.tip.queue", waiting(usage), number(usage.inFlight()),
                delay(usage.nextPermit())));
        usage.banned().ifPresent(left -> text.append('\n').append(T.format("limit.tip.banned", seconds(left))));
        if (usage.refusals() > 0) {
            text.append('\n').append(T.format("limit.tip.refusals", number(usage.refusals())));
        }
        if (usage.sharing() != LimitUsage.Sharing.LOCAL) {
            text.append('\n').append(sharing(usage.sharing()));
        }
        return text.toString();
    }

    private static String describe(LimitProfile profile, WindowUsage window) {
        String lanes = lanes(window.window());
        String lowered = window.allowed() < window.window().permits()
                ? "   " + T.format("limit.tip.lowered", number(window.window().permits())) : "";
        return used(profile, window) + (lanes.isEmpty() ? "" : " (" + lanes + ")") + "   "
                + level(LimitThresholds.current().level(window)) + lowered;
    }

    /** {@code 12 (order 1, history 11)}, or {@code 0}. */
    public static String waiting(LimitUsage usage) {
        int all = usage.waiting().values().stream().mapToInt(Integer::intValue).sum();
        return all == 0 ? "0"
                : number(all) + " (" + usage.waiting().entrySet().stream().filter(it -> it.getValue() > 0)
                        .sorted(Map.Entry.comparingByKey(Comparator.naturalOrder()))
                        .map(it -> lane(it.getKey()) + " " + number(it.getValue())).collect(Collectors.joining(", "))
                        + ")";
    }

    /** Where a broker counts some requests as one each, it weighs the others; where it only counts, all weigh one. */
    private static boolean isWeighed(LimitProfile profile, RateWindow window) {
        return window.measure() == Measure.WEIGHT
                && profile.windows().stream().anyMatch(each -> each.measure() == Measure.COUNT);
    }

    private static String number(long number) {
        return Formats.quantity(BigDecimal.valueOf(number));
    }
}
