package org.jts.api.order;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;

import org.jts.api.order.FillCount.Counted;
import org.jts.api.order.FillCount.Fill;
import org.jts.api.order.FillCount.Heard;
import org.junit.jupiter.api.Test;

/** At a broker that has no names for fills each counts once, however it is told. */
class FillCountTest {

    private static final Instant TEN = Instant.parse("2026-01-02T01:00:00Z");
    private static final BigDecimal MOST = BigDecimal.valueOf(1_000);

    private final FillCount count = new FillCount(new BrokerOrderId("B-7"));

    private static Fill fill(long quantity, long price, int second) {
        return new Fill(BigDecimal.valueOf(quantity), BigDecimal.valueOf(price), TEN.plusSeconds(second));
    }

    private Optional<Counted> sum(long quantity, long paid) {
        return count.listed(BigDecimal.valueOf(quantity), BigDecimal.valueOf(paid), TEN, BigDecimal.ONE);
    }

    private String id(Heard heard) {
        return assertInstanceOf(Heard.New.class, heard).counted().id().value();
    }

    @Test
    void fillsAreNamedByHowMuchWasFilledWithThem() {
        assertEquals("B-7#30", id(count.heard(fill(30, 100, 0), MOST)));
        assertEquals("B-7#50", id(count.heard(fill(20, 100, 1), MOST)));
        assertEquals(0, BigDecimal.valueOf(5_000).compareTo(count.value()));
    }

    @Test
    void aFillThatMessageAndListTellOfCountsOnceInEitherOrder() {
        count.heard(fill(30, 100, 0), MOST);
        assertEquals(Optional.empty(), sum(30, 3_000));
        assertEquals("B-7#50", sum(50, 5_100).orElseThrow().id().value());
        assertInstanceOf(Heard.Doubt.class, count.heard(fill(20, 105, 1), MOST), "the list told of it before");
        assertEquals(Optional.empty(), sum(50, 5_100));
        assertInstanceOf(Heard.Doubt.class, count.heard(fill(25, 100, 2), MOST), "the list may have told of it");
        assertEquals("B-7#75", sum(75, 7_600).orElseThrow().id().value());
    }

    @Test
    void twinsOfOneSecondBothCountAndARepeatedMessageDoesNot() {
        count.heard(fill(10, 100, 0), MOST);
        assertInstanceOf(Heard.Doubt.class, count.heard(fill(10, 100, 0), MOST));
        assertEquals(Optional.empty(), sum(10, 1_000), "it was the same");
        assertInstanceOf(Heard.Doubt.class, count.heard(new Fill(new BigDecimal("10.0"), new BigDecimal("100.00"), TEN),
                MOST));
        assertEquals(BigDecimal.TEN, sum(20, 2_000).orElseThrow().fill().quantity(), "it was its twin");
    }

    @Test
    void theFillsThatOnlyASumTellsOfCostWhatIsLeft() {
        count.heard(fill(10, 100, 0), MOST);
        assertEquals(BigDecimal.valueOf(103), sum(30, 3_060).orElseThrow().fill().price());
        FillCount silent = new FillCount(new BrokerOrderId("B-8"));
        assertEquals(BigDecimal.valueOf(7), silent.listed(BigDecimal.TEN, BigDecimal.ZERO, TEN, BigDecimal.valueOf(7))
                .orElseThrow().fill().price(), "a list that does not say");
    }

    @Test
    void aListOfFillsNamesEachThatIsNew() {
        count.heard(fill(10, 100, 0), MOST);
        List<Fill> all = List.of(fill(10, 100, 0), fill(10, 100, 0), fill(5, 101, 1));
        assertEquals(List.of("B-7#20", "B-7#25"), count.listed(all).stream().map(c -> c.id().value()).toList());
        assertEquals(List.of(), count.listed(all));
        assertEquals(List.of(), count.listed(all.subList(0, 1)), "an older list");
        sum(30, 3_000);
        List<Fill> more = List.of(fill(10, 100, 0), fill(10, 100, 0), fill(5, 101, 1), fill(5, 99, 2), fill(3, 99, 2));
        assertEquals(List.of("B-7#33"), count.listed(more).stream().map(c -> c.id().value()).toList(),
                "which of them a sum told of cannot be said");
    }

    @Test
    void moreThanTheOrderIsNeverCountedWithoutAList() {
        BigDecimal most = BigDecimal.TEN;
        count.heard(fill(6, 100, 0), most);
        assertInstanceOf(Heard.Doubt.class, count.heard(fill(6, 100, 1), most));
        count.heard(fill(4, 100, 2), most);
        assertInstanceOf(Heard.Known.class, count.heard(fill(4, 100, 3), most));
    }

    @Test
    void whatWasCountedBeforeARestartIsDoubtedWhenItIsToldAgain() {
        count.restore(fill(30, 100, 0));
        assertInstanceOf(Heard.Doubt.class, count.heard(fill(30, 100, 0), MOST));
        assertEquals(Optional.empty(), sum(30, 3_000));
        assertEquals("B-7#70", sum(70, 7_000).orElseThrow().id().value());
    }

    @Test
    void nothingIsNoFill() {
        assertThrows(IllegalArgumentException.class, () -> fill(0, 100, 0));
        assertThrows(IllegalArgumentException.class, () -> fill(1, -1, 0));
    }

    @Test
    void howeverFillsAreToldEachCountsOnce() {
        int doubts = 0;
        for (long seed = 0; seed < 5_000; seed++) {
            doubts += new Story(seed).tell();
        }
        assertTrue(doubts > 5_000, "doubts " + doubts);
    }

    /** An order's fills, told by messages that are late, doubled and lost, by lists that lag, and over restarts. */
    private static final class Story {

        private final Random random;
        private final String name;
        private final List<Fill> made = new ArrayList<>();
        private final List<Fill> messages = new ArrayList<>();
        private final List<Counted> counted = new ArrayList<>();
        private FillCount count = new FillCount(new BrokerOrderId("B"));
        private int doubts;

        Story(long seed) {
            random = new Random(seed);
            name = "seed " + seed;
        }

        int tell() {
            int steps = 5 + random.nextInt(40);
            for (int step = 0; step < steps; step++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> make(step);
                    case 3, 4, 5 -> message();
                    case 6 -> list(made.subList(0, made.size() - (made.isEmpty() ? 0 : random.nextInt(made.size()))));
                    default -> restart();
                }
                check(step);
            }
            list(made);
            while (!messages.isEmpty()) {
                message();
            }
            list(made);
            assertEquals(0, quantity(made).compareTo(count.total()), name);
            assertTrue(value(made).subtract(count.value()).abs().compareTo(new BigDecimal("0.001")) < 0, name);
            check(steps);
            return doubts;
        }

        /** Few quantities, prices and seconds: twins are common. */
        private void make(int step) {
            Fill fill = fill(1 + random.nextInt(3), 100 + random.nextInt(2), step / 5);
            made.add(fill);
            for (int times = random.nextInt(3); times > 0; times--) {
                messages.add(random.nextInt(messages.size() + 1), fill);
            }
        }

        private void message() {
            if (!messages.isEmpty()) {
                Heard heard = count.heard(messages.removeFirst(), MOST);
                if (heard instanceof Heard.New fresh) {
                    counted.add(fresh.counted());
                } else if (heard instanceof Heard.Doubt) {
                    doubts++;
                    if (random.nextBoolean()) {
                        list(made);
                    }
                }
            }
        }

        private void list(List<Fill> all) {
            if (random.nextBoolean()) {
                count.listed(quantity(all), value(all), TEN, BigDecimal.ONE).ifPresent(counted::add);
            } else {
                counted.addAll(count.listed(List.copyOf(all)));
            }
        }

        private void restart() {
            count = new FillCount(new BrokerOrderId("B"));
            counted.forEach(c -> count.restore(c.fill()));
        }

        private void check(int step) {
            String when = name + " step " + step;
            Set<ExecutionId> names = new HashSet<>();
            counted.forEach(c -> assertTrue(names.add(c.id()), () -> when + ": " + c.id() + " twice"));
            BigDecimal all = counted.stream().map(c -> c.fill().quantity()).reduce(BigDecimal.ZERO, BigDecimal::add);
            assertEquals(0, all.compareTo(count.total()), when);
            assertTrue(all.compareTo(quantity(made)) <= 0, () -> when + ": counted " + all + " of " + made);
        }

        private static BigDecimal quantity(List<Fill> fills) {
            return fills.stream().map(Fill::quantity).reduce(BigDecimal.ZERO, BigDecimal::add);
        }

        private static BigDecimal value(List<Fill> fills) {
            return fills.stream().map(f -> f.quantity().multiply(f.price())).reduce(BigDecimal.ZERO, BigDecimal::add);
        }
    }
}
