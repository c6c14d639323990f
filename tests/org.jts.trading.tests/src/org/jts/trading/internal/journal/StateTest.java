package org.jts.trading.internal.journal;

import static org.jts.testkit.Samples.ACCOUNT;
import static org.jts.testkit.Samples.BROKER;
import static org.jts.testkit.Samples.SAMSUNG;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.Execution;
import org.jts.api.order.ExecutionId;
import org.jts.api.order.Order;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderStatus;
import org.jts.api.order.Side;
import org.junit.jupiter.api.Test;

/** The state that stands for many records leads a desk to the same orders as the records do. */
class StateTest {

    private static final Instant START = Instant.parse("2026-01-02T01:00:00Z");
    private static final AccountKey KEY = new AccountKey(BROKER, ACCOUNT);

    private final Random random = new Random(17);
    private Instant now = START;
    private int numbers;

    @Test
    void whereverTheCutIsTheSameIsKnown() {
        for (int run = 0; run < 60; run++) {
            List<String> records = records(5 + random.nextInt(120));
            Replay whole = replay(records);
            int cut = random.nextInt(records.size());
            Replay before = replay(records.subList(0, cut));
            List<String> shortened = new ArrayList<>(before.state());
            shortened.addAll(records.subList(cut, records.size()));
            Replay after = replay(shortened);
            assertEquals(Optional.empty(), after.fault());
            assertEquals(whole.orders(now), after.orders(now), "run " + run);
            assertEquals(whole.held(), after.held());
            whole.tradesSince().forEach((account, trades) -> assertEquals(Set.copyOf(trades),
                    Set.copyOf(after.tradesSince().getOrDefault(account, List.of()))));
            assertEquals(whole.stopped(), after.stopped());
            assertEquals(whole.given().since(START), after.given().since(START));
            assertEquals(whole.prefixes().stream().max(String::compareTo),
                    after.prefixes().stream().max(String::compareTo));
            assertEquals(after.state(), replay(after.state()).state(), "the state of a state is that state");
        }
    }

    @Test
    void whatEndedLongAgoIsLeftOut() {
        List<String> records = new ArrayList<>();
        place(records);
        Order filled = order("k1", OrderStatus.CANCELLED, 0);
        records.add(line(new Entry.Moved("k1", filled)));
        place(records);
        now = now.plus(Duration.ofHours(25));
        String state = String.join("\n", replay(records).state());
        assertTrue(!state.contains("\"k1\"") && state.contains("\"k2\""), state);
    }

    @Test
    void ofNamesTheOldestGoAfterAMonthAndWhenThereAreVeryMany() {
        GivenNames names = new GivenNames();
        names.add("a", START);
        names.add("b", START.plusSeconds(1));
        Instant month = START.plus(GivenNames.KEEP);
        assertTrue(names.has("a", month));
        assertFalse(names.has("a", month.plusSeconds(1)));
        names.add("c", month.plusSeconds(1));
        assertEquals(Set.of("b", "c"), names.since(month.plusSeconds(1).minus(GivenNames.KEEP)).keySet());
        for (int i = 0; i < GivenNames.MOST; i++) {
            names.add("n" + i, month.plusSeconds(1));
        }
        assertEquals(GivenNames.MOST, names.since(Instant.MIN).size());
        assertFalse(names.has("c", month.plusSeconds(1)));
    }

    @Test
    void aTradeTellsWhatTheOrderIsCalledWhereTheJournalEndsBehindIt() {
        List<String> records = new ArrayList<>();
        place(records);
        records.add(line(new Entry.Traded("k1", trade("E1", "B7"))));
        assertEquals("B7", number(records), "its answer was never written down");
        records.add(line(new Entry.Traded("k1", trade("E2", "B8"))));
        assertEquals("B8", number(records), "nor that of a change");
        records.add(line(new Entry.Traded("k1", trade("E3", "B7"))));
        assertEquals("B8", number(records), "a late one is of before");
    }

    private String number(List<String> records) {
        Kept kept = replay(records).orders(now).getFirst();
        assertTrue(kept.names().contains(kept.order().order().brokerOrderId().orElseThrow()));
        return kept.order().order().brokerOrderId().orElseThrow().value();
    }

    private Execution trade(String id, String order) {
        return new Execution(new ExecutionId(id), new BrokerOrderId(order), Optional.of(new ClientOrderId("k1")),
                ACCOUNT, SAMSUNG, Side.BUY, BigDecimal.ONE, BigDecimal.valueOf(71_900), BigDecimal.ONE,
                BigDecimal.ZERO, CurrencyCode.KRW, now);
    }

    private List<String> records(int count) {
        numbers = 0;
        now = START;
        List<String> records = new ArrayList<>(List.of(line(new Entry.Started("mw000aaaa"))));
        place(records);
        while (records.size() < count) {
            now = now.plus(Duration.ofMinutes(random.nextInt(10)));
            String key = "k" + (1 + random.nextInt(numbers));
            switch (random.nextInt(9)) {
                case 0 -> place(records);
                case 1 -> records.add(line(new Entry.Moved(key, order(key, any(), random.nextInt(10)),
                        random.nextBoolean())));
                case 2 -> records.add(line(new Entry.Traded(key, trade(key))));
                case 3 -> records.add(line(new Entry.Changing(key, BigDecimal.TEN, Optional.empty())));
                case 4 -> records.add(line(new Entry.Answered(key, Answers.MODIFY, "accepted", "B1")));
                case 5 -> records.add(line(new Entry.Held(KEY, Map.of(SAMSUNG, BigDecimal.ONE),
                        Map.of(CurrencyCode.KRW, BigDecimal.valueOf(random.nextInt(100))))));
                case 6 -> records.add(line(new Entry.Stopped(random.nextBoolean(), "why")));
                case 7 -> {
                    String foreign = "fake:X" + ++numbers;
                    records.add(line(new Entry.Seen(foreign, BROKER, true, order(foreign, OrderStatus.ACCEPTED, 0),
                            Set.of(new BrokerOrderId("old" + numbers)), random.nextBoolean())));
                    if (random.nextBoolean()) {
                        records.add(line(new Entry.Traded(foreign, trade(foreign))));
                        records.add(line(new Entry.Joined(foreign, "k1")));
                    }
                    place(records);
                }
                default -> records.add(line(new Entry.Started("mw000aaa" + (char) ('b' + random.nextInt(20)))));
            }
        }
        return records;
    }

    private void place(List<String> records) {
        OrderRequest request = OrderRequest.limit(new ClientOrderId("k" + ++numbers), ACCOUNT, SAMSUNG, Side.BUY,
                BigDecimal.TEN, BigDecimal.valueOf(71_900));
        records.add(line(new Entry.Placing(BROKER, request, numbers % 3 == 0)));
    }

    private OrderStatus any() {
        return OrderStatus.values()[random.nextInt(OrderStatus.values().length)];
    }

    private Order order(String key, OrderStatus status, int filled) {
        Order order = Order.pending(OrderRequest.limit(new ClientOrderId(key.replace(':', '-')), ACCOUNT, SAMSUNG,
                Side.BUY, BigDecimal.TEN, BigDecimal.valueOf(71_900)), START);
        Order named = order.withBrokerOrderId(new BrokerOrderId("B" + random.nextInt(1_000)), now)
                .withStatus(status, now, Optional.empty());
        return new Order(named.clientOrderId(), named.brokerOrderId(), named.account(), named.symbol(), named.side(),
                named.type(), named.timeInForce(), named.quantity(), named.limitPrice(), named.stopPrice(), status,
                BigDecimal.valueOf(filled), named.averagePrice(), named.fees(), START, now, Optional.of("m"));
    }

    private Execution trade(String key) {
        return new Execution(new ExecutionId("E" + random.nextInt(40)), new BrokerOrderId("B" + key), Optional.empty(),
                ACCOUNT, SAMSUNG, Side.BUY, BigDecimal.ONE, BigDecimal.valueOf(71_900), BigDecimal.ONE,
                BigDecimal.ZERO, CurrencyCode.KRW, now);
    }

    private String line(Entry entry) {
        return Codec.write(new Line(now, entry));
    }

    private Replay replay(List<String> records) {
        return Replays.of(records, () -> now);
    }
}
