package org.jts.ui.internal.status;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.event.Severity;
import org.jts.api.time.TimeSource;
import org.jts.ui.internal.ServiceUse;
import org.jts.ui.kit.BrokerChanges;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** What the status line tells, from services that may come and go. Its getters read memory. */
final class StatusModel {
    private final Runnable onChange;
    private final BundleContext context = FrameworkUtil.getBundle(StatusModel.class).getBundleContext();
    private final List<ServiceTracker<?, ?>> trackers = new ArrayList<>();
    private volatile Optional<BrokerRegistry> registry = Optional.empty();
    private volatile Optional<AccountBook> accounts = Optional.empty();
    private volatile Optional<EventLog> events = Optional.empty();
    private volatile Optional<TimeSource> time = Optional.empty();
    private volatile Instant seenUntil = Instant.EPOCH;

    /** @param onChange called on any thread */
    StatusModel(Runnable onChange) {
        this.onChange = onChange;
    }

    /** Begins to look for services; not on the UI thread, since fetching one starts it. */
    synchronized void open() {
        track(TimeSource.class, service -> {
            time = service;
            return () -> { };
        });
        track(EventLog.class, service -> {
            events = service;
            return service.map(log -> log.listen(onChange)).orElse(() -> { });
        });
        track(BrokerRegistry.class, service -> {
            registry = service;
            return service.map(it -> it.listen(new BrokerChanges(onChange))).orElse(() -> { });
        });
        track(AccountBook.class, service -> {
            accounts = service;
            return service.map(book -> book.listen(onChange)).orElse(() -> { });
        });
    }

    synchronized void close() {
        trackers.forEach(ServiceTracker::close);
        trackers.clear();
    }

    Optional<Instant> now() {
        return time.map(TimeSource::now);
    }

    int brokers() {
        return registry.map(it -> it.brokers().size()).orElse(0);
    }

    int connected() {
        return registry.map(it -> (int) it.brokers().stream().filter(broker -> broker.state().isConnected()).count())
                .orElse(0);
    }

    /** How many warnings and errors came since the events were last looked at. */
    int alerts() {
        Instant since = seenUntil;
        return events.map(log -> (int) log.notices().stream()
                .filter(notice -> notice.severity() != Severity.INFO && notice.time().isAfter(since)).count())
                .orElse(0);
    }

    /** Whether one of the alerts is an error. */
    boolean isError() {
        Instant since = seenUntil;
        return events.map(log -> log.notices().stream()
                .anyMatch(notice -> notice.severity() == Severity.ERROR && notice.time().isAfter(since))).orElse(false);
    }

    /** The trader has seen what there is. */
    void markSeen() {
        List<Notice> notices = events.map(EventLog::notices).orElse(List.of());
        if (!notices.isEmpty()) {
            seenUntil = notices.getLast().time();
        }
    }

    /** The type of the account that orders go to: of the chosen one, else live as soon as one account is. */
    Optional<AccountType> accountType(Optional<AccountKey> chosen) {
        Optional<AccountType> ofChosen = accounts.flatMap(book -> chosen.flatMap(book::account))
                .map(snapshot -> snapshot.account().type());
        if (ofChosen.isPresent()) {
            return ofChosen;
        }
        List<AccountSnapshot> all = accounts.map(AccountBook::accounts).orElse(List.of());
        if (all.isEmpty()) {
            return Optional.empty();
        }
        boolean live = all.stream().anyMatch(snapshot -> snapshot.account().type() == AccountType.LIVE);
        return Optional.of(live ? AccountType.LIVE : AccountType.PAPER);
    }

    private <S> void track(Class<S> type, Function<Optional<S>, Subscription> use) {
        ServiceTracker<S, Subscription> tracker = new ServiceTracker<>(context, type,
                new ServiceUse<>(context, onChange, use));
        trackers.add(tracker);
        tracker.open();
    }
}
