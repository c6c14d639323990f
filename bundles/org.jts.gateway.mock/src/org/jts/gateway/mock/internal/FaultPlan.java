package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Everything that goes wrong on purpose.
 *
 * @param connect         what connecting meets
 * @param latencyMin      shortest time between request and answer
 * @param latencyMax      longest
 * @param refuse          share of orders that the broker refuses
 * @param lose            share of orders whose answer is lost
 * @param drop            share of order events that never come
 * @param duplicate       share of order events that come twice
 * @param disconnectAfter time after which every connection breaks; zero for never
 * @param silence         whether requests stay without an answer
 * @param drift           whether the broker allows only half of the requests that it says it does
 */
record FaultPlan(ConnectFault connect, Duration latencyMin, Duration latencyMax, double refuse, double lose,
        double drop, double duplicate, Duration disconnectAfter, boolean silence, boolean drift) {

    /** What connecting meets. */
    enum ConnectFault {
        NONE, NETWORK, AUTHENTICATION;

        static ConnectFault parse(String text) {
            return Arrays.stream(values()).filter(f -> f.name().toLowerCase(Locale.ROOT).equals(text)).findFirst()
                    .orElseThrow(() -> new IllegalArgumentException(
                            T.format("fault.connect", text)));
        }
    }

    static final FaultPlan NONE = new FaultPlan(ConnectFault.NONE, Duration.ZERO, Duration.ZERO, 0, 0, 0, 0,
            Duration.ZERO, false, false);

    /** The names that {@link #with} takes. */
    static final List<String> NAMES = List.of("connect", "latency", "refuse", "lose", "drop", "duplicate", "disconnect",
            "silence", "drift");

    private static final int MOST_LATENCY_MS = 60_000;
    private static final int LONGEST_S = 86_400;

    FaultPlan {
        if (latencyMax.compareTo(latencyMin) < 0) {
            throw new IllegalArgumentException("latency: expected shortest <= longest, was %d ms and %d ms"
                    .formatted(latencyMin.toMillis(), latencyMax.toMillis()));
        }
        ratio("refuse", refuse);
        ratio("lose", lose);
        ratio("drop", drop);
        ratio("duplicate", duplicate);
    }

    static FaultPlan of(MockConfig c) {
        return new FaultPlan(ConnectFault.parse(c.fault_connect()),
                Duration.ofMillis(MockSettings.within("fault.latency.min.ms", c.fault_latency_min_ms(), 0,
                        MOST_LATENCY_MS)),
                Duration.ofMillis(MockSettings.within("fault.latency.max.ms", c.fault_latency_max_ms(), 0,
                        MOST_LATENCY_MS)),
                c.fault_refuse_ratio(), c.fault_lose_ratio(), c.fault_drop_ratio(), c.fault_duplicate_ratio(),
                Duration.ofSeconds(MockSettings.within("fault.disconnect.after.s", c.fault_disconnect_after_s(), 0,
                        LONGEST_S)),
                c.fault_silence(), c.fault_rate_drift());
    }

    /**
     * This plan with one thing changed.
     *
     * @param name  one of {@link #NAMES}
     * @param value as a person types it; for {@code latency} milliseconds, or shortest and longest as {@code 50-200}
     */
    FaultPlan with(String name, String value) {
        return switch (name) {
            case "connect" -> new FaultPlan(ConnectFault.parse(value), latencyMin, latencyMax, refuse, lose, drop,
                    duplicate, disconnectAfter, silence, drift);
            case "latency" -> withLatency(value);
            case "refuse" -> new FaultPlan(connect, latencyMin, latencyMax, share(name, value), lose, drop, duplicate,
                    disconnectAfter, silence, drift);
            case "lose" -> new FaultPlan(connect, latencyMin, latencyMax, refuse, share(name, value), drop, duplicate,
                    disconnectAfter, silence, drift);
            case "drop" -> new FaultPlan(connect, latencyMin, latencyMax, refuse, lose, share(name, value), duplicate,
                    disconnectAfter, silence, drift);
            case "duplicate" -> new FaultPlan(connect, latencyMin, latencyMax, refuse, lose, drop, share(name, value),
                    disconnectAfter, silence, drift);
            case "disconnect" -> new FaultPlan(connect, latencyMin, latencyMax, refuse, lose, drop, duplicate,
                    Duration.ofSeconds(number(name + " (seconds)", value, LONGEST_S)), silence, drift);
            case "silence" -> withSilence(onOff(value));
            case "drift" -> new FaultPlan(connect, latencyMin, latencyMax, refuse, lose, drop, duplicate,
                    disconnectAfter, silence, onOff(value));
            default -> throw new IllegalArgumentException(
                    T.format("fault.unknown", String.join(", ", NAMES), name));
        };
    }

    FaultPlan withSilence(boolean on) {
        return new FaultPlan(connect, latencyMin, latencyMax, refuse, lose, drop, duplicate, disconnectAfter, on,
                drift);
    }

    /** One line a person can read and, value by value, type back. */
    String describe() {
        return ("connect %s, latency %d-%d ms, refuse %s, lose %s, drop %s, duplicate %s, disconnect %s s, silence %s, "
                + "drift %s").formatted(connect.name().toLowerCase(Locale.ROOT), latencyMin.toMillis(),
                latencyMax.toMillis(),
                        refuse, lose, drop, duplicate, disconnectAfter.toSeconds(), silence ? "on" : "off", drift
                        ? "on" : "off");
    }

    static boolean onOff(String text) {
        return switch (text) {
            case "on", "true" -> true;
            case "off", "false" -> false;
            default -> throw new IllegalArgumentException(T.format("fault.onOff", text));
        };
    }

    private FaultPlan withLatency(String value) {
        String[] ends = value.split("-", 2);
        Duration min = Duration.ofMillis(number("latency (ms)", ends[0], MOST_LATENCY_MS));
        Duration max = ends.length == 1 ? min : Duration.ofMillis(number("latency (ms)", ends[1], MOST_LATENCY_MS));
        return new FaultPlan(connect, min, max, refuse, lose, drop, duplicate, disconnectAfter, silence, drift);
    }

    private static int number(String name, String text, int max) {
        try {
            return MockSettings.within("fault " + name, Integer.parseInt(text.strip()), 0, max);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    T.format("fault.number", name, max, text), e);
        }
    }

    private static double share(String name, String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(
                    T.format("fault.share", name, text), e);
        }
    }

    private static void ratio(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "fault %s: expected a share from 0 to 1, was %s".formatted(name, value));
        }
    }
}
