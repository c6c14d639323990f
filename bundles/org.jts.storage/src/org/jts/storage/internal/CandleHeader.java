package org.jts.storage.internal;

import static org.jts.storage.internal.Words.T;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Which column of a candle file stands where. */
final class CandleHeader {

    /** The columns that are read; others are left alone. */
    enum Column {
        DATE, OPEN, HIGH, LOW, CLOSE, VOLUME, TIME, CODE, TICKER, INTERVAL;

        boolean isRequired() {
            return compareTo(VOLUME) <= 0;
        }

        String title() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private final Map<Column, Integer> places;
    private final int size;

    private CandleHeader(Map<Column, Integer> places, int size) {
        this.places = places;
        this.size = size;
    }

    /** @throws IllegalArgumentException when a column is missing or there twice; the message says which */
    static CandleHeader of(List<String> titles) {
        Map<Column, Integer> places = new EnumMap<>(Column.class);
        for (int i = 0; i < titles.size(); i++) {
            String title = titles.get(i).strip().toLowerCase(Locale.ROOT);
            for (Column column : Column.values()) {
                if (column.title().equals(title) && places.put(column, i) != null) {
                    throw new IllegalArgumentException(
                            T.format("header.twice", title));
                }
            }
        }
        List<String> missing = new ArrayList<>();
        for (Column column : Column.values()) {
            if (column.isRequired() && !places.containsKey(column)) {
                missing.add(column.title());
            }
        }
        if (!missing.isEmpty()) {
            throw new IllegalArgumentException(
                    T.format("header.missing",
                    String.join(", ", missing), Lines.quoted(String.join(",", titles))));
        }
        return new CandleHeader(places, titles.size());
    }

    int size() {
        return size;
    }

    boolean has(Column column) {
        return places.containsKey(column);
    }

    /** @return the field without the spaces around it; empty when there is no such column or nothing in it */
    Optional<String> field(List<String> fields, Column column) {
        Integer place = places.get(column);
        return place == null ? Optional.empty() : Optional.of(fields.get(place).strip())
                .filter(text -> !text.isEmpty());
    }
}
