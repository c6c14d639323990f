package org.jts.audit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.time.Duration;
import java.util.AbstractMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;

import org.jts.api.audit.AuditRecord;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Nobody waits for the disk, and what is lost is counted where it is missing. */
class AuditWriterTest {

    private final FakeTime time = new FakeTime();
    private final List<String> written = new CopyOnWriteArrayList<>();
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final CountDownLatch entered = new CountDownLatch(1);
    private final CountDownLatch slow = new CountDownLatch(1);
    private volatile boolean isSlow;
    private volatile boolean isFull;

    private final Sink sink = new Sink() {
        @Override
        public void write(LineBuffer lines) throws IOException {
            entered.countDown();
            try {
                if (isSlow) {
                    slow.await();
                }
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (isFull) {
                throw new IOException("No space left on device");
            }
            written.addAll(Written.lines(lines));
        }

        @Override
        public void close() {
            told.add("closed");
        }
    };

    private final AuditWriter writer = new AuditWriter(10, sink, new Lines(new Redactor()), time,
            new AuditWriter.Watcher() {
                @Override
                public void failed(IOException e) {
                    told.add("failed: " + e.getMessage());
                }

                @Override
                public void again(long lost) {
                    told.add("again: " + lost);
                }

                @Override
                public void lost(long records) {
                    told.add("lost: " + records);
                }
            });

    @AfterEach
    void close() {
        slow.countDown();
        isFull = false;
        writer.close();
    }

    private void offer(int count) {
        for (int i = 0; i < count; i++) {
            writer.offer(new AuditRecord(time.now(), AuditRecord.Kind.CALL, Optional.empty(), Optional.empty(), "read",
                    Map::of));
        }
    }

    @Test
    void moreThanFitIsCountedAndTheCountIsWritten() throws Exception {
        isSlow = true;
        offer(1);
        entered.await();
        offer(25);
        assertEquals(15, writer.lost());
        assertEquals(10, writer.waiting());
        slow.countDown();
        assertTrue(writer.flush(Duration.ofSeconds(30)));
        assertTrue(written.stream().anyMatch(l -> l.contains("\"kind\":\"lost\"") && l.contains("\"count\":\"15\"")),
                written::toString);
        assertEquals(11, writer.kept());
        assertEquals(List.of("lost: 15"), told);
    }

    @Test
    void aFullDiskIsToldOnceAndNothingWaitsForIt() throws Exception {
        isFull = true;
        offer(1); // in the writer's hands from now on: all places of the queue are free
        Await.until("the failure is told", () -> !told.isEmpty());
        assertEquals(List.of("failed: No space left on device"), told);
        assertEquals(Optional.of("No space left on device"), writer.problem());
        long start = System.nanoTime();
        offer(1_000);
        assertTrue(System.nanoTime() - start < 1_000_000_000L, "an order would have waited");
        isFull = false;
        Await.until("written again", () -> writer.problem().isEmpty());
        assertTrue(writer.flush(Duration.ofSeconds(30)));
        assertEquals(1 + 10, writer.kept());
        assertEquals(List.of("failed: No space left on device", "again: 990"), told);
        assertTrue(written.stream().anyMatch(l -> l.contains("\"count\":\"990\"")), written::toString);
    }

    @Test
    void aRecordThatCannotBeWrittenCostsItsLineAndNoOther() throws Exception {
        Map<String, String> fails = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                throw new StackOverflowError();
            }
        };
        writer.offer(new AuditRecord(time.now(), AuditRecord.Kind.CALL, Optional.empty(), Optional.empty(), "bad",
                () -> fails));
        offer(1);
        assertTrue(writer.flush(Duration.ofSeconds(30)));
        assertEquals(2, written.size());
        assertTrue(written.getFirst().contains("\"kind\":\"unreadable\",\"action\":\"StackOverflowError\""),
                written::toString);
    }

    @Test
    void aRecordThatFailsInTheMiddleLeavesNothingOfItsLine() throws Exception {
        Map<String, String> fails = new AbstractMap<>() {
            @Override
            public Set<Entry<String, String>> entrySet() {
                Set<Entry<String, String>> three = new LinkedHashSet<>();
                three.add(Map.entry("first", "begun"));
                three.add(Map.entry("second", "x".repeat(100_000)));
                three.add(new SimpleEntry<>(null, "a fact without a name"));
                return three;
            }
        };
        offer(1);
        writer.offer(new AuditRecord(time.now(), AuditRecord.Kind.CALL, Optional.of("c-1"), Optional.empty(), "bad",
                () -> fails));
        offer(1);
        assertTrue(writer.flush(Duration.ofSeconds(30)));
        assertEquals(List.of("{\"at\":\"2026-01-02T01:00:00Z\",\"n\":1,\"kind\":\"call\",\"action\":\"read\"}",
                "{\"at\":\"2026-01-02T01:00:00Z\",\"n\":2,\"kind\":\"unreadable\",\"action\":\"NullPointerException\"}",
                "{\"at\":\"2026-01-02T01:00:00Z\",\"n\":3,\"kind\":\"call\",\"action\":\"read\"}"), written);
    }

    @Test
    void linesThatWaitForTheDiskAreWrittenOnceWithTheCountOfThatTime() throws Exception {
        isFull = true;
        offer(1);
        Await.until("the failure is told", () -> !told.isEmpty());
        offer(15);
        isFull = false;
        Await.until("written again", () -> writer.problem().isEmpty());
        assertTrue(writer.flush(Duration.ofSeconds(30)));
        assertEquals(List.of("1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11"), written.stream()
                .filter(line -> line.contains("\"n\":")).map(line -> line.replaceAll(".*\"n\":(\\d+),.*", "$1"))
                .toList());
        assertEquals(List.of("{\"at\":\"2026-01-02T01:00:00Z\",\"kind\":\"lost\",\"action\":\"lost\",\"count\":\"5\","
                + "\"total\":\"5\"}"), written.stream().filter(line -> !line.contains("\"n\":")).toList());
    }

    @Test
    void whatWasOfferedBeforeTheEndIsWritten() {
        offer(5);
        writer.close();
        assertEquals(5, written.size());
        assertEquals(List.of("closed"), told);
        offer(1);
        assertEquals(1, writer.lost());
    }
}
