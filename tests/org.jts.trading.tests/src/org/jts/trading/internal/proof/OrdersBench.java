package org.jts.trading.internal.proof;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.reflect.Proxy;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import org.jts.api.CurrencyCode;
import org.jts.api.Subscription;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.feed.Freshness;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.api.trading.OrderDraft;
import org.jts.journal.Journal;
import org.jts.testkit.FakeAccountBook;
import org.jts.testkit.FakeConnection;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeFeed;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.Samples;
import org.jts.trading.internal.AccountLimits;
import org.jts.trading.internal.OrderDeskImpl;
import org.jts.trading.internal.journal.Codec;
import org.jts.trading.internal.journal.Entry;
import org.jts.trading.internal.journal.Line;
import org.jts.trading.internal.journal.Replay;

/**
 * What an order costs on its way through the desk, whose journal is synced, at a broker that answers at once; and how
 * long a desk with many journalled orders takes to start. {@code orders.desk.cold.p50} is of the first thousand orders
 * of a program, the other figures of one that has run for a while. Arguments: {@code way FOLDER}, {@code prepare
 * FOLDER}, {@code compact FOLDER} or the name of a figure and the FOLDER to start with; the folder is used, and should
 * be on the disk that is meant.
 */
public final class OrdersBench {

    private static final int ORDERS = 100_000;
    /** The share of orders that is still open at the restart is one of so many. */
    private static final int OPEN_EVERY = 100;
    /** The first orders of a program, most of which the machine still interprets. */
    private static final int COLD_BLOCKS = 10;
    /** Behind so many orders the machine has compiled their way: what is measured then lasts. */
    private static final int WARM_UP = 20_000;
    private static final int BLOCKS = 40;
    private static final int BLOCK = 100;
    private static final int THREADS = 16;
    private static final long RATE_NANOS = 5_000_000_000L;
    private static final BigDecimal PRICE = new BigDecimal("71900");

    private OrdersBench() {
    }

    public static void main(String[] args) throws Exception {
        Path folder = Path.of(args[1]);
        switch (args[0]) {
            case "way" -> way(folder);
            case "prepare" -> prepare(folder);
            case "compact" -> compact(folder);
            default -> restart(folder, args[0]);
        }
    }

    private static void way(Path folder) throws Exception {
        try (Bench bench = new Bench(folder);
                RandomAccessFile file = new RandomAccessFile(folder.resolve("bare").toFile(), "rw")) {
            long before = size(folder);
            bench.place(BLOCK);
            byte[] bytes = new byte[(int) ((size(folder) - before) / BLOCK)];
            Beside cold = Beside.measure(bench, file, bytes, COLD_BLOCKS);
            line("orders.desk.cold.p50", cold.desk(50), "us", cold.bare(50));
            bench.place(WARM_UP);
            Beside warm = Beside.measure(bench, file, bytes, BLOCKS);
            line("orders.desk.p50", warm.desk(50), "us", warm.bare(50));
            line("orders.desk.p99", warm.desk(99), "us", warm.bare(99));
            line("orders.rate16", bench.rate(), "1/s", Double.NaN);
        }
    }

    /** Orders and bare writes in turns, so that a disk that is slower for a while is slower for both; sorted. */
    private record Beside(long[] deskNanos, long[] bareNanos) {

        static Beside measure(Bench bench, RandomAccessFile file, byte[] bytes, int blocks) throws IOException {
            long[] desk = new long[blocks * BLOCK];
            long[] bare = new long[blocks * BLOCK];
            for (int block = 0; block < blocks; block++) {
                System.arraycopy(bench.place(BLOCK), 0, desk, block * BLOCK, BLOCK);
                System.arraycopy(write(file, bytes, BLOCK), 0, bare, block * BLOCK, BLOCK);
            }
            Arrays.sort(desk);
            Arrays.sort(bare);
            return new Beside(desk, bare);
        }

        double desk(int percent) {
            return micros(deskNanos, percent);
        }

        double bare(int percent) {
            return micros(bareNanos, percent);
        }
    }

    /** As a desk does it in the background. */
    private static void compact(Path folder) throws Exception {
        try (Journal journal = Journal.open(folder.resolve("orders"), r -> { })) {
            journal.compact(new Replay(Instant::now), Long.MAX_VALUE);
        }
    }

    private static void restart(Path folder, String metric) throws Exception {
        long start = System.nanoTime();
        try (Bench bench = new Bench(folder)) {
            bench.place(1);
            double seconds = (System.nanoTime() - start) / 1e9;
            long shown = bench.desk.orders().size();
            if (shown <= ORDERS) {
                throw new IllegalStateException("expected more than %d orders after the restart, found %d: %s"
                        .formatted(ORDERS, shown, bench.events.notices()));
            }
            line(metric, seconds, "s", Double.NaN);
        }
    }

    /** A day with many orders, most of them filled. */
    private static void prepare(Path folder) throws IOException {
        Instant at = Instant.now();
        try (Journal journal = Journal.open(folder.resolve("orders"), r -> { })) {
            for (int i = 0; i < ORDERS; i++) {
                OrderRequest request = OrderRequest.limit(new ClientOrderId("mw0000000abcd-" + i), Samples.ACCOUNT,
                        Samples.SAMSUNG, Side.BUY, BigDecimal.TEN, PRICE);
                append(journal, at, new Entry.Placing(Samples.BROKER, request));
                Order order = Order.pending(request, at).withBrokerOrderId(new BrokerOrderId("B" + i), at)
                        .withStatus(OrderStatus.ACCEPTED, at, Optional.empty());
                append(journal, at, new Entry.Moved(order.clientOrderId().orElseThrow().value(), order));
                if (i % OPEN_EVERY != 0) {
                    fill(journal, at, order, i);
                }
                if (i % 1_000 == 0) {
                    journal.sync();
                }
            }
        }
    }

    private static void fill(Journal journal, Instant at, Order o, int number) throws IOException {
        String key = o.clientOrderId().orElseThrow().value();
        append(journal, at, new Entry.Traded(key, new Execution(new ExecutionId("E" + number),
                o.brokerOrderId().orElseThrow(), o.clientOrderId(), o.account(), o.symbol(), o.side(), o.quantity(),
                PRICE,
                BigDecimal.TEN, BigDecimal.ZERO, CurrencyCode.KRW, at)));
        append(journal, at, new Entry.Moved(key, new Order(o.clientOrderId(), o.brokerOrderId(), o.account(),
                o.symbol(),
                o.side(), o.type(), o.timeInForce(), o.quantity(), o.limitPrice(), o.stopPrice(), OrderStatus.FILLED,
                o.quantity(), Optional.of(PRICE), BigDecimal.TEN, o.createdAt(), at, Optional.empty())));
    }

    private static void append(Journal journal, Instant at, Entry entry) throws IOException {
        journal.appendSoon(Codec.write(new Line(at, entry)));
    }

    private static long[] write(RandomAccessFile file, byte[] bytes, int times) throws IOException {
        long[] nanos = new long[times];
        for (int i = 0; i < times; i++) {
            long start = System.nanoTime();
            file.write(bytes);
            file.getFD().sync();
            nanos[i] = System.nanoTime() - start;
        }
        return nanos;
    }

    private static long size(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("orders"))) {
            return files.mapToLong(f -> f.toFile().length()).sum();
        }
    }

    private static double micros(long[] sorted, int percent) {
        return sorted[sorted.length * percent / 100] / 1e3;
    }

    private static void line(String metric, double value, String unit, double peer) {
        String beside = Double.isNaN(peer) ? ""
                : String.format(Locale.ROOT, ",\"peer\":\"bare synced write\",\"peer_value\":%.3f", peer);
        System.out.println(String.format(Locale.ROOT,
                "{\"bench\":\"orders\",\"metric\":\"%s\",\"value\":%.3f,\"unit\":\"%s\"%s}",
                metric, value, unit, beside));
    }

    /** A desk at a broker that answers at once, in the same process. */
    private static final class Bench implements AutoCloseable {

        private static final AccountKey KEY = new AccountKey(Samples.BROKER, Samples.ACCOUNT);
        /** Every limit is looked at, and none is reached by so many and so large orders. */
        private static final AccountLimits LIMITS = new AccountLimits(key -> switch (key) {
            case "daily.orders" -> "1000000";
            case "max.value" -> "1000000000000 KRW";
            case "stale.seconds" -> "86400";
            default -> AccountLimits.defaults().get(key);
        });

        final FakeEventLog events;
        final OrderDeskImpl desk;
        private final FastTime time = new FastTime(System.currentTimeMillis(), 1);
        private final AtomicLong ids = new AtomicLong(1_000_000);
        private final AtomicLong quantities = new AtomicLong();
        Bench(Path folder) {
            events = new FakeEventLog(time);
            FakeAccountBook accounts = new FakeAccountBook();
            accounts.put(new AccountSnapshot(KEY, Samples.paperAccount(Samples.ACCOUNT), List.of(), List.of(),
                    Optional.empty(), Optional.empty()));
            FakeRegistry registry = new FakeRegistry();
            FakeFeed feed = new FakeFeed(Samples.BROKER).with(Samples.stock(Samples.SAMSUNG, "삼성전자"));
            feed.send(Samples.quote(Samples.SAMSUNG, PRICE.longValueExact()), Freshness.LIVE, time.now());
            desk = new OrderDeskImpl(registry, feed, accounts, time, events, new FakeDataFolder(folder));
            desk.setLimits(account -> LIMITS);
            FakeConnection connection = new FakeConnection(gateway(), time);
            registry.add(connection);
            registry.setPhase(connection, ConnectionPhase.CONNECTED);
        }

        long[] place(int times) {
            long[] nanos = new long[times];
            for (int i = 0; i < times; i++) {
                long start = System.nanoTime();
                placeOne();
                nanos[i] = System.nanoTime() - start;
            }
            return nanos;
        }

        private void placeOne() {
            // No two alike: the same order at once would be taken for a mistake.
            OrderDraft draft = new OrderDraft(KEY, Samples.SAMSUNG, Side.BUY, OrderType.LIMIT, TimeInForce.DAY,
                    BigDecimal.valueOf(quantities.incrementAndGet()), Optional.of(PRICE), Optional.empty());
            OrderOutcome outcome = desk.place(draft).outcome();
            if (!(outcome instanceof OrderOutcome.Accepted)) {
                throw new IllegalStateException("expected an accepted order, found " + outcome);
            }
        }

        double rate() throws InterruptedException {
            AtomicLong placed = new AtomicLong();
            CountDownLatch done = new CountDownLatch(THREADS);
            long start = System.nanoTime();
            for (int t = 0; t < THREADS; t++) {
                Thread.ofPlatform().start(() -> {
                    while (System.nanoTime() - start < RATE_NANOS) {
                        placeOne();
                        placed.incrementAndGet();
                    }
                    done.countDown();
                });
            }
            done.await();
            return placed.get() / ((System.nanoTime() - start) / 1e9);
        }

        private BrokerGateway gateway() {
            Capabilities capabilities = new Capabilities(Set.of(Feature.values()),
                    Map.of(OrderType.LIMIT, Set.of(TimeInForce.DAY)), Set.of(), OptionalInt.empty());
            return (BrokerGateway) Proxy.newProxyInstance(BrokerGateway.class.getClassLoader(),
                    new Class<?>[] {BrokerGateway.class}, (self, method, args) -> switch (method.getName()) {
                        case "id" -> Samples.BROKER;
                        case "capabilities" -> capabilities;
                        case "accounts" -> List.of(Samples.paperAccount(Samples.ACCOUNT));
                        case "openOrders" -> desk.orders().stream().map(o -> o.order()).filter(o -> o.status().isOpen())
                                .filter(o -> o.brokerOrderId().isPresent()).toList();
                        case "subscribeOrders" -> (Subscription) () -> { };
                        case "place" -> new OrderOutcome.Accepted(new BrokerOrderId("B" + ids.incrementAndGet()),
                                time.now());
                        case "executions", "positions", "balances" -> List.of();
                        default -> throw new UnsupportedOperationException(method.getName());
                    });
        }

        @Override
        public void close() {
            desk.close();
            time.close();
        }
    }
}
