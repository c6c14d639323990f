package org.jts.api.limit;

import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/** What can be set of a profile, as text: in a file of limits, in the configuration, on the console. @since 1.0 */
public enum LimitSetting {

    /** Every window, separated by commas, each as {@link RateWindow#parse} reads it. */
    WINDOWS("windows") {
        @Override
        public LimitProfile applied(LimitProfile profile, String value) {
            return new LimitProfile(profile.id(), profile.name(), profile.source(), WindowText.parseAll(value),
                    profile.reservedShare(), profile.maxWaiting(), profile.answerLimit(), profile.lostGrace());
        }

        @Override
        public String of(LimitProfile profile) {
            return WindowText.formatAll(profile.windows());
        }
    },

    /** The share of every window that is kept for cancels and orders, as whole per cent: {@code 10%}. */
    RESERVED("reserved") {
        @Override
        public LimitProfile applied(LimitProfile profile, String value) {
            int percent = number(value.strip().replaceFirst("\\s*%$", ""), 0, 99, "per cent");
            return new LimitProfile(profile.id(), profile.name(), profile.source(), profile.windows(), percent / 100.0,
                    profile.maxWaiting(), profile.answerLimit(), profile.lostGrace());
        }

        @Override
        public String of(LimitProfile profile) {
            return Math.round(profile.reservedShare() * 100) + "%";
        }
    },

    /** How many requests may wait. */
    MAX_WAITING("max.waiting") {
        @Override
        public LimitProfile applied(LimitProfile profile, String value) {
            return new LimitProfile(profile.id(), profile.name(), profile.source(), profile.windows(),
                    profile.reservedShare(), number(value, 1, 1_000_000, "requests"), profile.answerLimit(),
                    profile.lostGrace());
        }

        @Override
        public String of(LimitProfile profile) {
            return Integer.toString(profile.maxWaiting());
        }
    },

    /** After which time a request without an answer counts as lost: {@code 60s}. */
    ANSWER_LIMIT("answer.limit") {
        @Override
        public LimitProfile applied(LimitProfile profile, String value) {
            Duration limit = PeriodText.parse(value);
            if (!limit.isPositive()) {
                throw new IllegalArgumentException("expected a time above 0, was \"%s\"".formatted(value.strip()));
            }
            return new LimitProfile(profile.id(), profile.name(), profile.source(), profile.windows(),
                    profile.reservedShare(), profile.maxWaiting(), limit, profile.lostGrace());
        }

        @Override
        public String of(LimitProfile profile) {
            return PeriodText.format(profile.answerLimit());
        }
    },

    /** How long the broker may still count a lost request: {@code 5s}. */
    LOST_GRACE("lost.grace") {
        @Override
        public LimitProfile applied(LimitProfile profile, String value) {
            return new LimitProfile(profile.id(), profile.name(), profile.source(), profile.windows(),
                    profile.reservedShare(), profile.maxWaiting(), profile.answerLimit(), PeriodText.parse(value));
        }

        @Override
        public String of(LimitProfile profile) {
            return PeriodText.format(profile.lostGrace());
        }
    };

    private final String key;

    LimitSetting(String key) {
        this.key = key;
    }

    /** Its name in files and configurations. */
    public String key() {
        return key;
    }

    /** @return the setting with that {@link #key}; empty when there is none */
    public static Optional<LimitSetting> ofKey(String key) {
        return Arrays.stream(values()).filter(setting -> setting.key.equals(key)).findFirst();
    }

    /**
     * @return the profile with this one thing changed
     * @throws IllegalArgumentException that says what was expected and what was found
     */
    public abstract LimitProfile applied(LimitProfile profile, String value);

    /** What it is in {@code profile}, as {@link #applied} reads it. */
    public abstract String of(LimitProfile profile);

    private static int number(String text, int min, int max, String unit) {
        String digits = text.strip();
        if (!digits.matches("\\d{1,9}") || Integer.parseInt(digits) < min || Integer.parseInt(digits) > max) {
            throw new IllegalArgumentException(
                    "expected a whole number of %s from %d to %d, was \"%s\"".formatted(unit, min, max, digits));
        }
        return Integer.parseInt(digits);
    }
}
