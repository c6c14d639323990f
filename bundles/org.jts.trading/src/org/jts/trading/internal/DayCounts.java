package org.jts.trading.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import org.jts.api.account.AccountKey;
import org.jts.api.time.TimeSource;

/** How many orders of this desk each account had on a day of its exchange; counted once a day, then added to. */
final class DayCounts {

    private record Day(LocalDate date, ZoneId zone, long orders) {
    }

    private final Blotter blotter;
    private final TimeSource time;
    /** Guarded by this. */
    private final Map<AccountKey, Day> days = new HashMap<>();

    DayCounts(Blotter blotter, TimeSource time) {
        this.blotter = blotter;
        this.time = time;
    }

    /** @param zone of the exchange */
    synchronized long today(AccountKey account, ZoneId zone) {
        LocalDate today = LocalDate.ofInstant(time.now(), zone);
        Day known = days.get(account);
        if (known == null || !known.date().equals(today) || !known.zone().equals(zone)) {
            Instant midnight = today.atStartOfDay(zone).toInstant();
            known = new Day(today, zone, blotter.orders(account).stream()
                    .filter(o -> !o.foreign() && !o.order().createdAt().isBefore(midnight)).count());
            days.put(account, known);
        }
        return known.orders();
    }

    /** One more went out. */
    synchronized void placed(AccountKey account) {
        days.computeIfPresent(account, (key, day) -> new Day(day.date(), day.zone(), day.orders() + 1));
    }
}
