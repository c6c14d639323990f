package org.jts.ui.watch.internal;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

import org.jts.api.feed.LiveQuote;
import org.jts.api.market.Symbol;
import org.jts.ui.context.Instrument;

/**
 * The rows of the watch list. Feed threads leave the newest quote of each symbol in a map; the UI thread makes new rows
 * of what changed since it last looked, however many quotes came in between.
 */
final class WatchModel {
    private static final long FLASH_NANOS = 350_000_000;

    private final LongSupplier nanoTime;
    private final Map<Instrument, LiveQuote> newest = new ConcurrentHashMap<>();
    private final Map<Instrument, Long> flashes = new HashMap<>();
    private LinkedHashMap<Instrument, WatchRow> rows = new LinkedHashMap<>();

    WatchModel(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** Any thread. */
    void put(Instrument instrument, LiveQuote quote) {
        newest.put(instrument, quote);
    }

    /** Watches other instruments; what was watched before keeps its quote. */
    void watch(Map<Instrument, Symbol> watched) {
        LinkedHashMap<Instrument, WatchRow> next = new LinkedHashMap<>();
        watched.forEach((instrument, symbol) -> {
            WatchRow before = rows.get(instrument);
            next.put(instrument, before != null ? before : WatchRow.empty(instrument, symbol));
        });
        rows = next;
        newest.keySet().retainAll(watched.keySet());
        flashes.keySet().retainAll(watched.keySet());
    }

    /** @return the rows as they are now, unchanged ones being the same objects as before */
    List<WatchRow> rows() {
        long now = nanoTime.getAsLong();
        for (Map.Entry<Instrument, WatchRow> entry : rows.entrySet()) {
            WatchRow row = entry.getValue();
            LiveQuote quote = newest.get(entry.getKey());
            if (quote != null && (row.live().isEmpty() || row.live().get() != quote)) {
                entry.setValue(update(row, quote, now));
            } else if (row.flash() != 0 && now - flashes.getOrDefault(entry.getKey(), now) > FLASH_NANOS) {
                entry.setValue(row.calm());
                flashes.remove(entry.getKey());
            }
        }
        return new ArrayList<>(rows.values());
    }

    private WatchRow update(WatchRow row, LiveQuote quote, long now) {
        WatchRow next = row.with(quote);
        if (next.flash() != 0) {
            flashes.put(row.instrument(), now);
            return next;
        }
        Long since = flashes.get(row.instrument());
        boolean stillFlashing = since != null && now - since <= FLASH_NANOS;
        return stillFlashing ? new WatchRow(next.instrument(), next.symbol(), next.live(), row.flash()) : next;
    }

    /** Whether a flash is to be taken back, so that one more repaint is needed even if no quote comes. */
    boolean isFlashing() {
        return !flashes.isEmpty();
    }
}
