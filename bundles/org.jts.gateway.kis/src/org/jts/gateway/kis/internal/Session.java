package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.time.TimeSource;

/** One connection, from connect until it ends: calls, streams, listeners. */
final class Session implements StreamPool.Owner {

    /** Even without trades there is PINGPONG. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(90);
    private static final Duration WATCH = Duration.ofSeconds(15);
    /** Notices of orders in Korea and in the United States. */
    static final int NOTICES = 2;

    /** An app key: its calls and its limit. */
    record Line(KisRest rest, RequestLimiter limiter) {
    }

    final KisRest rest;
    final Reads reads;
    final Feeds feeds;

    private final List<Line> lines;
    private final SessionHours hours;
    private final TimeSource time;
    private final String threadPrefix;
    private final GatewayListener listener;
    private final ExecutorService threads;
    private final HttpClient streamClient;
    private final Dispatcher dispatcher;
    private final StreamPool streams;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile Subscription watch = () -> { };

    /** @param lines one an app key, that of the accounts first */
    Session(KisSettings settings, List<Line> lines, FillBook book, Routes routes, SessionHours hours,
            TimeSource time, String threadPrefix, GatewayListener listener, Notices notices) {
        this.lines = List.copyOf(lines);
        this.rest = lines.getFirst().rest();
        this.hours = hours;
        this.time = time;
        this.threadPrefix = threadPrefix;
        this.listener = listener;
        this.threads = Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name(threadPrefix + "stream-", 0)
                .factory());
        this.streamClient = settings.client().connectTimeout(Duration.ofSeconds(10)).executor(threads).build();
        this.dispatcher = new Dispatcher(threadPrefix + "events", () -> lose(T.get("events.overrun")));
        this.reads = new Reads(settings, rest, book, time, routes);
        this.feeds = new Feeds(settings, reads, book, time, threadPrefix, dispatcher, this::unreadable,
                notices::heard);
        reads.orders.tellTo(feeds::tell);
        List<StreamPool.Opener> openers = new ArrayList<>();
        lines.forEach(line -> openers.add(receiver -> KisStream.open(streamClient, settings.stream(), line.rest()
                .approval(), line.limiter(), receiver, time)));
        this.streams = new StreamPool(openers, settings.htsId().isEmpty() ? 0 : NOTICES, this, time);
        feeds.use(streams);
    }

    /** Told of each notice of orders that was read. */
    @FunctionalInterface
    interface Notices {
        void heard(String channel, NoticeDecoder.Notice notice);
    }

    /** Signs in and opens the stream of the first key. */
    void open() throws BrokerException, InterruptedException {
        rest.signIn();
        streams.open();
        watch = time.scheduleWithFixedDelay(threadPrefix + "watch", WATCH, this::listenForSilence);
        if (ended.get()) {
            close();
        }
    }

    /**
     * Does something that the connection can go on without, on a thread that ends with it.
     *
     * @param patience how long to wait for it all the same
     * @return whether it was done by then
     */
    boolean learn(StreamPool.Work work, Duration patience) throws InterruptedException {
        CountDownLatch done = new CountDownLatch(1);
        later(() -> {
            try {
                work.run();
            } finally {
                done.countDown();
            }
        });
        return done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void later(StreamPool.Work work) {
        try {
            threads.execute(() -> {
                try {
                    work.run();
                } catch (InterruptedException e) {
                    // the session ends
                }
            });
        } catch (RejectedExecutionException e) {
            // it has ended
        }
    }

    @Override
    public void notice(String text) {
        if (isOpen()) {
            listener.onNotice(text);
        }
    }

    boolean isOpen() {
        return !ended.get();
    }

    int streams() {
        return streams.sessions();
    }

    /** Run again and again: a line may be dead and say nothing of it. While the markets are closed that is no sign. */
    void listenForSilence() {
        if (hours.counted(time.now(), streams.silence()).compareTo(LONGEST_SILENCE) > 0) {
            lose(T.format("stream.silent", LONGEST_SILENCE.toSeconds()));
        }
    }

    @Override
    public void ended(String why) {
        lose(why);
    }

    /** The connection is gone, and is told to be once. */
    private void lose(String why) {
        if (ended.compareAndSet(false, true)) {
            Thread.ofVirtual().name(threadPrefix + "end").start(() -> {
                silence();
                listener.onConnectionLost(new BrokerException(ErrorCategory.NETWORK, why));
                close();
            });
        }
    }

    /** Ends it as asked. */
    void end() {
        ended.set(true);
        close();
    }

    /** Nobody is told anything any more. */
    private void silence() {
        feeds.clear();
        dispatcher.close();
    }

    private void close() {
        watch.close();
        silence();
        streams.close();
        streamClient.shutdownNow();
        lines.forEach(line -> line.rest().close());
        threads.shutdownNow();
    }

    @Override
    public void frame(Frame frame, String plain) throws BrokerException {
        feeds.frame(frame, plain);
    }

    @Override
    public void unreadable(BrokerException problem) {
        notice(problem.getMessage());
    }
}
