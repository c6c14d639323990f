package org.jts.simulator.kis.internal;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    /** By app key: each has a limit of its own. */
    private final Map<String, RateGauge> limits = new ConcurrentHashMap<>();
    private final OtherOrders others;
    private final Router router;
    private final Streams streams;
    private final MasterDesk masters;
    private final UsAuctions auctions;
    private final TimeSource time;
    private final AtomicLong requests = new AtomicLong();
    private final Front front;
    private final List<Subscription> tasks;

    /** @throws IOException when the port cannot be had */
    public Broker(Config config, TimeSource time) throws IOException {
        this.time = time;
        world = new World(config, time);
        oauth = new OAuth(config, time);
        streams = new Streams(world, oauth, faults);
        OrderDesk orders = new OrderDesk(world, faults, streams::tell);
        auctions = new UsAuctions(world, streams::tell);
        others = new OtherOrders(world, orders, faults);
        router = new Router(world, oauth, faults, orders, new UsOrderDesk(world, orders, auctions, streams::tell),
                others);
        masters = new MasterDesk(world, faults);
        world.listen(streams::isWanted, streams::trade, streams::book, streams::tell);
        front = new Front(config, this, streams);
        tasks = List.of(time.scheduleWithFixedDelay("kis-simulator-pump", PUMP, this::pump),
                time.scheduleWithFixedDelay("kis-simulator-ping", config.ping(), streams::ping),
                time.scheduleWithFixedDelay("kis-simulator-fill", config.step(), streams::fill));
    }

    private void pump() {
        world.catchUp();
        if (!world.config().alwaysOpen()) { // else there is no time of day
            auctions.holdDue();
        }
        streams.flush();
    }

    /** Counted when it arrives: what is done with it may take longer. @return whether it is within the limit */
    boolean arrive(Incoming in) {
        requests.incrementAndGet();
        if (!router.isMetered(in)) {
            return true;
        }
        return limits.computeIfAbsent(in.header("appkey"), unused -> new RateGauge(world.config()
                .requestsPerSecond())).arrive(time.nanoTime());
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
        if (router.isOrder(in) && faults.takeLoss()) {
            return null;
        }
        if (router.isOrder(in) && faults.takeTimeOut()) {
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
        return new RateReport(requests.get(), limits.values().stream().mapToLong(RateGauge::count).sum(),
                limits.values().stream().mapToLong(RateGauge::refused).sum(), worst(SECOND), worst(MINUTE),
                worst(HOUR));
    }

    private int worst(int period) {
        return limits.values().stream().mapToInt(g -> g.worst(period)).max().orElse(0);
    }

    /** Certificate of the door in PEM form; empty in the clear. */
    public String certificate() {
        return front.certificate();
    }

    public void holdUsAuction(boolean open) {
        auctions.hold(open);
        streams.flush();
    }

    public List<String> otherOrders() {
        return others.taken();
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

    public void cutStream(String appKey) {
        streams.cut(appKey);
    }

    public int streams() {
        return streams.sessions();
    }

    /** A symbol file. */
    Optional<byte[]> master(String name) {
        return masters.file(name);
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
