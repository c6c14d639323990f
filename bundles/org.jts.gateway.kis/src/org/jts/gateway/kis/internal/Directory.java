package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.market.Symbol;
import org.jts.api.market.SymbolId;
import org.jts.api.store.DataFolder;

/** What outlasts a connection and is asked for once a day: symbols, and on which days Korea trades. */
final class Directory {

    private final KisSettings settings;
    private final DataFolder folder;
    private final Holidays holidays;
    private volatile Symbols symbols = Symbols.of(List.of());
    private volatile LocalDate day = LocalDate.MIN;

    Directory(KisSettings settings, DataFolder folder) {
        this.settings = settings;
        this.folder = folder;
        this.holidays = new Holidays(folder);
    }

    /** Takes what there is without asking the broker, so that one can trade at once. */
    void recall(Consumer<String> notices) {
        if (symbols.all().isEmpty()) {
            symbols = Symbols.of(new MasterFiles(settings.master(), folder, notices).kept(settings.markets()));
        }
    }

    /**
     * Asks for what is not known of today yet.
     *
     * @param notices told of files that could not be had or read
     */
    void refresh(KisRest rest, Consumer<String> notices, LocalDate today) throws InterruptedException {
        MasterFiles files = new MasterFiles(settings.master(), folder, notices);
        if (!day.equals(today) && files.isFetched()) {
            symbols = Symbols.of(files.read(settings.markets(), rest.http(), today));
            day = today;
        }
        if (settings.markets().korea() && !settings.paper()) {
            holidays.refresh(rest, today);
        }
    }

    boolean isTradingDay(LocalDate when) {
        return holidays.isTradingDay(when);
    }

    List<Symbol> all() {
        return symbols.all();
    }

    Optional<Symbol> find(SymbolId id) {
        return symbols.find(id);
    }

    boolean isFund(SymbolId id) {
        return symbols.isFund(id);
    }

    /** @throws BrokerException when there is no such symbol */
    SymbolId need(SymbolId id) throws BrokerException {
        return symbols.need(id).id();
    }

    Set<SymbolId> need(Set<SymbolId> wanted) throws BrokerException {
        if (wanted.isEmpty()) {
            throw new BrokerException(ErrorCategory.VALIDATION, T.get("symbol.none"));
        }
        for (SymbolId symbol : wanted) {
            need(symbol);
        }
        return wanted;
    }
}
