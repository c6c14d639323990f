package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;

import org.jts.api.Subscription;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.OrderEvent;
import org.jts.api.time.TimeSource;

/** One connection, from connect until it ends: its subscriptions, its tasks, and the requests that wait on it. */
final class Session {

    final Topic<SymbolId, Quote> quotes = new Topic<>();
    final Topic<SymbolId, OrderBook> books = new Topic<>();
    final Topic<AccountId, OrderEvent> orders = new Topic<>();
    /** News of the market. */
    final Outbox outbox;
    /** Those of orders: who sends one tells what follows, and nothing of a busy market. */
    final Outbox orderNews;

    private final TimeSource time;
    private final String threadPrefix;
    private final GatewayListener supervisor;
    private final CompletableFuture<String> end = new CompletableFuture<>();
    private final List<Subscription> tasks = new ArrayList<>();

    /** @param onOverrun run when whoever listens is too far behind to be told everything */
    Session(TimeSource time, String threadPrefix, GatewayListener supervisor, Consumer<Session> onOverrun) {
        this.time = time;
        this.threadPrefix = threadPrefix;
        this.supervisor = supervisor;
        this.outbox = new Outbox(time, threadPrefix + "events", () -> onOverrun.accept(this));
        this.orderNews = new Outbox(time, threadPrefix + "orders", () -> onOverrun.accept(this));
    }

    GatewayListener supervisor() {
        return supervisor;
    }

    /** While held nothing is told. */
    void hold(boolean hold) {
        outbox.hold(hold);
        orderNews.hold(hold);
    }

    boolean isOpen() {
        return !end.isDone();
    }

    /** Runs {@code task} again and again while the session lasts. */
    void every(Duration period, String name, Runnable task) {
        keep(time.scheduleWithFixedDelay(threadPrefix + name, period, task));
    }

    /** Runs {@code task} once, unless the session ends before. */
    void after(Duration delay, String name, Runnable task) {
        keep(time.schedule(threadPrefix + name, delay, task));
    }

    /** Lets a request travel. */
    void pause(Duration duration) throws InterruptedException, LineLostException {
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (duration.isPositive()) {
            CompletableFuture<String> arrived = new CompletableFuture<>();
            Subscription timer = time.schedule(threadPrefix + "latency", duration, () -> arrived.complete(""));
            try {
                CompletableFuture.anyOf(arrived, end).get();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } finally {
                timer.close();
            }
        }
        if (!isOpen()) {
            throw new LineLostException(end.join());
        }
    }

    /** Waits for an answer that never comes. */
    void awaitEnd() throws InterruptedException, LineLostException {
        try {
            throw new LineLostException(end.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /** @return false when it had ended before */
    boolean end(String why) {
        if (!end.complete(why)) {
            return false;
        }
        List<Subscription> running;
        synchronized (tasks) {
            running = List.copyOf(tasks);
            tasks.clear();
        }
        running.forEach(Subscription::close);
        quotes.close();
        books.close();
        orders.close();
        outbox.close();
        orderNews.close();
        return true;
    }

    private void keep(Subscription task) {
        synchronized (tasks) {
            if (isOpen()) {
                tasks.add(task);
                return;
            }
        }
        task.close();
    }
}
