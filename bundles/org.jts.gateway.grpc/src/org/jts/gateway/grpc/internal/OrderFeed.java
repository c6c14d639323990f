package org.jts.gateway.grpc.internal;

import static org.jts.gateway.grpc.internal.Words.T;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderListener;
import org.jts.api.time.TimeSource;
import org.jts.wire.OrderWire;
import org.jts.wire.WireException;
import org.jts.wire.proto.gateway.GatewayServiceGrpc;
import org.jts.wire.proto.gateway.OrderStreamMessage;
import org.jts.wire.proto.gateway.OrderStreamPoint;
import org.jts.wire.proto.gateway.OrderStreamStart;
import org.jts.wire.proto.gateway.OrderUpdate;
import org.jts.wire.proto.gateway.StreamOrdersRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The events of one account over one line, each once and in order, for everybody who listens. It goes on after the last
 * event that was handed on over the line before. Where events are missing it asks for what they led to; when that shows
 * in the middle of a stream, the line is made anew, after which everybody asks.
 */
final class OrderFeed {

    private static final Logger LOG = LoggerFactory.getLogger(OrderFeed.class);
    /** The server's clock may be behind: what is asked for once too often is told once all the same. */
    private static final Duration CLOCKS = Duration.ofMinutes(1);
    /** For how long, and how many, events are kept for those who listened over the line before and are not back yet. */
    private static final Duration RETURN = Duration.ofMinutes(1);
    private static final int MAX_BACKLOG = 10_000;

    /**
     * Where a stream was when its line was lost.
     *
     * @param point  the last event handed on
     * @param time   of that event, by the server
     * @param absent how many listened and have not come back
     * @param trades that were told
     */
    record Place(OrderStreamPoint point, Instant time, int absent, RecentTrades trades) {
    }

    private final Line line;
    private final String broker;
    private final AccountId account;
    private final TimeSource time;
    private final long openedNanos;
    private final boolean resumes;
    private final RecentTrades trades;
    private final Healing healing;
    private final List<OrderListener> listeners = new CopyOnWriteArrayList<>();
    private final Feed<StreamOrdersRequest, OrderStreamMessage> feed;
    /** What those who are absent have missed. Only touched by the thread of the feed. */
    private final List<OrderEvent> backlog = new ArrayList<>();
    /** Below: guarded by this. */
    private OrderStreamPoint point;
    private Instant reached;
    private int absent;
    private boolean stopped;

    /** @param place where to go on; null to begin with what happens from now on */
    OrderFeed(Line line, String broker, AccountId account, Place place, TimeSource time) {
        this.line = line;
        this.broker = broker;
        this.account = account;
        this.time = time;
        this.openedNanos = time.nanoTime();
        this.resumes = place != null;
        this.point = resumes ? place.point() : null;
        this.reached = resumes ? place.time() : time.now();
        this.absent = resumes ? Math.max(1, place.absent()) : 1; // at least who opens it
        this.trades = resumes ? place.trades() : new RecentTrades();
        this.healing = new Healing(line.caller(), broker, account);
        this.feed = line.feed(GatewayServiceGrpc.getStreamOrdersMethod(), this::take);
    }

    boolean isOn(Line other) {
        return line == other && !line.isOver();
    }

    void open() throws BrokerException, InterruptedException {
        StreamOrdersRequest.Builder request = StreamOrdersRequest.newBuilder().setBrokerId(broker)
                .setAccountId(account.value());
        if (resumes) {
            request.setResumeAfter(point);
        }
        line.open(T.format("what.events", account), "orders", feed, request.build());
    }

    /** Tells the listener of all that happens from now on, and, if somebody is still absent, of what was missed. */
    void join(OrderListener listener) throws BrokerException, InterruptedException {
        CompletableFuture<Void> joined = new CompletableFuture<>();
        AtomicBoolean wanted = new AtomicBoolean(true);
        feed.between(() -> {
            if (wanted.get()) {
                if (comesBack()) {
                    backlog.forEach(event -> tell(listener, event));
                }
                listeners.add(listener);
                joined.complete(null);
            }
        }, () -> joined.cancel(false));
        boolean isIn = false;
        try {
            joined.get(line.first().toNanos(), TimeUnit.NANOSECONDS);
            isIn = true;
        } catch (CancellationException | ExecutionException e) {
            throw new BrokerException(ErrorCategory.NETWORK, T.format("events.ended", account), e);
        } catch (TimeoutException e) {
            throw new BrokerException(ErrorCategory.TIMEOUT,
                    T.format("stream.timeout", T.format("what.events", account), line.first().toMillis()), e);
        } finally {
            if (!isIn) {
                wanted.set(false);
                joined.thenRun(() -> leave(listener)); // it may be getting in right now, and nobody will close it
            }
        }
    }

    private synchronized boolean comesBack() {
        boolean back = absent > 0;
        absent = Math.max(0, absent - 1);
        return back;
    }

    /** @return whether nobody listens any more */
    boolean leave(OrderListener listener) {
        listeners.remove(listener);
        return listeners.isEmpty();
    }

    /** Nothing is handed on from now on, but for what just is. @return where that leaves it */
    Place stop() {
        Place place;
        synchronized (this) {
            stopped = true;
            place = new Place(point == null ? OrderStreamPoint.getDefaultInstance() : point, reached,
                    listeners.size() + absent, trades);
        }
        close();
        return place;
    }

    void close() {
        line.close(feed);
    }

    private void take(OrderStreamMessage message) {
        switch (message.getContentCase()) {
            case START -> begin(message.getStart());
            case UPDATE -> update(message.getUpdate());
            case CONTENT_NOT_SET -> LOG.debug("the server {} sends what nobody here knows", broker);
        }
    }

    private void begin(OrderStreamStart start) {
        Instant since;
        synchronized (this) {
            point = start.getAfter();
            since = reached;
        }
        if (resumes && start.getGap()) {
            heal(since);
        }
    }

    private void update(OrderUpdate update) {
        long expected;
        synchronized (this) {
            expected = point.getSequence() + 1;
        }
        if (update.getSequence() < expected) {
            return; // it came before
        }
        if (update.getSequence() > expected) {
            line.lost(new BrokerException(ErrorCategory.DATA, T.format("events.missed", broker, account)));
            return;
        }
        try {
            OrderEvent event = OrderWire.event(update);
            if (advance(update.getSequence(), event.order().updatedAt())) {
                tell(event);
            }
        } catch (WireException e) {
            LOG.warn("{}", T.format("events.unreadable", account, e.getMessage()));
            Instant since;
            synchronized (this) {
                since = reached;
            }
            if (advance(update.getSequence(), since)) {
                heal(since);
            }
        }
    }

    private synchronized boolean advance(long sequence, Instant at) {
        if (!stopped) {
            point = point.toBuilder().setSequence(sequence).build();
            reached = at;
        }
        return !stopped;
    }

    /** Tells what the missing events led to, as far as anybody knows. */
    private void heal(Instant since) {
        try {
            healing.ask(since.minus(CLOCKS)).forEach(this::tell);
        } catch (BrokerException e) {
            line.lost(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(OrderEvent event) {
        if (event instanceof OrderEvent.Filled filled && !trades.add(filled.execution().id())) {
            return; // it was told before
        }
        keepForTheAbsent(event);
        listeners.forEach(listener -> tell(listener, event));
    }

    private void keepForTheAbsent(OrderEvent event) {
        boolean waits;
        synchronized (this) {
            if (time.nanoTime() - openedNanos > RETURN.toNanos() || backlog.size() >= MAX_BACKLOG) {
                absent = 0;
            }
            waits = absent > 0 || listeners.isEmpty();
        }
        if (waits) {
            backlog.add(event);
        } else {
            backlog.clear();
        }
    }

    private void tell(OrderListener listener, OrderEvent event) {
        try {
            listener.onOrderEvent(event);
        } catch (RuntimeException e) {
            LOG.warn("a listener of order events failed", e);
        }
    }
}
