package org.jts.server.internal;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import org.jts.api.BrokerId;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.RegistryListener;
import org.jts.api.feed.MarketFeed;
import org.jts.api.market.TickTable;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Placement;
import org.jts.testkit.Await;

/**
 * A broker, a server, a bad line and a workstation's view of it, on which one script of faults runs after the other.
 */
final class FaultLane implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /**
     * Until the desk has to show what is true. An order whose change or cancel was never answered, and which a server
     * that was started anew has never heard of, is missing for a minute before the desk takes it for ended.
     */
    private static final Duration TRUTH = Duration.ofMinutes(4);
    /** What the workstation may take to notice that nothing comes any more. */
    private static final Duration NOTICE = Duration.ofSeconds(5);

    /** How often what happened. */
    record Tally(int scripts, int accepted, int rejected, int notSent, int unknown, int losses) {
        Tally plus(Tally other) {
            return new Tally(scripts + other.scripts, accepted + other.accepted, rejected + other.rejected,
                    notSent + other.notSent, unknown + other.unknown, losses + other.losses);
        }
    }

    private final Rig rig;
    private final boolean proving;
    private final BrokerId id;
    private final BrokerConnection remote;
    private final OrderDesk desk;
    private final DeskTruth truth;
    private final BigDecimal far;
    private final Subscription losses;
    private final Subscription watch;
    private final AtomicInteger lost = new AtomicInteger();
    private final AtomicInteger[] fates = {new AtomicInteger(), new AtomicInteger(), new AtomicInteger(),
            new AtomicInteger()};
    private int scripts;

    /** @param tls how the server proves itself; empty for a line in the clear, on which no byte is damaged */
    FaultLane(Optional<Certificates> tls) throws Exception {
        proving = tls.isPresent();
        rig = new Rig(tls.map(c -> new ServerSettings(ServerSettings.loopback(0).address(), Optional.empty(),
                Optional.of(new ServerSettings.Tls(c.pem("server"), c.key("server"), Optional.empty())), List.of(),
                ServerSettings.DEFAULT_CALLS)).orElseGet(() -> ServerSettings.loopback(0)), true);
        id = new BrokerId("remote-" + rig.broker);
        Map<String, Object> settings = new HashMap<>(Map.of("server.broker", rig.broker));
        tls.ifPresent(c -> settings.putAll(Map.of("server.tls", true, "server.tls.ca", c.pem("server").toString())));
        rig.client(id.value(), settings);
        BrokerRegistry registry = rig.service(BrokerRegistry.class, "(objectClass=*)");
        desk = rig.service(OrderDesk.class, "(objectClass=*)");
        Await.until("the broker in the registry", () -> registry.broker(id).isPresent());
        remote = registry.broker(id).orElseThrow();
        losses = registry.listen(new RegistryListener() {
            @Override
            public void onStateChanged(BrokerConnection connection, ConnectionState state) {
                if (connection == remote && state.phase() == ConnectionPhase.RECONNECTING && state.attempt() == 0) {
                    lost.incrementAndGet();
                }
            }
        });
        TickTable ticks = rig.mock.symbols().stream().filter(s -> s.id().equals(Rig.SAMSUNG)).findFirst().orElseThrow()
                .ticks();
        far = ticks.roundDown(rig.mock.quote(Rig.SAMSUNG).last().multiply(new BigDecimal("0.9")));
        // Who trades looks at the price; without one an order at the market has no value that a limit could judge.
        watch = rig.service(MarketFeed.class, "(objectClass=*)").watch(id, Set.of(Rig.SAMSUNG), quote -> { });
        truth = new DeskTruth(rig.mock, desk, new AccountKey(id, Rig.MAIN));
        remote.connect();
        Await.until("a connection, or why there is none: " + remote.state(), this::connected);
        awaitDesk();
    }

    private void awaitDesk() {
        List<?>[] found = new List<?>[1];
        try {
            Await.until("a desk that takes orders", () -> {
                found[0] = desk.check(draft(new Random(0)));
                return found[0].isEmpty();
            });
        } catch (AssertionError e) {
            throw new AssertionError("expected a desk that takes orders, found " + found[0] + ", " + remote.state(), e);
        }
    }

    Tally tally() {
        return new Tally(scripts, fates[0].get(), fates[1].get(), fates[2].get(), fates[3].get(), lost.get());
    }

    private boolean connected() {
        return remote.state().isConnected();
    }

    /** Trades while the line fails as the seed says, mends the line, and compares. */
    void run(long seed) throws Exception {
        Random random = new Random(seed);
        Queue<Throwable> faults = new ConcurrentLinkedQueue<>();
        List<Thread> calls = new ArrayList<>();
        int steps = 3 + random.nextInt(4);
        for (int i = 0; i < steps; i++) {
            if (random.nextInt(4) > 0) {
                calm();
                Await.until("a connection for seed " + seed, this::connected);
            }
            Random own = new Random(random.nextLong());
            calls.add(Thread.ofVirtual().start(() -> {
                try {
                    trade(own);
                } catch (RuntimeException | Error e) {
                    faults.add(e);
                }
            }));
            rest(random.nextInt(8));
            damage(random);
            rest(random.nextInt(20));
        }
        calm();
        for (Thread call : calls) {
            call.join(PATIENCE);
        }
        if (!faults.isEmpty()) {
            throw new AssertionError("seed " + seed, faults.peek());
        }
        awaitTruth(seed);
        scripts++;
    }

    /**
     * While the line is gone somebody else trades in the account. The first order after it must not leave before that
     * is shown.
     *
     * @return the orders as the desk shows them when that first order is through
     */
    List<DeskOrder> tradeElsewhereWhileTheLineIsGone() throws Exception {
        // It leaves when the desk has compared: from then on the events of the account are followed. A desk that has
        // not heard of the broker yet refuses it.
        OrderOutcome[] before = new OrderOutcome[1];
        Await.until("an order before the loss", () -> {
            before[0] = desk.place(draft(new Random(0))).outcome();
            return !(before[0] instanceof OrderOutcome.NotSent);
        });
        if (!(before[0] instanceof OrderOutcome.Accepted)) {
            throw new AssertionError("expected an accepted order before the loss, found " + before[0]);
        }
        rig.relay.refuse(true);
        Await.until("the loss", () -> !connected());
        OrderOutcome elsewhere = rig.mock.place(OrderRequest.market(new ClientOrderId("elsewhere"), Rig.MAIN,
                Rig.SAMSUNG, Side.BUY, BigDecimal.TEN));
        if (!(elsewhere instanceof OrderOutcome.Accepted)) {
            throw new AssertionError("expected an order of somebody else, found " + elsewhere);
        }
        rig.mock("fault", rig.broker, "latency", "150");
        rig.relay.refuse(false);
        Random random = new Random(1);
        OrderOutcome[] first = new OrderOutcome[1];
        Await.until("the first order after the loss", () -> {
            first[0] = desk.place(draft(random)).outcome();
            return !(first[0] instanceof OrderOutcome.NotSent);
        });
        if (!(first[0] instanceof OrderOutcome.Accepted)) {
            throw new AssertionError("expected an accepted order, found " + first[0]);
        }
        return desk.orders().stream().filter(o -> o.broker().equals(id)).toList();
    }

    private void awaitTruth(long seed) throws Exception {
        long end = System.nanoTime() + TRUTH.toNanos();
        Optional<String> difference = Optional.of("not compared");
        while (difference.isPresent()) {
            difference = connected() ? truth.difference() : Optional.of("not connected: " + remote.state());
            if (difference.isPresent()) {
                if (System.nanoTime() > end) {
                    throw new AssertionError("seed " + seed + ": " + difference.get());
                }
                rest(20);
            }
        }
    }

    private void trade(Random random) {
        List<DeskOrder> open = desk.orders().stream()
                .filter(o -> o.broker().equals(id) && o.order().status().isOpen()).toList();
        int what = random.nextInt(10);
        if (what < 3 && !open.isEmpty()) {
            note(desk.cancel(open.get(random.nextInt(open.size())).key()));
        } else if (what < 4 && !open.isEmpty()) {
            DeskOrder order = open.get(random.nextInt(open.size()));
            note(desk.modify(order.key(), order.order().quantity().add(BigDecimal.ONE), Optional.empty()));
        } else {
            Placement placement = desk.place(draft(random));
            truth.placed(placement);
            note(placement.outcome());
        }
    }

    private OrderDraft draft(Random random) {
        BigDecimal quantity = BigDecimal.valueOf(1 + random.nextInt(9));
        boolean market = random.nextBoolean();
        return new OrderDraft(new AccountKey(id, Rig.MAIN), Rig.SAMSUNG, Side.BUY,
                market ? OrderType.MARKET : OrderType.LIMIT, TimeInForce.DAY, quantity,
                market ? Optional.empty() : Optional.of(far), Optional.empty());
    }

    private void note(OrderOutcome outcome) {
        int fate = switch (outcome) {
            case OrderOutcome.Accepted a -> 0;
            case OrderOutcome.Rejected r -> 1;
            case OrderOutcome.NotSent n -> 2;
            case OrderOutcome.Unknown u -> 3;
        };
        fates[fate].incrementAndGet();
    }

    private void damage(Random random) throws Exception {
        int which = random.nextInt(20);
        if (which < 7) {
            rig.relay.cut();
        } else if (which < 12) {
            rig.relay.delay(Duration.ofMillis(random.nextInt(120)));
        } else if (which < 15) {
            int bytes = random.nextInt(3_000);
            if (proving) {
                rig.relay.damageAfter(bytes);
            } else {
                rig.relay.cut();
            }
        } else if (which < 17) {
            swallow(random.nextBoolean() ? NOTICE : Duration.ofMillis(random.nextInt(1_500)));
        } else if (which < 19) {
            rig.relay.refuse(true);
            rest(random.nextInt(200));
        } else if (random.nextBoolean()) {
            rig.restartServer();
        } else {
            rig.relay.cut();
        }
    }

    /** For as long as it takes to be noticed, or shorter. */
    private void swallow(Duration duration) {
        boolean was = connected();
        rig.relay.swallow(true);
        long start = System.nanoTime();
        try (Pulse pulse = new Pulse(rig.time)) {
            while (System.nanoTime() - start < duration.toNanos() + pulse.lateNanos() && connected()) {
                rest(5);
            }
            if (was && duration.equals(NOTICE) && connected()) {
                throw new AssertionError("expected the silence to be noticed within %s, found it is not; timers were "
                        .formatted(NOTICE) + "late by " + Duration.ofNanos(pulse.lateNanos()));
            }
        }
    }

    private void calm() {
        rig.relay.delay(Duration.ZERO);
        rig.relay.damageAfter(-1);
        rig.relay.swallow(false);
        rig.relay.refuse(false);
    }

    private static void rest(int millis) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
    }

    @Override
    public void close() {
        losses.close();
        watch.close();
        remote.disconnect();
        rig.close();
    }
}
