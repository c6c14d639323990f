package org.jts.ui.kit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.swt.widgets.Display;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BackgroundTest {
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
    void theWorkIsDoneElsewhereAndItsResultComesToTheUiThread() throws Exception {
        var workedOn = new CompletableFuture<Boolean>();
        var handedOn = new CompletableFuture<Boolean>();
        Background.run(ui.shell(), "test", () -> {
            workedOn.complete(Display.getCurrent() != null);
            return 42;
        }, result -> handedOn.complete(Display.getCurrent() != null && result == 42), handedOn::completeExceptionally);
        assertEquals(false, workedOn.get(10, TimeUnit.SECONDS));
        assertEquals(true, handedOn.get(10, TimeUnit.SECONDS));
    }

    @Test
    void whatIsThrownComesToTheUiThread() throws Exception {
        var failure = new CompletableFuture<Exception>();
        Background.run(ui.shell(), "test", () -> {
            throw new IOException("no line");
        }, result -> { }, failure::complete);
        assertInstanceOf(IOException.class, failure.get(10, TimeUnit.SECONDS));
    }

    @Test
    void cancellingInterruptsABlockingCall() throws Exception {
        var begun = new CountDownLatch(1);
        var failure = new CompletableFuture<Exception>();
        Job job = Background.run(ui.shell(), "test", () -> {
            begun.countDown();
            new CountDownLatch(1).await();
            return null;
        }, result -> { }, failure::complete);
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        job.cancel();
        assertInstanceOf(InterruptedException.class, failure.get(10, TimeUnit.SECONDS));
    }

    @Test
    void workThatIsCancelledBeforeItBeginsIsToldToo() throws Exception {
        var failure = new CompletableFuture<Exception>();
        Job.getJobManager().suspend();
        try {
            Background.run(ui.shell(), "test", () -> 42, result -> { }, failure::complete).cancel();
        } finally {
            Job.getJobManager().resume();
        }
        assertInstanceOf(InterruptedException.class, failure.get(10, TimeUnit.SECONDS));
    }

    @Test
    void nobodyIsToldOnceTheOwnerIsGone() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var told = new AtomicBoolean();
        Job job = Background.run(ui.shell(), "test", monitor -> {
            begun.countDown();
            goOn.await();
            return null;
        }, result -> told.set(true), e -> told.set(true));
        assertTrue(begun.await(10, TimeUnit.SECONDS));
        OnUi.run(display -> ui.shell().dispose());
        goOn.countDown();
        job.join();
        OnUi.run(display -> { });
        assertEquals(false, told.get());
    }
}
