package org.jts.ui.kit;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.Money;
import org.jts.api.account.Account;
import org.jts.api.market.TickTable;

/**
 * Numbers and times as a trader reads them, the same in English and Korean. Written by hand rather than with
 * {@code DecimalFormat}: a market watch formats thousands of numbers a second. Thread-safe.
 *
 * @since 1.0
 */
public final class Formats {
    /** Where most of our exchanges are, and the clock on the wall of those who trade there. */
    public static final ZoneId SEOUL = ZoneId.of("Asia/Seoul");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final DateTimeFormatter DATE_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("yyyy-MM-dd");
    private static final Map<String, String> SIGNS = Map.of("KRW", "₩", "USD", "$", "EUR", "€", "JPY", "¥", "GBP", "£");
    private static final Map<String, Integer> MINOR_DIGITS = Map.of("KRW", 0, "JPY", 0, "USD", 2, "EUR", 2, "GBP", 2,
            "USDT", 2, "USDC", 2);
    private static final int CRYPTO_DIGITS = 8;
    private static final String MINUS = "-";

    private Formats() {
    }

    /** A price with thousands separators and as many decimals as it has: {@code 71,200}, {@code 0.4512}. */
    public static String price(BigDecimal price) {
        BigDecimal shown = price.signum() == 0 ? BigDecimal.ZERO : price.stripTrailingZeros();
        return grouped(shown.scale() < 0 ? shown.setScale(0) : shown);
    }

    /** A price with as many decimals as the tick at that price has, so that a column of prices lines up. */
    public static String price(BigDecimal price, TickTable ticks) {
        int scale = Math.max(0, ticks.tickAt(price).stripTrailingZeros().scale());
        // A price off the tick table is shown as it is, not rounded into another price.
        int own = Math.max(0, price.stripTrailingZeros().scale());
        return grouped(price.setScale(Math.max(scale, own)));
    }

    /** A quantity with thousands separators, without trailing zeros. */
    public static String quantity(BigDecimal quantity) {
        return price(quantity);
    }

    /** An amount with its sign or code: {@code ₩52,340,000}, {@code -$12.50}, {@code 0.5 BTC}. */
    public static String money(Money money) {
        return money(money.currency(), money.amount());
    }

    /** As {@link #money(Money)}. */
    public static String money(CurrencyCode currency, BigDecimal amount) {
        BigDecimal rounded = rounded(currency, amount);
        String digits = grouped(rounded.abs());
        String minus = rounded.signum() < 0 ? MINUS : "";
        String sign = SIGNS.get(currency.value());
        return sign != null ? minus + sign + digits : minus + digits + " " + currency.value();
    }

    /** As {@link #money(CurrencyCode, BigDecimal)} with a plus in front of a gain: {@code +₩52,000}. */
    public static String signedMoney(CurrencyCode currency, BigDecimal amount) {
        String plus = rounded(currency, amount).signum() > 0 ? "+" : "";
        return plus + money(currency, amount);
    }

    /** A change with its sign: {@code +1,200}, {@code -35}, {@code 0}. */
    public static String signed(BigDecimal change) {
        return (change.signum() > 0 ? "+" : "") + price(change);
    }

    /** A share of 100 with its sign and two decimals: {@code +1.23%}. */
    public static String percent(BigDecimal percent) {
        BigDecimal rounded = percent.setScale(2, RoundingMode.HALF_UP);
        return (rounded.signum() > 0 ? "+" : "") + grouped(rounded) + "%";
    }

    /** Time of day in the exchange's zone, with the date in front when it is not today's. */
    public static String time(Instant when, ZoneId zone, Instant now) {
        ZonedDateTime local = when.atZone(zone);
        LocalDate today = LocalDate.ofInstant(now, zone);
        return (local.toLocalDate().equals(today) ? TIME : DATE_TIME).format(local);
    }

    /** As {@link #time(Instant, ZoneId, Instant)} by the clock of this machine. */
    public static String time(Instant when, ZoneId zone) {
        return time(when, zone, Instant.now());
    }

    public static String dateTime(Instant when, ZoneId zone) {
        return DATE_TIME.format(when.atZone(zone));
    }

    public static String date(Instant when, ZoneId zone) {
        return DATE.format(when.atZone(zone));
    }

    private static BigDecimal rounded(CurrencyCode currency, BigDecimal amount) {
        Integer digits = MINOR_DIGITS.get(currency.value());
        if (digits != null) {
            return amount.setScale(digits, RoundingMode.HALF_UP);
        }
        BigDecimal shown = amount.setScale(CRYPTO_DIGITS, RoundingMode.HALF_UP).stripTrailingZeros();
        return shown.scale() < 0 ? shown.setScale(0) : shown;
    }

    private static String grouped(BigDecimal number) {
        String plain = number.toPlainString();
        int begin = plain.startsWith("-") ? 1 : 0;
        int point = plain.indexOf('.');
        int end = point < 0 ? plain.length() : point;
        if (end - begin <= 3) {
            return plain;
        }
        StringBuilder text = new StringBuilder(plain.length() + 8);
        text.append(plain, 0, begin);
        for (int i = begin; i < end; i++) {
            if (i > begin && (end - i) % 3 == 0) {
                text.append(',');
            }
            text.append(plain.charAt(i));
        }
        return text.append(plain, end, plain.length()).toString();
    }

    /** What an account is called beside its number; empty when nobody gave it a name. @since 1.3 */
    public static Optional<String> ownName(Account account) {
        return Optional.of(account.name()).filter(name -> !name.equals(account.id().value()));
    }
}
