package org.jts.exchange;

import static org.jts.exchange.Trader.SAMSUNG;
import static org.jts.exchange.Trader.TEN;
import static org.jts.exchange.Trader.assertNumber;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.Subscription;
import org.jts.api.market.OrderBook;
import org.jts.api.market.Quote;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.junit.jupiter.api.Test;

class ListenerTest {

    private final Exchange exchange = Trader.quiet(TEN).build();
    private final Trader a = new Trader(exchange, "A", SAMSUNG);
    private final Trader b = new Trader(exchange, "B", SAMSUNG);

    /** Writes down what it is told. */
    private static class Recorder implements ExchangeListener {
        final List<String> told = new ArrayList<>();
        final List<Long> sequences = new ArrayList<>();
        final List<OrderEvent> orders = new ArrayList<>();

        @Override
        public void onTrade(long sequence, MarketTrade trade) {
            sequences.add(sequence);
            told.add("trade " + trade.quantity() + "@" + trade.price() + " "
                    + trade.taker().map(Side::name).orElse("AUCTION"));
        }

        @Override
        public void onQuote(long sequence, Quote quote) {
            sequences.add(sequence);
            told.add("quote " + quote.last());
        }

        @Override
        public void onOrderBook(long sequence, OrderBook book) {
            sequences.add(sequence);
            told.add("book " + book.bids().size() + "/" + book.asks().size());
        }

        @Override
        public void onOrder(long sequence, OrderEvent event) {
            sequences.add(sequence);
            orders.add(event);
            told.add("order " + event.order().account() + " " + event.order().status());
        }

        @Override
        public void onPhase(long sequence, SymbolId symbol, SessionPhase phase, boolean halted) {
            sequences.add(sequence);
            told.add("phase " + phase + (halted ? " halted" : ""));
        }
    }

    @Test
    void everythingThatHappensIsToldInOrder() {
        Recorder recorder = new Recorder();
        exchange.listen(recorder);
        a.sell("5", "70000");
        b.buy("3", "70000");
        assertEquals(List.of("order A ACCEPTED", "quote 70000", "book 0/1", "order B ACCEPTED",
                "trade 3@70000 BUY", "order A PARTIAL", "order B FILLED", "quote 70000", "book 0/1"), recorder.told);
        assertEquals(recorder.sequences.stream().distinct().sorted().toList(), recorder.sequences);
        assertEquals(exchange.sequence(), recorder.sequences.getLast());
    }

    @Test
    void aFillCarriesItsExecution() {
        Recorder recorder = new Recorder();
        exchange.listen(recorder);
        a.sell("5", "70000");
        b.buy("3", "70000");
        var fills = recorder.orders.stream().filter(OrderEvent.Filled.class::isInstance)
                .map(OrderEvent.Filled.class::cast).toList();
        assertEquals(2, fills.size());
        assertEquals(exchange.executions(a.account, TEN), List.of(fills.getFirst().execution()));
        assertNumber("3", fills.getLast().execution().quantity());
        assertEquals(OrderStatus.FILLED, fills.getLast().order().status());
    }

    @Test
    void cancelsChangesAndExpiriesAreTold() {
        Recorder recorder = new Recorder();
        exchange.listen(recorder);
        Order order = a.buy("5", "69000");
        a.modify(order, "4", null);
        a.cancel(order);
        b.buy("1", "69000");
        exchange.advanceTo(SessionTest.at("2026-01-02T15:30"));
        assertEquals(List.of(OrderStatus.ACCEPTED, OrderStatus.ACCEPTED, OrderStatus.CANCELLED,
                OrderStatus.ACCEPTED, OrderStatus.EXPIRED),
                recorder.orders.stream().map(event -> event.order().status()).toList());
        assertTrue(recorder.told.containsAll(List.of("phase CLOSING_AUCTION", "phase CLOSED")));
        exchange.control().halt(SAMSUNG);
        assertEquals("phase CLOSED halted", recorder.told.getLast());
    }

    @Test
    void symbolsThatNobodyWantsAreNotTold() {
        Recorder recorder = new Recorder() {
            @Override
            public boolean wants(SymbolId symbol) {
                return false;
            }
        };
        exchange.listen(recorder);
        a.sell("5", "70000");
        b.buy("5", "70000");
        assertTrue(recorder.told.stream().allMatch(line -> line.startsWith("order")), recorder.told::toString);
    }

    @Test
    void aClosedSubscriptionHearsNothing() {
        Recorder recorder = new Recorder();
        Subscription subscription = exchange.listen(recorder);
        Recorder other = new Recorder();
        exchange.listen(other);
        subscription.close();
        subscription.close();
        a.buy("5", "69000");
        exchange.control().halt(SAMSUNG);
        assertTrue(recorder.told.isEmpty());
        assertEquals(4, other.told.size());
    }

    @Test
    void aListenerMayPlaceOrders() {
        List<Answer> answers = new ArrayList<>();
        exchange.listen(new ExchangeListener() {
            @Override
            public void onTrade(long sequence, MarketTrade trade) {
                if (answers.isEmpty()) {
                    answers.add(exchange.submit(a.request(Side.BUY, org.jts.api.order.OrderType.LIMIT,
                            org.jts.api.order.TimeInForce.DAY, "1", "69000", null)));
                }
            }
        });
        a.sell("5", "70000");
        b.buy("5", "70000");
        assertEquals(OrderStatus.ACCEPTED, Trader.accepted(answers.getFirst()).status());
    }

    @Test
    void whatAListenerThrowsReachesTheCallerAndTheRestIsToldLater() {
        exchange.listen(new ExchangeListener() {
            @Override
            public void onTrade(long sequence, MarketTrade trade) {
                throw new IllegalStateException("mine");
            }
        });
        Recorder recorder = new Recorder();
        exchange.listen(recorder);
        a.sell("5", "70000");
        assertThrows(IllegalStateException.class, () -> b.buy("5", "70000"));
        exchange.advanceTo(TEN.plusSeconds(5));
        a.buy("1", "69000");
        assertTrue(recorder.told.contains("order B FILLED"), recorder.told::toString);
    }

    @Test
    void auctionTradesHaveNoTaker() {
        Exchange auction = Trader.quiet(SessionTest.at("2026-01-02T08:40")).build();
        Recorder recorder = new Recorder();
        auction.listen(recorder);
        new Trader(auction, "A", SAMSUNG).sell("5", "70000");
        new Trader(auction, "B", SAMSUNG).buy("5", "70000");
        auction.advanceTo(SessionTest.at("2026-01-02T09:00"));
        assertTrue(recorder.told.contains("trade 5@70000 AUCTION"), recorder.told::toString);
    }

    @Test
    void manyThreadsMayTradeWhileOnePumps() throws InterruptedException {
        Exchange busy = Exchange.builder().seed(1).start(TEN).listing(Trader.listing(SAMSUNG, KrxRules.alwaysOpen()))
                .account(Trader.rich("A")).account(Trader.rich("B")).build();
        var sequences = new ConcurrentLinkedQueue<Long>();
        busy.listen(new ExchangeListener() {
            @Override
            public void onOrder(long sequence, OrderEvent event) {
                sequences.add(sequence);
            }
        });
        List<Thread> threads = new ArrayList<>();
        for (String account : List.of("A", "B")) {
            threads.add(Thread.ofVirtual().name("trader-" + account).start(() -> {
                for (int i = 0; i < 500; i++) {
                    busy.submit(new org.jts.api.order.OrderRequest(
                            new org.jts.api.order.ClientOrderId(account + i),
                            new org.jts.api.account.AccountId(account), SAMSUNG, i % 2 == 0 ? Side.BUY : Side.SELL,
                            org.jts.api.order.OrderType.MARKET, org.jts.api.order.TimeInForce.DAY,
                            java.math.BigDecimal.ONE, Optional.empty(), Optional.empty()));
                }
            }));
        }
        for (int i = 0; i < 200; i++) {
            busy.advanceTo(busy.now().plusMillis(500));
        }
        for (Thread thread : threads) {
            thread.join(30_000);
        }
        assertEquals(1_000, busy.orders(new org.jts.api.account.AccountId("A")).size()
                + busy.orders(new org.jts.api.account.AccountId("B")).size());
        assertEquals(List.of(), busy.audit().problems());
        busy.advanceTo(busy.now());
        List<Long> heard = List.copyOf(sequences);
        assertEquals(heard.stream().sorted().distinct().toList(), heard);
        assertEquals(2_000, heard.size());
    }

    @Test
    void whoActsWaitsForAListenerThatIsFarBehindAndNoOrderEventIsLost() throws Exception {
        CountDownLatch behind = new CountDownLatch(1);
        AtomicInteger orders = new AtomicInteger();
        AtomicInteger quotes = new AtomicInteger();
        exchange.listen(new ExchangeListener() {
            @Override
            public void onOrder(long sequence, OrderEvent event) {
                if (orders.getAndIncrement() == 0) {
                    try {
                        behind.await();
                    } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                    }
                }
            }

            @Override
            public void onQuote(long sequence, Quote quote) {
                quotes.incrementAndGet();
            }
        });
        Thread teller = Thread.ofPlatform().start(() -> b.sell("1", "71000"));
        awaitWaiting(teller); // else the one who acts may be first, and tells
        AtomicInteger pairs = new AtomicInteger();
        int wanted = 60_000;
        Thread actor = Thread.ofPlatform().start(() -> {
            for (; pairs.get() < wanted; pairs.incrementAndGet()) {
                a.cancel(a.buy("1", "69000"));
            }
        });
        awaitWaiting(actor);
        assertTrue(pairs.get() < wanted, "expected the one who acts to wait, was done");
        behind.countDown();
        actor.join(30_000);
        teller.join(30_000);
        assertEquals(wanted, pairs.get());
        exchange.advanceTo(exchange.now());
        assertEquals(1 + 2 * wanted, orders.get());
        assertTrue(quotes.get() < 2 * wanted, () -> "expected market data to be left out, were " + quotes);
    }

    private static void awaitWaiting(Thread thread) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        for (int seen = 0; seen < 20; seen = thread.getState() == Thread.State.WAITING ? seen + 1 : 0) {
            assertTrue(System.nanoTime() < deadline, "expected the thread to wait within 30 s, did not");
            Thread.sleep(5);
        }
    }
}
