package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jts.api.CurrencyCode;
import org.jts.api.trading.OrderLimits;

/** The limits that hold in one account, as numbers. Immutable. */
public final class AccountLimits {

    /** Value of {@code hours}: the exchange's hours, where real money is traded. */
    static final String HOURS_LIVE = "live";
    /** Value of {@code hours}: the exchange's hours, in accounts of paper too. */
    static final String HOURS_EXCHANGE = "exchange";

    /** Every setting, in the order to show them. */
    static final List<String> KEYS = List.of("max.quantity", "max.value", "max.share.percent", "band.percent",
            "stale.seconds", "duplicate.ms", "hours", "daily.loss", "daily.orders");

    private static final String ANY = "";
    private static final Pattern AMOUNT = Pattern.compile("(\\d{1,18}(?:\\.\\d{1,8})?)(?:\\s+([A-Z0-9]{2,12}))?");
    private static final Pattern HOURS = Pattern.compile("(\\d\\d:\\d\\d)\\s*-\\s*(\\d\\d:\\d\\d)");
    private static final BigDecimal MOST_PERCENT = BigDecimal.valueOf(100);
    private static final long MOST_DUPLICATE_MILLIS = 3_600_000;
    private static final long MOST_STALE_SECONDS = 86_400;
    private static final long MOST_ORDERS = 1_000_000;

    /** From when to when orders are taken. */
    record Hours(LocalTime from, LocalTime to) {
        boolean contains(LocalTime time) {
            return !time.isBefore(from) && time.isBefore(to);
        }

        @Override
        public String toString() {
            return from + "-" + to;
        }
    }

    /** When orders are taken. */
    enum Session { ALWAYS, LIVE, EXCHANGE, OWN }

    /**
     * How much may be lost on a day.
     *
     * @param amounts by currency; one without a currency is under {@link #ANY}, and is of the account's home currency
     * @param percent of what there was, in each currency that has no amount
     */
    record Loss(Map<String, BigDecimal> amounts, Optional<BigDecimal> percent) {

        /** @return empty when nothing says how much it is in that currency */
        Optional<BigDecimal> of(CurrencyCode currency, BigDecimal equity, boolean isHome) {
            return Optional.ofNullable(amounts.getOrDefault(currency.value(), isHome ? amounts.get(ANY) : null))
                    .or(() -> percent.map(p -> equity.multiply(p).movePointLeft(2)));
        }
    }

    final Optional<BigDecimal> maxQuantity;
    /** By currency; an amount without one is under {@link #ANY}. */
    private final Map<String, BigDecimal> maxValue;
    final Optional<BigDecimal> maxSharePercent;
    final Optional<BigDecimal> bandPercent;
    final Duration duplicate;
    final Session session;
    final Optional<Hours> hours;
    final Duration stale;
    final Optional<Loss> dailyLoss;
    final long dailyOrders;
    /** By key: settings that cannot be understood, each with what was expected; while there are some none is placed. */
    final Map<String, String> flaws = new TreeMap<>();

    /**
     * Never fails: an account whose limits cannot be read must not trade without any.
     *
     * @param texts what holds, for each key
     */
    public AccountLimits(Function<String, String> texts) {
        maxQuantity = number("max.quantity", texts, null);
        maxValue = amounts("max.value", texts);
        maxSharePercent = number("max.share.percent", texts, MOST_PERCENT);
        bandPercent = number("band.percent", texts, null);
        duplicate = Duration.ofMillis(count("duplicate.ms", texts, MOST_DUPLICATE_MILLIS));
        String when = text("hours", texts);
        session = switch (when) {
            case OrderLimits.OFF -> Session.ALWAYS;
            case HOURS_LIVE -> Session.LIVE;
            case HOURS_EXCHANGE -> Session.EXCHANGE;
            default -> Session.OWN;
        };
        hours = session == Session.OWN ? hours(when) : Optional.empty();
        stale = Duration.ofSeconds(count("stale.seconds", texts, MOST_STALE_SECONDS));
        dailyLoss = loss("daily.loss", texts);
        dailyOrders = count("daily.orders", texts, MOST_ORDERS);
    }

    /** What holds where nothing is set: text per key, in the order of {@link #KEYS}. */
    public static Map<String, String> defaults() {
        Map<String, String> all = new LinkedHashMap<>();
        for (String key : KEYS) {
            try {
                all.put(key, (String) LimitsConfig.class.getMethod(key.replace('.', '_')).getDefaultValue());
            } catch (NoSuchMethodException e) {
                throw new IllegalStateException("expected a setting %s, found none".formatted(key), e);
            }
        }
        return all;
    }

    /** The limits where nothing is set. */
    static AccountLimits standard() {
        return new AccountLimits(defaults()::get);
    }

    /** The largest value of an order in a currency; empty for no limit. */
    Optional<BigDecimal> maxValue(CurrencyCode currency) {
        return Optional.ofNullable(maxValue.getOrDefault(currency.value(), maxValue.get(ANY)));
    }

    /** Whether the value of an order matters. */
    boolean hasMaxValue() {
        return !maxValue.isEmpty();
    }

    private static String text(String key, Function<String, String> texts) {
        String text = texts.apply(key).strip();
        return text.equalsIgnoreCase(OrderLimits.OFF) ? OrderLimits.OFF : text;
    }

    private Optional<BigDecimal> number(String key, Function<String, String> texts, BigDecimal most) {
        String text = text(key, texts);
        if (text.equals(OrderLimits.OFF)) {
            return Optional.empty();
        }
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches() && amount.group(2) == null) {
            BigDecimal number = new BigDecimal(text);
            if (number.signum() > 0 && (most == null || number.compareTo(most) <= 0)) {
                return Optional.of(number);
            }
        }
        flaws.put(key, most == null ? T.format("limit.flaw.number", key, text)
                : T.format("limit.flaw.percent", key, text));
        return Optional.empty();
    }

    /** A whole number; {@code off} is 0. */
    private long count(String key, Function<String, String> texts, long most) {
        String text = text(key, texts);
        if (text.equals(OrderLimits.OFF)) {
            return 0;
        }
        if (text.matches("\\d{1,9}") && Long.parseLong(text) > 0 && Long.parseLong(text) <= most) {
            return Long.parseLong(text);
        }
        flaws.put(key, T.format("limit.flaw.count", key, Long.toString(most), text));
        return 0;
    }

    private Map<String, BigDecimal> amounts(String key, Function<String, String> texts) {
        String text = text(key, texts);
        Map<String, BigDecimal> all = new TreeMap<>();
        if (text.equals(OrderLimits.OFF)) {
            return all;
        }
        for (String part : parts(text)) {
            if (!add(part, all)) {
                flaws.put(key, T.format("limit.flaw.amounts", key, text));
                return Map.of();
            }
        }
        return all;
    }

    private static String[] parts(String text) {
        return text.toUpperCase(Locale.ROOT).split(",", -1);
    }

    /** @return whether it is an amount, the first one of its currency */
    private static boolean add(String part, Map<String, BigDecimal> amounts) {
        Matcher amount = AMOUNT.matcher(part.strip());
        if (!amount.matches() || new BigDecimal(amount.group(1)).signum() == 0) {
            return false;
        }
        String currency = amount.group(2) == null ? ANY : amount.group(2);
        return amounts.put(currency, new BigDecimal(amount.group(1))) == null;
    }

    private Optional<Loss> loss(String key, Function<String, String> texts) {
        String text = text(key, texts);
        if (text.equals(OrderLimits.OFF)) {
            return Optional.empty();
        }
        Map<String, BigDecimal> amounts = new TreeMap<>();
        Optional<BigDecimal> percent = Optional.empty();
        for (String part : parts(text)) {
            Optional<BigDecimal> found = percent(part.strip());
            if (found.isPresent() ? percent.isPresent() : !add(part, amounts)) {
                flaws.put(key, T.format("limit.flaw.loss", key, text));
                return Optional.empty();
            }
            percent = percent.or(() -> found);
        }
        return Optional.of(new Loss(amounts, percent));
    }

    /** @return empty when it is not written as per cent, above 0 and at most 100 */
    private static Optional<BigDecimal> percent(String part) {
        Matcher digits = AMOUNT.matcher(part.endsWith("%") ? part.substring(0, part.length() - 1).strip() : "");
        return Optional.of(digits).filter(d -> d.matches() && d.group(2) == null).map(d -> new BigDecimal(d.group(1)))
                .filter(p -> p.signum() > 0 && p.compareTo(MOST_PERCENT) <= 0);
    }

    private Optional<Hours> hours(String text) {
        Matcher both = HOURS.matcher(text);
        try {
            if (both.matches()) {
                Hours found = new Hours(LocalTime.parse(both.group(1)), LocalTime.parse(both.group(2)));
                if (found.from().isBefore(found.to())) {
                    return Optional.of(found);
                }
            }
        } catch (DateTimeParseException e) {
            // Told below.
        }
        flaws.put("hours", T.format("limit.flaw.hours", text));
        return Optional.empty();
    }
}
