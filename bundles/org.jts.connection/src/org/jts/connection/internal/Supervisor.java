package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionState;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.time.TimeSource;
import org.jts.connection.internal.call.CallGuard;
import org.jts.connection.internal.call.Lane;
import org.jts.connection.internal.link.Failure;
import org.jts.connection.internal.link.Link;
import org.jts.connection.internal.link.LinkRules.Moment;
import org.jts.connection.internal.link.LinkRules.Step;
import org.jts.connection.internal.link.Signal;
import org.jts.connection.internal.stream.Streams;

/**
 * Keeps one gateway connected. What happens is a {@link Signal}; the rules turn the present picture and a signal into
 * the next picture and what is to be done, and all of that is handed to other threads: nothing here blocks.
 */
final class Supervisor implements BrokerConnection {

    /** More than a person can ask for; each is small. */
    private static final int MAX_TASKS = 1_000_000;

    /** What a supervisor is made of. */
    record Parts(BrokerId id, String type, String name, GatewaySource source, TimeSource time, Limits limits,
            RandomGenerator random, Notices notices, OrderHold hold) {

        /** Without a hold that others have. */
        Parts(BrokerId id, String type, String name, GatewaySource source, TimeSource time, Limits limits,
                RandomGenerator random, Notices notices) {
            this(id, type, name, source, time, limits, random, notices, new OrderHold());
        }
    }

    private final Parts parts;
    private final BiConsumer<BrokerConnection, ConnectionState> onState;
    private final CallGuard guard;
    private final Streams streams;
    private final GuardedGateway guarded;
    private final StateNotices stateNotices;
    private final Health health;
    private final AtomicReference<Link> link;
    private final Inbox<Signal> inbox;
    /** Attempts and hang-ups, one after the other. */
    private final SerialTasks line;
    private volatile BrokerGateway gateway;
    private volatile Capabilities capabilities = Capabilities.none();
    private volatile Attempt attempt;
    /** Only touched by what is done for a signal, which is one at a time. */
    private Subscription timer = () -> { };
    /** Only touched on the line: whether the gateway may hold a connection. */
    private boolean dirty;

    Supervisor(Parts parts, BiConsumer<BrokerConnection, ConnectionState> onState) {
        this.parts = parts;
        this.onState = onState;
        inbox = new Inbox<>(this::handle, (signal, e) -> parts.notices().error(parts.id(),
                T.format("supervisor.fault", signal), Failure.fault(e)));
        Limits limits = parts.limits();
        guard = new CallGuard(parts.id(), parts.time(), limits.readCalls(), limits.orderCalls());
        streams = new Streams(new Streams.Parts(parts.id(), () -> gateway, guard, parts.time(), limits,
                parts.random(), parts.notices()), (why, session) -> signal(new Signal.Lost(session, why)));
        health = new Health(parts.id(), () -> gateway, guard, parts.time(), limits, this::signal);
        guarded = new GuardedGateway(this, guard, streams, limits, parts.time(), parts.hold());
        stateNotices = new StateNotices(parts.id(), parts.notices(), parts.time());
        link = new AtomicReference<>(Link.initial(parts.time().now()));
        line = new SerialTasks("jts-connect-" + parts.id(), MAX_TASKS);
    }

    @Override
    public BrokerId id() {
        return parts.id();
    }

    @Override
    public String type() {
        return parts.type();
    }

    @Override
    public String name() {
        return parts.name();
    }

    @Override
    public ConnectionState state() {
        return link.get().state();
    }

    @Override
    public BrokerGateway gateway() {
        return guarded;
    }

    @Override
    public boolean tryExecute(Runnable work) {
        return guard.lend(work);
    }

    @Override
    public Optional<OrderOutcome> placeHere(OrderRequest request, Consumer<OrderOutcome> overdue) {
        return guarded.placeHere(request, overdue);
    }

    @Override
    public void connect() {
        signal(new Signal.Connect());
    }

    @Override
    public void disconnect() {
        signal(new Signal.Disconnect());
    }

    @Override
    public Subscription holdOrders(String why) throws InterruptedException {
        return guarded.holdOrders(why);
    }

    /** Whether new orders are kept from it. */
    boolean isHeld() {
        return guarded.isHeld();
    }

    /** The gateway's service is gone: ends everything, without waiting for the gateway. */
    void remove() {
        signal(new Signal.Remove());
    }

    /** How many calls of the gateway overran their limit and have not returned. */
    int abandonedCalls() {
        return guard.abandoned();
    }

    /** Whether something that was told is still being acted on: what is told meanwhile waits for it. */
    boolean isBusy() {
        return inbox.isBusy();
    }

    /** Whether a health check is under way. */
    boolean isChecking() {
        return health.isChecking();
    }

    Capabilities capabilities() {
        return capabilities;
    }

    Notices notices() {
        return parts.notices();
    }

    /** @return the gateway itself, or null before the first attempt got it */
    BrokerGateway bare() {
        return gateway;
    }

    /** A request was answered: no need to check the connection for a while. */
    void answered() {
        health.answered();
    }

    /** A request was not answered: finds out whether the connection is still there. */
    void suspect() {
        Link seen = link.get();
        if (seen.state().isConnected()) {
            health.check(seen.session());
        }
    }

    private void signal(Signal signal) {
        inbox.put(signal);
    }

    private void handle(Signal signal) {
        Link before = link.get();
        Moment moment = new Moment(parts.time().now(), parts.time().nanoTime(), parts.random().nextDouble());
        Step step = parts.limits().rules().step(before, signal, moment);
        Link after = step.link();
        link.set(after);
        step.actions().forEach(action -> {
            switch (action) {
                case HANG_UP -> hangUp(after.removed());
                case ATTEMPT -> startAttempt(after.session());
                case WAIT -> plan(Duration.between(moment.now(), after.state().retryAt().orElseThrow()),
                        () -> signal(new Signal.Retry(after.session())));
                case WATCH -> plan(health.nextLook(after), () -> health.look(after));
            }
        });
        if (after.state().isConnected() && !before.state().isConnected()) {
            guarded.startAnew();
        }
        if (!after.state().equals(before.state())) {
            stateNotices.changed(before.state(), after.state());
            onState.accept(this, after.state());
        }
    }

    private void plan(Duration delay, Runnable task) {
        timer.close();
        timer = parts.time().schedule("jts-supervisor-" + parts.id(), delay, task);
    }

    private void startAttempt(long session) {
        Attempt next = new Attempt(session);
        attempt = next;
        line.execute(next);
    }

    private void hangUp(boolean forGood) {
        timer.close();
        Attempt last = attempt;
        if (last != null) {
            last.cancel();
        }
        if (forGood) {
            streams.close();
        } else {
            streams.detach();
        }
        line.execute(() -> {
            disconnectGateway();
            if (forGood) {
                release();
            }
        });
    }

    private void disconnectGateway() {
        BrokerGateway target = gateway;
        if (!dirty || target == null) {
            return;
        }
        try {
            guard.call(Lane.CONTROL, parts.limits().disconnect(), () -> {
                target.disconnect();
                return null;
            });
            dirty = false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            // It stays dirty, and the next attempt tries again; whether that one succeeds is what matters.
            System.getLogger("org.jts.connection").log(System.Logger.Level.DEBUG, parts.id() + ": disconnect", e);
        }
    }

    private void release() {
        try {
            guard.call(Lane.CONTROL, parts.limits().disconnect(), () -> {
                parts.source().release();
                return null;
            });
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            parts.notices().warning(parts.id(), T.get("release.failed"),
                    Health.failure(e, T.get("what.releasing")).detail());
        } finally {
            gateway = null;
            guard.close();
        }
    }

    /** One try to connect, on the line. */
    private final class Attempt implements Runnable {

        private final long session;
        private boolean cancelled;
        private Thread runner;

        Attempt(long session) {
            this.session = session;
        }

        @Override
        public void run() {
            if (!begin()) {
                return;
            }
            Signal outcome = attempt();
            end();
            signal(outcome);
            if (outcome instanceof Signal.Connected && link.get().session() == session) {
                streams.attachRest(session);
            }
        }

        synchronized void cancel() {
            cancelled = true;
            if (runner != null) {
                runner.interrupt();
            }
        }

        private synchronized boolean begin() {
            runner = cancelled ? null : Thread.currentThread();
            return !cancelled;
        }

        private synchronized void end() {
            runner = null;
            Thread.interrupted();
        }

        private Signal attempt() {
            try {
                disconnectGateway();
                BrokerGateway target = obtain();
                learn(target);
                dirty = true;
                guard.call(Lane.CONTROL, parts.limits().connect(), () -> {
                    target.connect(new Reporter(session));
                    return null;
                });
                learn(target);
                beginStreams();
                streams.attachOrders(session);
                health.answered();
                return new Signal.Connected(session);
            } catch (InterruptedException e) {
                return new Signal.Failed(session, new Failure(Cause.REQUESTED, T.get("attempt.ended")));
            } catch (Exception | Error e) {
                return new Signal.Failed(session, Health.failure(e, T.get("what.connecting")));
            }
        }

        /** Under the lock of {@link #cancel}: an attempt that was ended must not open anything. */
        private synchronized void beginStreams() throws InterruptedException {
            if (cancelled) {
                throw new InterruptedException();
            }
            streams.begin(session);
        }

        private BrokerGateway obtain() throws Exception {
            if (gateway == null) {
                gateway = guard.call(Lane.CONTROL, parts.limits().connect(), parts.source()::get);
            }
            return gateway;
        }

        private void learn(BrokerGateway target) throws Exception {
            Capabilities known = guard.call(Lane.CONTROL, parts.limits().health(), target::capabilities);
            capabilities = known == null ? Capabilities.none() : known;
        }
    }

    /** Takes what the gateway tells about one session. */
    private final class Reporter implements GatewayListener {

        private final long session;

        Reporter(long session) {
            this.session = session;
        }

        @Override
        public void onConnectionLost(BrokerException reason) {
            signal(new Signal.Lost(session, reason == null
                    ? new Failure(Cause.NETWORK, T.get("lost.noReason")) : Failure.of(reason)));
        }

        @Override
        public void onNotice(String text) {
            if (link.get().session() == session) {
                stateNotices.fromGateway(text);
            }
        }
    }
}
