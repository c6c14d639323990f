package org.jts.gateway.kis.internal;

import java.util.ArrayList;
import java.util.List;

import org.jts.kis.catalog.KisCatalog;

/**
 * Where the columns of a channel stand.
 *
 * @param columns names in order
 * @param least   how many a record must have
 */
record Layout(List<String> columns, int least) {

    static final Layout TRADES = of("H0STCNT0");
    static final Layout BOOK = of("H0STASP0");
    static final Layout US_TRADES = of("HDFSCNT0");
    static final Layout US_BOOK = of("HDFSASP0");
    static final Layout US_NOTICE = of("H0GSCNI0");
    static final Layout NOTICE = of("H0STCNI0");
    /** Notices as they were before 2025. */
    static final Layout OLD_NOTICE = oldNotice();

    private static Layout of(String channel) {
        return new Layout(KisCatalog.get().api(channel).columns(),
                KisCatalog.get().api(channel).columnsBefore202609().size());
    }

    private static Layout oldNotice() {
        List<String> first = KisCatalog.get().api("H0STCNI0").columns().subList(0, 18);
        List<String> all = new ArrayList<>(first);
        all.addAll(List.of("CNTG_ISNM", "CRDT_CLS", "CRDT_LOAN_DATE", "CNTG_ISNM40", "ODER_PRC"));
        return new Layout(List.copyOf(all), all.size());
    }

    /** @throws IllegalStateException when the catalog has no such column */
    int at(String name) {
        int at = columns.indexOf(name);
        if (at < 0) {
            throw new IllegalStateException("expected a column %s, found %s".formatted(name, columns));
        }
        return at;
    }

    String name(int column) {
        return column < columns.size() ? columns.get(column) : "#" + column;
    }
}
