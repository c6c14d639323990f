package org.jts.ui.internal.app;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.BooleanSupplier;

import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Listener;
import org.eclipse.swt.widgets.Shell;

/**
 * Notes when the window can be used: it is shown, was painted, holds what it should, and the event loop has nothing
 * left to do. Written as one JSON object to the file that {@value #FILE} names; nothing happens without.
 * {@code ./jts bench start} measures a bare workbench up to the same moment.
 */
public final class StartMark {
    /** System property: the file to write. */
    public static final String FILE = "jts.bench.mark";
    /** System property: true ends the program once the mark is written. */
    public static final String EXIT = "jts.bench.exit";

    private final Path file;
    private final boolean exit;
    private boolean listening;
    private boolean painted;
    private boolean done;

    private StartMark(Path file, boolean exit) {
        this.file = file;
        this.exit = exit;
        this.done = file == null;
    }

    public static StartMark fromSystemProperties() {
        String name = System.getProperty(FILE, "");
        return new StartMark(name.isEmpty() ? null : Path.of(name), Boolean.getBoolean(EXIT));
    }

    /**
     * To be called whenever the event loop has nothing left to do.
     *
     * @param complete whether the window holds what it should
     */
    public void idle(Display display, BooleanSupplier complete) {
        if (done) {
            return;
        }
        // The workbench also has shells that are never shown.
        Shell shell = Arrays.stream(display.getShells()).filter(Shell::isVisible).findFirst().orElse(null);
        if (shell == null) {
            return;
        }
        if (!listening) {
            listening = true;
            Listener onPaint = event -> painted = true;
            display.addFilter(SWT.Paint, onPaint);
            shell.redraw(0, 0, 1, 1, true);
            return;
        }
        if (painted && complete.getAsBoolean()) {
            done = true;
            write();
            if (exit) {
                display.asyncExec(shell::close);
            }
        }
    }

    private void write() {
        Instant now = Instant.now();
        Instant started = ProcessHandle.current().info().startInstant().orElse(now);
        String json = "{\"mark\":\"usable\",\"epoch_ms\":%d,\"since_process_start_ms\":%d,\"nano_time\":%d}%n"
                .formatted(now.toEpochMilli(), Duration.between(started, now).toMillis(), System.nanoTime());
        try {
            Files.writeString(file, json);
        } catch (IOException e) {
            throw new UncheckedIOException("start mark: expected to write " + file + ", found: " + e.getMessage(), e);
        }
    }
}
