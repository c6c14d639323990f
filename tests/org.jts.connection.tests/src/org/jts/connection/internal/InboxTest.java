package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

import org.junit.jupiter.api.Test;

class InboxTest {

    private final List<Object> read = new ArrayList<>();
    private final List<String> faults = new ArrayList<>();

    @Test
    void whatAReaderPutsInIsReadAfterWhatItIsAt() {
        @SuppressWarnings("unchecked")
        Inbox<Integer>[] inbox = new Inbox[1];
        inbox[0] = new Inbox<>(n -> {
            if (n < 3) {
                inbox[0].put(n + 1);
            }
            read.add(n);
        }, (n, e) -> faults.add(n + ": " + e.getMessage()));
        inbox[0].put(1);
        assertEquals(List.of(1, 2, 3), read);
    }

    @Test
    void theRestIsReadAfterAFault() {
        Inbox<Integer> inbox = new Inbox<>(n -> {
            if (n == 1) {
                throw new IllegalStateException("no");
            }
            read.add(n);
        }, (n, e) -> faults.add(n + ": " + e.getMessage()));
        inbox.put(1);
        inbox.put(2);
        assertEquals(List.of("1: no"), faults);
        assertEquals(List.of(2), read);
    }

    @Test
    void oneThreadAtATimeReadsWhatManyPutIn() throws InterruptedException {
        // not thread-safe on purpose: a lost item would show that two read at once
        Inbox<Integer> inbox = new Inbox<>(read::add, (n, e) -> faults.add(e.toString()));
        CountDownLatch go = new CountDownLatch(1);
        List<Thread> threads = new ArrayList<>();
        for (int t = 0; t < 4; t++) {
            threads.add(Thread.ofPlatform().start(() -> {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                for (int i = 0; i < 10_000; i++) {
                    inbox.put(i);
                }
            }));
        }
        go.countDown();
        for (Thread thread : threads) {
            thread.join();
        }
        assertEquals(40_000, read.size());
        assertEquals(List.of(), faults);
    }
}
