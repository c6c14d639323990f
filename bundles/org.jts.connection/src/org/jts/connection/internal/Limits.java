package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.List;

import org.jts.connection.internal.link.BackOff;
import org.jts.connection.internal.link.LinkRules;

/**
 * The figures of one supervised connection, checked.
 *
 * @param connect        time limit of connecting
 * @param disconnect     time limit of disconnecting
 * @param health         time limit of a health check
 * @param read           time limit of a read
 * @param candles        time limit of reading candles
 * @param order          time limit of an order call
 * @param healthInterval idle time after which the connection is checked
 * @param healthAgain    wait after an unanswered check
 * @param rules          of the connection's states
 * @param readCalls      reads under way at most
 * @param orderCalls     order calls under way at most
 * @param orderQueue     order events that may wait for one receiver
 */
public record Limits(Duration connect, Duration disconnect, Duration health, Duration read, Duration candles,
        Duration order, Duration healthInterval, Duration healthAgain, LinkRules rules, int readCalls, int orderCalls,
        int orderQueue) {

    /** Configuration PID. */
    public static final String PID = "org.jts.connection";

    /**
     * @param problems receives one sentence for each setting that is out of range; its default is taken instead
     */
    static Limits of(ConnectionConfig c, List<String> problems) {
        Ranges in = new Ranges(problems);
        Duration interval = in.seconds("health.interval.seconds", c.health_interval_seconds(), 3600, 30);
        BackOff backOff = new BackOff(
                Duration.ofMillis(in.number("backoff.first.millis", c.backoff_first_millis(), 1, 60_000, 1000)),
                in.number("backoff.factor", c.backoff_factor(), 1, 10, 2),
                in.seconds("backoff.max.seconds", c.backoff_max_seconds(), 3600, 30),
                in.number("backoff.jitter.percent", c.backoff_jitter_percent(), 0, 100, 20) / 100.0);
        LinkRules rules = new LinkRules(backOff,
                in.number("tries.authentication", c.tries_authentication(), 1, 100, 2),
                in.number("tries.fault", c.tries_fault(), 1, 1000, 5),
                in.number("tries.any", c.tries_any(), 0, 1_000_000, 0),
                in.number("health.misses", c.health_misses(), 1, 100, 3), backOff.max());
        return new Limits(in.seconds("connect.seconds", c.connect_seconds(), 600, 15),
                in.seconds("disconnect.seconds", c.disconnect_seconds(), 60, 5),
                in.seconds("health.seconds", c.health_seconds(), 60, 5),
                in.seconds("read.seconds", c.read_seconds(), 600, 10),
                in.seconds("candles.seconds", c.candles_seconds(), 3600, 60),
                in.seconds("order.seconds", c.order_seconds(), 600, 10), interval,
                in.seconds("health.again.seconds", c.health_again_seconds(), 600, 5), rules,
                in.number("calls.read", c.calls_read(), 1, 1000, 16),
                in.number("calls.order", c.calls_order(), 1, 1000, 8),
                in.number("queue.orders", c.queue_orders(), 100, 10_000_000, 10_000));
    }

    /** What holds when nothing is configured. */
    public static Limits defaults() {
        BackOff backOff = new BackOff(Duration.ofSeconds(1), 2, Duration.ofSeconds(30), 0.2);
        return new Limits(Duration.ofSeconds(15), Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(10),
                Duration.ofSeconds(60), Duration.ofSeconds(10), Duration.ofSeconds(30), Duration.ofSeconds(5),
                new LinkRules(backOff, 2, 5, 0, 3, backOff.max()), 16, 8, 10_000);
    }

    private record Ranges(List<String> problems) {

        Duration seconds(String key, int value, int max, int fallback) {
            return Duration.ofSeconds(number(key, value, 1, max, fallback));
        }

        int number(String key, int value, int min, int max, int fallback) {
            return (int) number(key, (double) value, min, max, fallback);
        }

        double number(String key, double value, int min, int max, int fallback) {
            if (value >= min && value <= max) {
                return value;
            }
            problems.add(T.format("limits.expected", key, min, max,
                    value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value), fallback));
            return fallback;
        }
    }
}
