package org.eclipse.swtbot.swt.finder.tests;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import org.eclipse.swt.widgets.Display;

/** The display that tests run on: the one of the workbench, and without a workbench one of its own. */
final class TestDisplay {

    private static final long START_SECONDS = 30;

    private TestDisplay() {
        // a static method
    }

    static Display get() {
        for (Thread thread : Thread.getAllStackTraces().keySet()) {
            Display display = Display.findDisplay(thread);
            if (display != null) {
                return display;
            }
        }
        BlockingQueue<Display> started = new LinkedBlockingQueue<>();
        Thread.ofPlatform().name("test-ui").daemon().start(() -> run(started));
        try {
            Display display = started.poll(START_SECONDS, TimeUnit.SECONDS);
            if (display == null) {
                throw new IllegalStateException("Expected a display within " + START_SECONDS
                        + " s, found none: the tests need a screen, on Linux an X server that DISPLAY names");
            }
            return display;
        } catch (InterruptedException e) {
            throw new IllegalStateException("Interrupted while the display was starting", e);
        }
    }

    private static void run(BlockingQueue<Display> started) {
        Display display = new Display();
        started.add(display);
        while (!display.isDisposed()) {
            try {
                if (!display.readAndDispatch()) {
                    display.sleep();
                }
            } catch (RuntimeException e) {
                e.printStackTrace(); // as a workbench does: tell it and go on
            }
        }
    }
}
