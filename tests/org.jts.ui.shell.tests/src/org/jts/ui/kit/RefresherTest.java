package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefresherTest {
    private final AtomicInteger runs = new AtomicInteger();
    private OnUi ui;

    @BeforeEach
    void open() {
        ui = new OnUi(100, 100);
    }

    @AfterEach
    void close() {
        ui.close();
    }

    @Test
    void manyRequestsBecomeFewRuns() {
        ui.open();
        Refresher refresher = refresher(Duration.ofMillis(50));
        long begin = System.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            refresher.request();
        }
        Await.until("a run", () -> runs.get() > 0);
        int ran = runs.get();
        long intervals = (System.nanoTime() - begin) / 50_000_000 + 2;
        assertTrue(ran <= intervals, ran + " runs in " + intervals + " intervals");
    }

    @Test
    void theLastRequestIsNeverLost() {
        ui.open();
        int[] seen = new int[1];
        int[] value = new int[1];
        Refresher refresher = OnUi.get(() -> new Refresher(ui.shell(), Duration.ofMillis(1), () -> seen[0] = value[0]));
        for (int i = 1; i <= 1_000; i++) {
            value[0] = i;
            refresher.request();
        }
        OnUi.until("the last value painted", () -> seen[0] == 1_000);
    }

    @Test
    void aHiddenViewDoesNoWorkUntilItIsShown() {
        Refresher refresher = refresher(Duration.ZERO);
        refresher.request();
        OnUi.run(display -> { });
        OnUi.run(display -> { });
        assertEquals(0, runs.get());
        ui.open();
        Await.until("it catches up", () -> runs.get() == 1);
    }

    @Test
    void nothingRunsAfterDisposal() {
        ui.open();
        Refresher refresher = refresher(Duration.ZERO);
        OnUi.run(display -> {
            refresher.request();
            ui.shell().dispose();
        });
        OnUi.run(display -> { });
        assertEquals(0, runs.get());
    }

    @Test
    void aPaintingThatFailsIsFollowedByTheNext() {
        ui.open();
        Refresher refresher = OnUi.get(() -> new Refresher(ui.shell(), Duration.ZERO, () -> {
            if (runs.incrementAndGet() == 1) {
                throw new IllegalStateException("a fault of the test's own making");
            }
        }));
        refresher.request();
        Await.until("the first run", () -> runs.get() == 1);
        refresher.request();
        Await.until("the second run", () -> runs.get() == 2);
    }

    @Test
    void whatWasPostedIsAnsweredBetweenTwoViews() {
        ui.open();
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        Refresher second = OnUi.get(() -> new Refresher(ui.shell(), Duration.ZERO, () -> order.add("second view")));
        Refresher first = OnUi.get(() -> new Refresher(ui.shell(), Duration.ZERO, () -> {
            order.add("first view");
            second.request();
            ui.shell().getDisplay().asyncExec(() -> order.add("answer"));
        }));
        first.request();
        Await.until("both views", () -> order.contains("second view"));
        assertEquals(List.of("first view", "answer", "second view"), order);
    }

    @Test
    void everyViewHasItsTurnHoweverOftenAnotherAsks() {
        ui.open();
        List<Refresher> eager = new ArrayList<>();
        eager.add(OnUi.get(() -> new Refresher(ui.shell(), Duration.ZERO, () -> eager.getFirst().request())));
        eager.getFirst().request();
        refresher(Duration.ZERO).request();
        Await.until("a run of the other one", () -> runs.get() == 1);
    }

    private Refresher refresher(Duration interval) {
        return OnUi.get(() -> new Refresher(ui.shell(), interval, runs::incrementAndGet));
    }
}
