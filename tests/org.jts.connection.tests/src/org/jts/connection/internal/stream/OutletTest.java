package org.jts.connection.internal.stream;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.testkit.Await;
import org.jts.testkit.Samples;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutletTest {

    private static final Set<SymbolId> BOTH = Set.of(Samples.SAMSUNG, Samples.HYNIX);

    private final List<Object> received = new CopyOnWriteArrayList<>();
    private final List<Throwable> faults = new CopyOnWriteArrayList<>();
    private final CountDownLatch first = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    @Test
    void slowReceiverGetsTheLatestOfEachSymbolAndTheSenderNeverWaits() throws Exception {
        LatestOutlet<Quote> outlet = latest(BOTH);
        outlet.offer(Samples.quote(Samples.SAMSUNG, 1));
        first.await();
        for (int price = 2; price <= 1000; price++) {
            outlet.offer(Samples.quote(Samples.SAMSUNG, price));
            outlet.offer(Samples.quote(Samples.HYNIX, price));
        }
        goOn.countDown();
        Await.until("three deliveries", () -> received.size() == 3);
        assertEquals(List.of(Samples.quote(Samples.SAMSUNG, 1), Samples.quote(Samples.SAMSUNG, 1000),
                Samples.quote(Samples.HYNIX, 1000)), received);
    }

    @Test
    void symbolsNobodyAskedForAreLeftOut() {
        goOn.countDown();
        LatestOutlet<Quote> outlet = latest(Set.of(Samples.HYNIX));
        outlet.offer(Samples.quote(Samples.SAMSUNG, 1));
        outlet.offer(Samples.quote(Samples.HYNIX, 2));
        Await.until("one delivery", () -> received.size() == 1);
        assertEquals(List.of(Samples.quote(Samples.HYNIX, 2)), received);
    }

    @Test
    void everyEventIsDeliveredInOrder() {
        List<Integer> all = Collections.synchronizedList(new ArrayList<>());
        EveryOutlet<Integer> outlet = new EveryOutlet<>("test", 100_000, all::add, faults::add);
        IntStream.range(0, 50_000).forEach(i -> assertTrue(outlet.offer(i)));
        Await.until("all are delivered", () -> all.size() == 50_000);
        assertEquals(IntStream.range(0, 50_000).boxed().toList(), all);
    }

    @Test
    void fullQueueSaysSo() throws Exception {
        EveryOutlet<Integer> outlet = every(2);
        outlet.offer(0);
        first.await();
        assertTrue(outlet.offer(1));
        assertTrue(outlet.offer(2));
        assertFalse(outlet.offer(3));
        goOn.countDown();
        Await.until("what was taken is delivered", () -> received.equals(List.of(0, 1, 2)));
    }

    @Test
    void receiverThatThrowsKeepsReceiving() {
        EveryOutlet<Integer> outlet = new EveryOutlet<>("test", 10, item -> {
            received.add(item);
            throw new StackOverflowError();
        }, faults::add);
        outlet.offer(1);
        outlet.offer(2);
        Await.until("both are delivered", () -> faults.size() == 2);
        assertEquals(List.of(1, 2), received);
    }

    @Test
    void afterCloseNothingNewIsDelivered() throws Exception {
        EveryOutlet<Integer> outlet = every(10);
        outlet.offer(1);
        first.await();
        outlet.offer(2);
        outlet.close();
        goOn.countDown();
        assertTrue(outlet.offer(3));
        Await.until("the delivery that was under way has ended", () -> received.equals(List.of(1)));
        assertTrue(outlet.isClosed());
    }

    @Test
    void manySendersLoseNoLastValueAndNeverDeliverAtTheSameTime() throws Exception {
        Map<SymbolId, Quote> last = new ConcurrentHashMap<>();
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger clashes = new AtomicInteger();
        LatestOutlet<Quote> outlet = new LatestOutlet<>("test", BOTH, Quote::symbol, quote -> {
            if (inside.incrementAndGet() > 1) {
                clashes.incrementAndGet();
            }
            last.put(quote.symbol(), quote);
            inside.decrementAndGet();
        }, faults::add);
        Thread samsung = sender(outlet, Samples.SAMSUNG);
        Thread hynix = sender(outlet, Samples.HYNIX);
        samsung.join();
        hynix.join();
        Await.until("the last of each arrived", () -> last.values().stream()
                .filter(q -> q.last().intValueExact() == 50_000).count() == 2);
        assertEquals(0, clashes.get());
    }

    private static Thread sender(LatestOutlet<Quote> outlet, SymbolId symbol) {
        return Thread.ofPlatform().start(() -> IntStream.rangeClosed(1, 50_000)
                .forEach(price -> outlet.offer(Samples.quote(symbol, price))));
    }

    private LatestOutlet<Quote> latest(Set<SymbolId> symbols) {
        return new LatestOutlet<>("test", symbols, Quote::symbol, this::receiveSlowly, faults::add);
    }

    private EveryOutlet<Integer> every(int capacity) {
        return new EveryOutlet<>("test", capacity, this::receiveSlowly, faults::add);
    }

    private void receiveSlowly(Object item) {
        received.add(item);
        first.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
