package org.eclipse.swtbot.swt.finder.keyboard;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Event;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.keyboard.Keyboard.Key;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/** Keys that go through the window system, as from a keyboard. */
final class PostedKeys implements Keyboard.KeySink {

    /** How long the window system may take to bring a key; it usually takes a few milliseconds. */
    private static final long ARRIVAL_MILLIS = 2_000;
    /** How long a release may take that follows its press; a dialog that the press has closed never gets it. */
    private static final long RELEASE_MILLIS = 200;

    private final Display display = SWTUtils.display();

    @Override
    public void strike(List<Key> keys) {
        AtomicInteger arrived = new AtomicInteger();
        AtomicInteger released = new AtomicInteger();
        Listener watch = event -> {
            arrived.incrementAndGet();
            if (event.type == SWT.KeyUp) {
                released.incrementAndGet();
            }
        };
        listen(watch, true);
        try {
            keys.forEach(key -> post(SWT.KeyDown, key));
            keys.reversed().forEach(key -> post(SWT.KeyUp, key));
            if (!Await.until(() -> arrived.get() > 0, ARRIVAL_MILLIS, 5)) {
                throw new IllegalStateException("Expected the key event of " + keys + " within " + ARRIVAL_MILLIS
                        + " ms, none came: the shell under test must have the keyboard, activate it first");
            }
            Await.until(() -> released.get() >= keys.size(), RELEASE_MILLIS, 5);
        } finally {
            listen(watch, false);
        }
    }

    private void listen(Listener watch, boolean on) {
        if (display.isDisposed()) {
            return; // the key ended the application
        }
        UIThreadRunnable.syncExec(display, () -> {
            for (int type : new int[] { SWT.KeyDown, SWT.KeyUp, SWT.Traverse }) {
                if (on) {
                    display.addFilter(type, watch);
                } else {
                    display.removeFilter(type, watch);
                }
            }
        });
    }

    private void post(int type, Key key) {
        boolean posted = UIThreadRunnable.syncExec(display, () -> {
            Event event = new Event();
            event.type = type;
            event.character = key.character();
            event.keyCode = key.code();
            return display.post(event);
        });
        if (!posted) {
            throw new IllegalStateException("Expected the window system to take the key " + key
                    + ", it refuses: on Linux it must be an X server, such as Xvfb, whose keyboard has that key");
        }
    }
}
