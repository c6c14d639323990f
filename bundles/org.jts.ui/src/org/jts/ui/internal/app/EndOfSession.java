package org.jts.ui.internal.app;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWTException;
import org.eclipse.ui.IWorkbench;
import org.eclipse.ui.PlatformUI;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/**
 * Ends the program as its user would when the system ends it, as it does at the end of a session: the layout and the
 * size of the window are kept, and connections and files are closed.
 */
final class EndOfSession implements AutoCloseable {
    /** A system that shuts down waits no longer either. */
    private static final int WINDOW_SECONDS = 5;
    private static final int BUNDLES_SECONDS = 10;

    private final CountDownLatch ended = new CountDownLatch(1);
    private final Thread hook = new Thread(this::end, "jts-end-of-session");

    private EndOfSession() {
    }

    /**
     * Watches for the end of the session until it is closed, which tells that the window and what is its own are gone.
     */
    static EndOfSession watch() {
        EndOfSession watch = new EndOfSession();
        Runtime.getRuntime().addShutdownHook(watch.hook);
        return watch;
    }

    @Override
    public void close() {
        ended.countDown();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            return; // the session is ending: the hook itself closed the window
        }
    }

    private void end() {
        try {
            if (closesWindow() && !ended.await(WINDOW_SECONDS, TimeUnit.SECONDS)) {
                ILog.of(EndOfSession.class)
                        .warn("The window did not close within %d s: what was moved in it lately is lost"
                        .formatted(WINDOW_SECONDS));
            }
            Framework framework = FrameworkUtil.getBundle(EndOfSession.class).getBundleContext().getBundle(0)
                    .adapt(Framework.class);
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(BUNDLES_SECONDS));
        } catch (BundleException | IllegalStateException e) {
            System.err.println("The workstation did not stop as it should: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @return whether there is a window that closes now */
    private static boolean closesWindow() {
        if (!PlatformUI.isWorkbenchRunning()) {
            return false;
        }
        try {
            IWorkbench workbench = PlatformUI.getWorkbench();
            workbench.getDisplay().asyncExec(workbench::close);
            return true;
        } catch (SWTException e) {
            return false; // it has just been closed
        }
    }
}
