package org.jts.gateway.grpc.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.order.OrderListener;
import org.jts.api.time.TimeSource;

/**
 * The order events of all accounts, one stream for each, whoever and however many want them. Where a stream was when
 * its line was lost is kept, so that who subscribes again over the next line goes on there.
 */
final class OrderFeeds {

    private final TimeSource time;
    /** Held while a stream is opened, which takes a round trip: who asks meanwhile shares it. */
    private final ReentrantLock opening = new ReentrantLock();
    private final Map<AccountId, OrderFeed> open = new ConcurrentHashMap<>();
    /** Guarded by itself. */
    private final Map<AccountId, OrderFeed.Place> places = new HashMap<>();

    OrderFeeds(TimeSource time) {
        this.time = time;
    }

    /** @param broker its id at the server */
    Subscription subscribe(Line line, String broker, AccountId account, OrderListener listener)
            throws BrokerException, InterruptedException {
        opening.lockInterruptibly();
        try {
            OrderFeed feed = open.get(account);
            if (feed == null || !feed.isOn(line)) {
                OrderFeed.Place place;
                synchronized (places) {
                    place = places.get(account);
                }
                feed = new OrderFeed(line, broker, account, place, time);
                feed.open();
                open.put(account, feed);
                if (line.isOver()) {
                    lost(); // while it was being opened: what was noted then did not hold this one
                }
            }
            feed.join(listener);
            OrderFeed joined = feed;
            return () -> leave(account, joined, listener);
        } finally {
            opening.unlock();
        }
    }

    private void leave(AccountId account, OrderFeed feed, OrderListener listener) {
        if (feed.leave(listener) && open.remove(account, feed)) {
            synchronized (places) {
                places.remove(account);
            }
            feed.close();
        }
    }

    /** The line is lost: notes where its streams were. */
    void lost() {
        open.forEach((account, feed) -> {
            OrderFeed.Place place = feed.stop();
            synchronized (places) {
                places.put(account, place);
            }
        });
        open.clear();
    }

    /** The connection was ended on purpose: who subscribes after the next connect begins anew. */
    void forget() {
        open.values().forEach(OrderFeed::stop);
        open.clear();
        synchronized (places) {
            places.clear();
        }
    }
}
