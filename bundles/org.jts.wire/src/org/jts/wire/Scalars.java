package org.jts.wire;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.wire.proto.common.Decimal;

import com.google.protobuf.Timestamp;

/** Numbers, times and names, with what is wrong about them. */
final class Scalars {

    /** Longer than any price or amount, shorter than what makes arithmetic slow. */
    private static final int MAX_DIGITS = 60;
    /** So many digits, with a point, always fit into a long. */
    private static final int MAX_PLAIN = 18;

    private Scalars() {
    }

    /** Up to six decimals a number keeps its text, which is the plain one: what is sent again is not made again. */
    static String text(BigDecimal value) {
        return value.scale() >= 0 && value.scale() <= 6 ? value.toString() : value.toPlainString();
    }

    static String text(Optional<BigDecimal> value) {
        return value.isPresent() ? text(value.get()) : "";
    }

    static Decimal decimal(BigDecimal value) {
        return Decimal.newBuilder().setValue(text(value)).setScale(Math.max(0, value.scale())).build();
    }

    static BigDecimal number(Decimal value, String field) {
        return number(value.getValue(), field);
    }

    static BigDecimal number(String text, String field) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return number(bytes, 0, bytes.length, field);
    }

    /** The number that these bytes are as text. */
    static BigDecimal number(byte[] bytes, int from, int length, String field) {
        long digits = 0;
        int point = -1;
        int end = from + length;
        if (length > 0 && length <= MAX_PLAIN) { // nearly all: digits, perhaps with a point between
            int i = from;
            for (; i < end; i++) {
                int digit = bytes[i] - '0';
                if (digit >= 0 && digit <= 9) {
                    digits = digits * 10 + digit;
                } else if (digit == '.' - '0' && point < 0 && i > from && i < end - 1) {
                    point = i;
                } else {
                    break;
                }
            }
            if (i == end) {
                return BigDecimal.valueOf(digits, point < 0 ? 0 : end - 1 - point);
            }
        }
        return anyNumber(new String(bytes, from, length, StandardCharsets.UTF_8), field);
    }

    private static BigDecimal anyNumber(String text, String field) {
        if (text.isEmpty() || text.length() > MAX_DIGITS || text.indexOf('e') >= 0 || text.indexOf('E') >= 0) {
            throw unreadable(field, "a decimal number of at most " + MAX_DIGITS + " characters, without exponent",
                    text);
        }
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw unreadable(field, "a decimal number", text);
        }
    }

    static Optional<BigDecimal> optional(String text, String field) {
        return text.isEmpty() ? Optional.empty() : Optional.of(number(text, field));
    }

    static Timestamp timestamp(Instant time) {
        return Timestamp.newBuilder().setSeconds(time.getEpochSecond()).setNanos(time.getNano()).build();
    }

    static Instant instant(Timestamp time, String field) {
        return instant(time.getSeconds(), time.getNanos(), field);
    }

    static Instant instant(long seconds, int nanos, String field) {
        try {
            return Instant.ofEpochSecond(seconds, nanos);
        } catch (DateTimeException | ArithmeticException e) {
            throw unreadable(field, "a time", seconds + " s");
        }
    }

    /** A time as text: ISO 8601 with Z or an offset. */
    static Instant instant(String text, String field) {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw unreadable(field, "a time such as 2026-01-02T09:00:00Z", text);
        }
    }

    static com.google.protobuf.Duration duration(Duration duration) {
        return com.google.protobuf.Duration.newBuilder().setSeconds(duration.getSeconds())
                .setNanos(duration.getNano()).build();
    }

    static Duration duration(com.google.protobuf.Duration duration) {
        return Duration.ofSeconds(duration.getSeconds(), duration.getNanos());
    }

    /** What is the same on both sides under the same name: {@code PREFIX_NAME} on the wire, {@code NAME} here. */
    static <T extends Enum<T>> T here(Class<T> type, String prefix, Enum<?> wire) {
        String name = wire.name();
        try {
            return Enum.valueOf(type, name.startsWith(prefix) ? name.substring(prefix.length()) : name);
        } catch (IllegalArgumentException e) {
            throw unreadable(type.getSimpleName(), "a value known here", name);
        }
    }

    static <T extends Enum<T>> T wire(Class<T> type, String prefix, Enum<?> here) {
        return Enum.valueOf(type, prefix + here.name());
    }

    /** Builds a record; what its checks refuse is a message that cannot be read. */
    static <T> T checked(String what, Supplier<T> record) {
        return checked(what, () -> "", record);
    }

    /** @param which of them; put behind {@code what} only when there is something to complain of */
    static <T> T checked(String what, Supplier<String> which, Supplier<T> record) {
        try {
            return record.get();
        } catch (WireException e) {
            throw e;
        } catch (IllegalArgumentException | NullPointerException | DateTimeException e) {
            throw new WireException("%s%s: %s".formatted(what, which.get(), e.getMessage()), e);
        }
    }

    static WireException unreadable(String field, String expected, String found) {
        String shown = found.length() > 80 ? found.substring(0, 80) + "..." : found;
        return new WireException("%s: expected %s, found \"%s\"".formatted(field, expected, shown));
    }
}
