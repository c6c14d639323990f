package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import org.jts.api.Subscription;
import org.jts.api.time.TimeSource;
import org.jts.exchange.Exchange;
import org.jts.simulator.kis.KisFaults;
import org.jts.simulator.kis.RateReport;

/** The whole broker: its market, its desks, its door. */
public final class Broker implements AutoCloseable {

    private static final Duration PUMP = Duration.ofMillis(20);
    private static final int SECOND = 0;
    private static final int MINUTE = 1;
    private static final int HOUR = 2;

    private final KisFaults faults = new KisFaults();
    private final World world;
    private final OAuth oauth;
    private final RateGauge gauge;
    private final Router router;
    private final Streams streams;
    private final TimeSource time;
    private final AtomicLong requests = new AtomicLong();
    private final Front front;
    private final List<Subscription> tasks;

    /** @throws IOException when the port cannot be had */
    public Broker(Config config, TimeSource time) throws IOException {
        this.time = time;
        world = new World(config, time);
        oauth = new OAuth(config, time);
        gauge = new RateGauge(config.requestsPerSecond());
        streams = new Streams(world, oauth, faults);
        router = new Router(world, oauth, faults, new OrderDesk(world, faults, streams::tell));
        world.listen(streams::isWanted, streams::trade, streams::book, streams::tell);
        front = new Front(config.port(), this, streams);
        tasks = List.of(time.scheduleWithFixedDelay("kis-simulator-pump", PUMP, this::pump),
                time.scheduleWithFixedDelay("kis-simulator-ping", config.ping(), streams::ping));
    }

    private void pump() {
        world.catchUp();
        streams.flush();
    }

    /** Counted when it arrives: what is done with it may take longer. @return whether it is within the limit */
    boolean arrive(Incoming in) {
        requests.incrementAndGet();
        return !router.isMetered(in) || gauge.arrive(time.nanoTime());
    }

    /** A WebSocket begins as a request. */
    void arriveUpgrade() {
        requests.incrementAndGet();
    }

    /** @return the answer, or null when the connection is to be closed without one */
    Reply answer(Incoming in, boolean withinLimit) {
        world.catchUp();
        Reply reply = router.answer(in, withinLimit);
        streams.flush();
        if (Router.isOrder(in) && faults.takeLoss()) {
            return null;
        }
        if (Router.isOrder(in) && faults.takeTimeOut()) {
            return Reply.gateway("EGW00301", "거래시간이 초과되었습니다. 직전 거래를 확인하시기 바랍니다.");
        }
        if (faults.blanksOutput()) {
            reply.body().keySet().removeIf(name -> name.startsWith("output"));
        }
        return reply;
    }

    public KisFaults faults() {
        return faults;
    }

    public Exchange exchange() {
        return world.exchange;
    }

    public int port() {
        return front.port();
    }

    public RateReport rates() {
        return new RateReport(requests.get(), gauge.count(), gauge.refused(), gauge.worst(SECOND),
                gauge.worst(MINUTE), gauge.worst(HOUR));
    }

    public void revokeTokens() {
        oauth.revokeAll();
    }

    public int tokensIssued() {
        return oauth.issues();
    }

    public void cutStreams() {
        streams.cut();
    }

    public int streams() {
        return streams.sessions();
    }

    World world() {
        return world;
    }

    @Override
    public void close() {
        tasks.forEach(Subscription::close);
        front.close();
    }
}
