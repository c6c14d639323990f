package org.jts.trading.internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;

import org.jts.api.account.AccountKey;
import org.jts.api.time.TimeSource;

/**
 * How many orders of this desk each account had on a day of its exchange; counted once a day, then added to. An order
 * takes its place before it is sent, so that of many at once no more go out than may. Thread-safe.
 */
final class DayCounts {

    private record Key(AccountKey account, ZoneId zone) {
    }

    private record Day(LocalDate date, long orders) {
    }

    private final Blotter blotter;
    private final TimeSource time;
    /** Guarded by this: an account may trade at exchanges whose days begin at other times. */
    private final Map<Key, Day> days = new HashMap<>();

    DayCounts(Blotter blotter, TimeSource time) {
        this.blotter = blotter;
        this.time = time;
    }

    /** @param zone of the exchange */
    synchronized long today(AccountKey account, ZoneId zone) {
        Key key = new Key(account, zone);
        LocalDate today = LocalDate.ofInstant(time.now(), zone);
        Day known = days.get(key);
        if (known == null || !known.date().equals(today)) {
            Instant midnight = today.atStartOfDay(zone).toInstant();
            known = new Day(today, blotter.sentSince(account, midnight));
            days.put(key, known);
        }
        return known.orders();
    }

    /**
     * One more goes out, if there is room.
     *
     * @param most so many may be on a day
     * @param now  told again when it is given back
     * @return whether it may, and was counted
     */
    synchronized boolean take(AccountKey account, ZoneId zone, long most, Instant now) {
        if (today(account, zone) >= most) {
            return false;
        }
        add(account, now, 1);
        return true;
    }

    /** It was not sent. @param taken when its place was taken: on a later day it is not counted any more */
    synchronized void giveBack(AccountKey account, Instant taken) {
        add(account, taken, -1);
    }

    private void add(AccountKey account, Instant at, long count) {
        days.replaceAll((key, day) -> key.account().equals(account)
                && day.date().equals(LocalDate.ofInstant(at, key.zone()))
                        ? new Day(day.date(), Math.max(0, day.orders() + count)) : day);
    }
}
