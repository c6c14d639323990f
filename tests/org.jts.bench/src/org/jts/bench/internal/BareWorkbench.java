package org.jts.bench.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.SWT;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;

/**
 * The least that Eclipse can show: a workbench with one empty perspective. The start of the workstation is compared
 * with its start, up to the same mark: the window is shown, was painted, and the event loop has nothing left to do.
 */
public final class BareWorkbench implements IApplication {

    @Override
    public Object start(IApplicationContext context) {
        Display display = PlatformUI.createDisplay();
        try {
            PlatformUI.createAndRunWorkbench(display, new Advisor());
            return IApplication.EXIT_OK;
        } finally {
            display.dispose();
        }
    }

    @Override
    public void stop() {
        // closes itself once it is measured
    }

    private static final class Advisor extends WorkbenchAdvisor {

        private boolean listening;
        private boolean painted;
        private boolean marked;

        @Override
        public void initialize(IWorkbenchConfigurer configurer) {
            configurer.setSaveAndRestore(true);
        }

        @Override
        public String getInitialWindowPerspectiveId() {
            return "org.jts.bench.perspective";
        }

        @Override
        public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
            configurer.setInitialSize(new Point(1280, 800));
            configurer.setTitle("Bare workbench");
            return new WorkbenchWindowAdvisor(configurer);
        }

        @Override
        public void eventLoopIdle(Display display) {
            Shell shell = Arrays.stream(display.getShells()).filter(Shell::isVisible).findFirst().orElse(null);
            if (shell != null && !listening) {
                listening = true;
                display.addFilter(SWT.Paint, event -> painted = true);
                shell.redraw(0, 0, 1, 1, true);
            } else if (shell != null && painted && !marked) {
                marked = true;
                mark();
                display.asyncExec(PlatformUI.getWorkbench()::close);
            }
            super.eventLoopIdle(display);
        }

        private static void mark() {
            Instant now = Instant.now();
            Instant started = ProcessHandle.current().info().startInstant().orElse(now);
            try {
                Files.writeString(Path.of(System.getProperty("jts.bench.mark")),
                        "{\"mark\":\"usable\",\"epoch_ms\":%d,\"since_process_start_ms\":%d}%n"
                                .formatted(now.toEpochMilli(), Duration.between(started, now).toMillis()));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
