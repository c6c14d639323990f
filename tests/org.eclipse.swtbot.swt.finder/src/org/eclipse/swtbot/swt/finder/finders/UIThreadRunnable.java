package org.eclipse.swtbot.swt.finder.finders;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.swt.widgets.Display;
import org.eclipse.swtbot.swt.finder.results.ArrayResult;
import org.eclipse.swtbot.swt.finder.results.ListResult;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;

/**
 * Runs work on the UI thread from any thread. What the work throws is thrown to the caller of {@code syncExec}, as it
 * is. The variants without a display use the one of {@link SWTUtils#display()}.
 */
public abstract class UIThreadRunnable {

    private UIThreadRunnable() {
        // a collection of static methods
    }

    /** Runs {@code toExecute} on the UI thread and waits for its value. */
    public static <T> T syncExec(Result<T> toExecute) {
        return syncExec(SWTUtils.display(), toExecute);
    }

    /** Runs {@code toExecute} on the thread of {@code display} and waits for its value. */
    public static <T> T syncExec(Display display, Result<T> toExecute) {
        if (SWTUtils.isUIThread(display)) {
            return toExecute.run();
        }
        var value = new AtomicReference<T>();
        var failure = new AtomicReference<Throwable>();
        display.syncExec(() -> {
            try {
                value.set(toExecute.run());
            } catch (RuntimeException | Error e) {
                failure.set(e);
            }
        });
        switch (failure.get()) {
            case RuntimeException e -> throw e;
            case Error e -> throw e;
            case null, default -> {
                return value.get();
            }
        }
    }

    /** Runs {@code toExecute} on the UI thread and waits for its list. */
    public static <T> List<T> syncExec(ListResult<T> toExecute) {
        return syncExec(SWTUtils.display(), (Result<List<T>>) toExecute);
    }

    /** Runs {@code toExecute} on the thread of {@code display} and waits for its list. */
    public static <T> List<T> syncExec(Display display, ListResult<T> toExecute) {
        return syncExec(display, (Result<List<T>>) toExecute);
    }

    /** Runs {@code toExecute} on the UI thread and waits for its array. */
    public static <T> T[] syncExec(ArrayResult<T> toExecute) {
        return syncExec(SWTUtils.display(), (Result<T[]>) toExecute);
    }

    /** Runs {@code toExecute} on the thread of {@code display} and waits for its array. */
    public static <T> T[] syncExec(Display display, ArrayResult<T> toExecute) {
        return syncExec(display, (Result<T[]>) toExecute);
    }

    /** Runs {@code toExecute} on the UI thread and waits until it is done. */
    public static void syncExec(VoidResult toExecute) {
        syncExec(SWTUtils.display(), toExecute);
    }

    /** Runs {@code toExecute} on the thread of {@code display} and waits until it is done. */
    public static void syncExec(Display display, VoidResult toExecute) {
        syncExec(display, (Result<Void>) () -> {
            toExecute.run();
            return null;
        });
    }

    /** Leaves {@code toExecute} to the UI thread and returns at once. */
    public static void asyncExec(VoidResult toExecute) {
        asyncExec(SWTUtils.display(), toExecute);
    }

    /** Leaves {@code toExecute} to the thread of {@code display} and returns at once. */
    public static void asyncExec(Display display, VoidResult toExecute) {
        display.asyncExec(toExecute::run);
    }
}
