package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.metatype.annotations.Designate;

/** The limits of one account, or of all that have none of their own: one configuration, one of these. */
@Component(service = AccountLimits.class, configurationPid = AccountLimits.PID,
        configurationPolicy = ConfigurationPolicy.REQUIRE)
@Designate(ocd = LimitsConfig.class, factory = true)
public final class AccountLimits {

    static final String PID = "org.jts.trading.limits";

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

    final String account;
    final Optional<BigDecimal> maxQuantity;
    final Optional<BigDecimal> maxValue;
    final BigDecimal maxSharePercent;
    final Optional<BigDecimal> bandPercent;
    final Duration duplicate;
    final Optional<Hours> hours;
    final Duration stale;
    final Optional<BigDecimal> dailyLoss;
    final int dailyOrders;
    /** Settings that cannot be understood, each with what was expected; while there are some nothing is placed. */
    final List<String> flaws = new ArrayList<>();

    /** Never fails: an account whose limits cannot be read must not trade without any. */
    @Activate
    public AccountLimits(LimitsConfig config) {
        account = config.account().strip();
        maxQuantity = number("max.quantity", config.max_quantity());
        maxValue = number("max.value", config.max_value());
        maxSharePercent = BigDecimal.valueOf(config.max_share_percent());
        bandPercent = number("band.percent", config.band_percent());
        duplicate = Duration.ofMillis(config.duplicate_ms());
        hours = hours(config.hours().strip());
        stale = Duration.ofSeconds(config.stale_seconds());
        dailyLoss = number("daily.loss", config.daily_loss());
        dailyOrders = config.daily_orders();
    }

    /** What holds where nothing is configured: the defaults of the configuration's description. */
    static AccountLimits standard() {
        return new AccountLimits((LimitsConfig) Proxy.newProxyInstance(LimitsConfig.class.getClassLoader(),
                new Class<?>[] {LimitsConfig.class}, (self, method, arguments) -> method.getDefaultValue()));
    }

    private Optional<BigDecimal> number(String name, String text) {
        if (text.isBlank()) {
            return Optional.empty();
        }
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (number.signum() > 0) {
                return Optional.of(number);
            }
        } catch (NumberFormatException e) {
            // Told below.
        }
        flaws.add(T.format("limit.flaw.number", name, text));
        return Optional.empty();
    }

    private Optional<Hours> hours(String text) {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            String[] parts = text.split("-");
            Hours hours = new Hours(LocalTime.parse(parts[0].strip()), LocalTime.parse(parts[1].strip()));
            if (parts.length == 2 && hours.from().isBefore(hours.to())) {
                return Optional.of(hours);
            }
        } catch (DateTimeParseException | ArrayIndexOutOfBoundsException e) {
            // Told below.
        }
        flaws.add(T.format("limit.flaw.hours", text));
        return Optional.empty();
    }
}
