package org.jts.ui.kis.internal;

import static org.jts.ui.kis.internal.ExplorerView.Words.T;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Control;
import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisAnswer;
import org.jts.kis.call.KisBrokers;
import org.jts.kis.call.KisRequest;
import org.jts.kis.call.KisTable;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.ui.kit.Background;
import org.jts.ui.kit.Refresher;

/** Makes the calls of a view, one at a time, in the background. UI thread only. */
final class Caller {

    /** Told on the UI thread. */
    interface Listener {
        /** Something began or ended. */
        void changed();

        void answered(KisRequest request, List<KisTable> tables, String raw);

        /** @param error whether it is something to worry about */
        void said(String text, boolean error);
    }

    /** Of a channel so many records are kept in sight. */
    private static final int MOST = 200;
    private static final Duration REPAINT = Duration.ofMillis(250);

    private final Control owner;
    private final KisBrokers brokers;
    private final TimeSource time;
    private final Listener listener;
    private final Refresher refresher;
    private Optional<Job> running = Optional.empty();
    private Optional<Registration> open = Optional.empty();
    /** Of the newest call: answers to those before it are too late. */
    private int number;
    private Optional<KisRequest> last = Optional.empty();
    private Optional<KisAnswer> answer = Optional.empty();
    private Optional<BrokerId> broker = Optional.empty();
    private List<KisTable> tables = List.of();
    private int page;
    private final ConcurrentLinkedDeque<List<String>> records = new ConcurrentLinkedDeque<>();
    private final AtomicInteger heard = new AtomicInteger();

    /** A registration from the moment that it is asked for: ended early, it ends as soon as it comes. */
    private static final class Registration {
        private Subscription subscription;
        private boolean ended;

        /** @return false when nobody wants it any more */
        synchronized boolean opened(Subscription newSubscription) {
            subscription = newSubscription;
            return !ended;
        }

        synchronized boolean isEnded() {
            return ended;
        }

        synchronized Optional<Subscription> end() {
            ended = true;
            return Optional.ofNullable(subscription);
        }
    }

    Caller(Control owner, KisBrokers brokers, TimeSource time, Listener listener) {
        this.owner = owner;
        this.brokers = brokers;
        this.time = time;
        this.listener = listener;
        this.refresher = new Refresher(owner, REPAINT, this::paint);
    }

    boolean isBusy() {
        return running.isPresent() || open.isPresent();
    }

    /** Whether there is a page after the last answer. */
    boolean hasNext() {
        return !isBusy() && answer.filter(KisAnswer::hasMore).isPresent();
    }

    void call(BrokerId to, KisRequest request) {
        broker = Optional.of(to);
        last = Optional.of(request);
        answer = Optional.empty();
        tables = List.of();
        page = 1;
        if (request.api().effect() == Effect.STREAMS) {
            subscribe(to, request);
        } else {
            send(to, request);
        }
    }

    /** Asks for the page after the last answer. */
    void next() {
        if (hasNext()) {
            page++;
            KisRequest request = last.orElseThrow().after(answer.orElseThrow());
            last = Optional.of(request);
            send(broker.orElseThrow(), request);
        }
    }

    /** Forgets the answer, because another interface is looked at. */
    void forget() {
        stop();
        number++;
        running = Optional.empty();
        answer = Optional.empty();
        last = Optional.empty();
        tables = List.of();
    }

    /** Ends what runs: a call that is not answered, or a registration. */
    void stop() {
        running.ifPresent(Job::cancel);
        close();
    }

    private void close() {
        open.ifPresent(registration -> {
            open = Optional.empty();
            registration.end().ifPresent(subscription -> {
                Background.run(owner, T.get("job.stop"), () -> {
                    subscription.close();
                    return true;
                }, done -> { }, e -> listener.said(String.valueOf(e.getMessage()), true));
                listener.said(T.format("said.stopped", heard.get()), false);
                listener.changed();
            });
        });
    }

    private void send(BrokerId to, KisRequest request) {
        listener.said(T.get("said.calling"), false);
        long began = time.nanoTime();
        int mine = ++number;
        running = Optional.of(Background.run(owner, T.format("job.call", request.api().name()),
                () -> brokers.call(to, request), got -> {
                    if (mine == number) {
                        running = Optional.empty();
                        answered(request, got, Duration.ofNanos(time.nanoTime() - began).toMillis());
                    }
                }, e -> failed(mine, e)));
        listener.changed();
    }

    private void answered(KisRequest request, KisAnswer got, long millis) {
        answer = Optional.of(got);
        tables = page == 1 ? got.tables() : joined(got.tables());
        listener.answered(request, tables, got.raw());
        String said = got.said().isBlank() ? T.get("said.noWords") : got.said();
        listener.said(got.hasMore() ? T.format("said.answer.more", said, millis, page)
                : page > 1 ? T.format("said.answer.page", said, millis, page) : T.format("said.answer", said, millis),
                !got.isDone());
        listener.changed();
    }

    private List<KisTable> joined(List<KisTable> next) {
        return next.stream().map(t -> tables.stream().filter(before -> before.name().equals(t.name())).findFirst()
                .map(t::under).orElse(t)).toList();
    }

    private void failed(int call, Exception e) {
        if (call != number) {
            return;
        }
        running = Optional.empty();
        open = Optional.empty();
        boolean cancelled = e instanceof InterruptedException;
        listener.said(cancelled ? T.get("said.cancelled") : String.valueOf(e.getMessage()), !cancelled);
        listener.changed();
    }

    private void subscribe(BrokerId to, KisRequest channel) {
        records.clear();
        heard.set(0);
        listener.answered(channel, List.of(new KisTable("frame", true, channel.api().columns(), List.of())), "");
        listener.said(T.get("said.registering"), false);
        int mine = ++number;
        Registration registration = new Registration();
        open = Optional.of(registration);
        running = Optional.of(Background.run(owner, T.format("job.call", channel.api().name()), () -> {
            Subscription subscription = brokers.subscribe(to, channel, this::heard);
            if (!registration.opened(subscription)) {
                subscription.close();
                throw new InterruptedException("given up before it came");
            }
            return subscription;
        }, subscription -> {
            if (mine == number) {
                running = Optional.empty();
                if (!registration.isEnded()) {
                    listener.said(T.get("said.registered"), false);
                }
                listener.changed();
            }
        }, e -> failed(mine, e)));
        listener.changed();
    }

    /** On the thread that reads. */
    private void heard(KisTable table) {
        table.rows().forEach(records::addFirst);
        heard.addAndGet(table.rows().size());
        while (records.size() > MOST) {
            records.pollLast();
        }
        refresher.request();
    }

    private void paint() {
        if (last.filter(r -> r.api().effect() == Effect.STREAMS).isPresent() && !records.isEmpty()) {
            KisRequest channel = last.get();
            List<List<String>> newest = new ArrayList<>(records);
            listener.answered(channel, List.of(new KisTable("frame", true, channel.api().columns(), newest)), "");
            if (open.isPresent()) {
                listener.said(T.format("said.heard", heard.get()), false);
            }
        }
    }
}
