package org.jts.ui.internal.safety;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.jts.api.Subscription;
import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.trading.DeskListener;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.ui.internal.ServiceUse;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** Whether trading is stopped, and which accounts of real money are unlocked. Its getters read memory. */
final class TradingState {
    private final Runnable onChange;
    private final BundleContext context = FrameworkUtil.getBundle(TradingState.class).getBundleContext();
    private final ServiceTracker<OrderDesk, Subscription> desks;
    private final ServiceTracker<AccountBook, Subscription> books;
    private volatile Optional<OrderDesk> desk = Optional.empty();
    private volatile Optional<AccountBook> accounts = Optional.empty();

    /** @param onChange called on any thread */
    TradingState(Runnable onChange) {
        this.onChange = onChange;
        desks = new ServiceTracker<>(context, OrderDesk.class, new ServiceUse<>(context, onChange, service -> {
            desk = service;
            return service.map(d -> d.listen(new Changes())).orElse(() -> { });
        }));
        books = new ServiceTracker<>(context, AccountBook.class, new ServiceUse<>(context, onChange, service -> {
            accounts = service;
            return service.map(book -> book.listen(onChange)).orElse(() -> { });
        }));
    }

    /** Begins to look for services; not on the UI thread, since fetching one starts it. */
    synchronized void open() {
        desks.open();
        books.open();
    }

    synchronized void close() {
        desks.close();
        books.close();
    }

    Optional<OrderDesk> desk() {
        return desk;
    }

    Optional<String> stopped() {
        return desk.flatMap(OrderDesk::stopped);
    }

    Optional<Instant> stoppedSince() {
        return desk.flatMap(OrderDesk::stoppedSince);
    }

    /** Accounts of real money, locked or not. */
    List<AccountSnapshot> live() {
        return accounts.map(book -> book.accounts().stream().filter(a -> a.account().type() == AccountType.LIVE)
                .toList()).orElse(List.of());
    }

    /** Accounts of real money in which orders may be placed now. */
    List<AccountSnapshot> unlocked() {
        return desk.map(d -> live().stream().filter(a -> d.isUnlocked(a.key())).toList()).orElse(List.of());
    }

    private final class Changes implements DeskListener {
        @Override
        public void onOrder(DeskOrder order) {
            // The bar says nothing of orders.
        }

        @Override
        public void onTradingState() {
            onChange.run();
        }
    }
}
