package org.jts.ui.limits.internal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;

import org.jts.api.connection.BrokerConnection;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitUsage;
import org.jts.api.limit.LimitUsage.WindowUsage;
import org.jts.api.limit.MeteredLimit;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.LimitLevel;
import org.jts.ui.kit.LimitReading;
import org.jts.ui.kit.LimitThresholds;
import org.jts.ui.kit.LimitWords;
import org.jts.ui.kit.Texts;

/**
 * One window of one key at one moment.
 *
 * @param id      of the row: key and place of the window
 * @param brokers who spends from it
 * @param reading the window and its limiter
 * @param level   of this window; LIMITED under a ban
 * @param next    until the next permit, in words; of all windows of the key together
 */
record WindowRow(String id, String brokers, LimitReading reading, LimitLevel level, String next) {

    private static final Texts T = LimitsView.T;
    private static final int PERCENT = 100;

    /** Every window of every limiter: by broker, then by key, then as the profile has them. */
    static List<WindowRow> of(List<BrokerConnection> brokers, LimitHistory history) {
        Map<String, List<String>> names = new TreeMap<>();
        for (BrokerConnection broker : brokers) {
            history.of(broker.id()).keySet()
                    .forEach(key -> names.computeIfAbsent(key, unused -> new ArrayList<>()).add(broker.name()));
        }
        List<WindowRow> rows = new ArrayList<>();
        history.all().forEach((key, limiter) -> rows.addAll(of(key, limiter, names.getOrDefault(key, List.of()))));
        rows.sort(Comparator.comparing(WindowRow::brokers));
        return rows;
    }

    private static List<WindowRow> of(String key, MeteredLimit limiter, List<String> brokers) {
        LimitProfile profile = limiter.profile();
        LimitUsage usage = limiter.usage();
        String spenders = brokers.isEmpty() ? "–" : brokers.stream().sorted().collect(Collectors.joining(", "));
        String next = LimitWords.delay(usage.nextPermit());
        List<WindowRow> rows = new ArrayList<>();
        for (WindowUsage each : usage.windows()) {
            LimitReading reading = new LimitReading(key, profile, usage, each);
            rows.add(new WindowRow(key + "#" + rows.size(), spenders, reading,
                    reading.level(LimitThresholds.current()), next));
        }
        return rows;
    }

    String key() {
        return reading.key();
    }

    String limit() {
        return reading.profile().name();
    }

    /** {@code req/10 s (order)}. */
    String window() {
        String lanes = LimitWords.lanes(reading.window().window());
        return LimitWords.unit(reading.profile(), reading.window().window())
                + (lanes.isEmpty() ? "" : " (" + lanes + ")");
    }

    int used() {
        return reading.window().used();
    }

    /** Who has used it, those with the most first: {@code history 15, order 2}; empty when that is not known. */
    String lanes() {
        Map<Lane, Integer> shares = reading.window().byLane();
        String all = shares.entrySet().stream().sorted(Entry.<Lane, Integer>comparingByValue().reversed()
                .thenComparing(Entry.comparingByKey()))
                .map(share -> share(LimitWords.lane(share.getKey()), share.getValue()))
                .collect(Collectors.joining(", "));
        int others = used() - shares.values().stream().mapToInt(Integer::intValue).sum();
        return shares.isEmpty() || others <= 0 ? all : all + ", " + share(T.get("lane.others"), others);
    }

    private static String share(String who, int used) {
        return T.format("lane.used", who, Formats.quantity(BigDecimal.valueOf(used)));
    }

    int allowed() {
        return reading.window().allowed();
    }

    int permits() {
        return reading.window().window().permits();
    }

    long refusals() {
        return reading.usage().refusals();
    }

    /** Used of what is enforced, in percent; more than 100 when somebody else spends too. */
    int share() {
        return (int) ((long) used() * PERCENT / Math.max(1, allowed()));
    }

    /** Whether it looks the same: times go on, and their words do so less often. */
    @Override
    public boolean equals(Object other) {
        return other instanceof WindowRow row && id.equals(row.id) && brokers.equals(row.brokers) && level == row.level
                && next.equals(row.next) && refusals() == row.refusals()
                && reading.window().equals(row.reading.window()) && reading.profile().equals(row.reading.profile());
    }

    @Override
    public int hashCode() {
        return Objects.hash(id, used());
    }
}
