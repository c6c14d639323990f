package org.jts.ui.kit;

import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.jts.testkit.Await;

/** A shell of its own for tests of widgets; tests run outside the UI thread. */
public final class OnUi implements AutoCloseable {
    private Shell shell;

    public OnUi(int width, int height) {
        run(display -> {
            shell = new Shell(display, SWT.NO_TRIM);
            shell.setLayout(new FillLayout());
            shell.setSize(width, height);
        });
    }

    public Shell shell() {
        return shell;
    }

    public void open() {
        run(display -> {
            shell.layout(true, true);
            shell.open();
        });
    }

    public static Display display() {
        return PlatformUI.getWorkbench().getDisplay();
    }

    public static void run(Consumer<Display> action) {
        get(() -> {
            action.accept(display());
            return null;
        });
    }

    public static <T> T get(Callable<T> call) {
        Object[] result = new Object[1];
        Throwable[] failure = new Throwable[1];
        display().syncExec(() -> {
            try {
                result[0] = call.call();
            } catch (Exception | AssertionError e) {
                failure[0] = e;
            }
        });
        if (failure[0] != null) {
            throw new AssertionError("on the UI thread: " + failure[0].getMessage(), failure[0]);
        }
        @SuppressWarnings("unchecked")
        T value = (T) result[0];
        return value;
    }

    /** Waits until something holds on the UI thread. */
    public static void until(String expected, Callable<Boolean> condition) {
        Await.until(expected, () -> get(condition));
    }

    @Override
    public void close() {
        run(display -> shell.dispose());
    }
}
