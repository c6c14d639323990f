package org.jts.ui.kit;

import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

import org.eclipse.core.runtime.IProgressMonitor;
import org.eclipse.core.runtime.IStatus;
import org.eclipse.core.runtime.Status;
import org.eclipse.core.runtime.jobs.IJobChangeEvent;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.jobs.JobChangeAdapter;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.jts.api.audit.Correlation;

/**
 * Work that may block, off the UI thread, with its outcome handed back to it. Each is a {@link Job}: shown with its
 * progress in the window's status line, and cancelled by {@link Job#cancel}.
 *
 * @since 1.0
 */
public final class Background {
    /** Work that reports progress and honours cancelling by asking {@link IProgressMonitor#isCanceled}. */
    @FunctionalInterface
    public interface Work<T> {
        T run(IProgressMonitor monitor) throws Exception;
    }

    private Background() {
    }

    /**
     * Runs work that is interrupted when its job is cancelled: for one blocking call.
     *
     * @param owner   neither consumer is called once it is disposed
     * @param name    for people
     * @param work    runs in the background
     * @param onUi    gets the result, on the UI thread
     * @param onError gets what was thrown, on the UI thread; an {@link InterruptedException} when it was cancelled
     */
    public static <T> Job run(Control owner, String name, Callable<T> work, Consumer<T> onUi,
            Consumer<Exception> onError) {
        return schedule(new WorkJob<>(owner, name, monitor -> work.call(), true, onUi, onError));
    }

    /** As {@link #run(Control, String, Callable, Consumer, Consumer)}, for work that watches its monitor instead. */
    public static <T> Job run(Control owner, String name, Work<T> work, Consumer<T> onUi,
            Consumer<Exception> onError) {
        return schedule(new WorkJob<>(owner, name, work, false, onUi, onError));
    }

    private static Job schedule(Job job) {
        job.schedule();
        return job;
    }

    private static final class WorkJob<T> extends Job {
        private final Control owner;
        private final Display display;
        private final Work<T> work;
        private final boolean interruptible;
        private final Consumer<T> onUi;
        private final Consumer<Exception> onError;
        /** The name of the click that it follows from. */
        private final Optional<String> click;
        private volatile boolean started;

        WorkJob(Control owner, String name, Work<T> work, boolean interruptible, Consumer<T> onUi,
                Consumer<Exception> onError) {
            super(name);
            this.owner = owner;
            this.display = owner.getDisplay();
            this.work = work;
            this.interruptible = interruptible;
            this.onUi = onUi;
            this.onError = onError;
            this.click = Optional.of(Correlation.current().orElseGet(() -> Correlation.fresh("window")));
            addJobChangeListener(new JobChangeAdapter() {
                @Override
                public void done(IJobChangeEvent event) {
                    // Cancelled while it waited for a worker: run is never called then, and the owner would wait for
                    // ever.
                    if (!started) {
                        toUi(() -> onError.accept(new InterruptedException("cancelled before it began")));
                    }
                }
            });
        }

        @Override
        protected IStatus run(IProgressMonitor monitor) {
            started = true;
            try (Correlation.Scope scope = Correlation.resume(click)) {
                T result = work.run(monitor);
                toUi(() -> onUi.accept(result));
            } catch (Exception e) {
                toUi(() -> onError.accept(e));
            } finally {
                // A worker thread is used again: the next job must not find our interruption.
                Thread.interrupted();
            }
            return monitor.isCanceled() ? Status.CANCEL_STATUS : Status.OK_STATUS;
        }

        @Override
        protected void canceling() {
            Thread thread = getThread();
            if (interruptible && thread != null) {
                thread.interrupt();
            }
        }

        private void toUi(Runnable handOver) {
            try {
                display.asyncExec(() -> {
                    if (!owner.isDisposed()) {
                        handOver.run();
                    }
                });
            } catch (SWTException e) {
                if (!display.isDisposed()) {
                    throw e;
                }
            }
        }
    }
}
