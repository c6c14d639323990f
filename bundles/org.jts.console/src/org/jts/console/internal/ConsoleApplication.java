package org.jts.console.internal;

import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;

/** The workstation without a window. */
public final class ConsoleApplication implements IApplication {

    private static final long STOP_MILLIS = 10_000;

    private volatile Thread runner;

    @Override
    public Object start(IApplicationContext application) throws Exception {
        runner = Thread.currentThread();
        BundleContext context = FrameworkUtil.getBundle(ConsoleApplication.class).getBundleContext();
        application.applicationRunning();
        Thread hook = new Thread(() -> stopFramework(context), "jts-shutdown");
        Runtime.getRuntime().addShutdownHook(hook);
        try {
            Console console = new Console(context, new FileInputStream(FileDescriptor.in), stream(FileDescriptor.out),
                    stream(FileDescriptor.err), isTerminal());
            return console.run(List.of((String[]) application.getArguments()
                    .get(IApplicationContext.APPLICATION_ARGS)));
        } finally {
            removeHook(hook);
        }
    }

    @Override
    public void stop() {
        Thread running = runner;
        if (running != null) {
            running.interrupt();
        }
    }

    /** Ctrl+C and SIGTERM: bundles stop as they do at a regular end, so that connections and files are closed. */
    private static void stopFramework(BundleContext context) {
        try {
            Framework framework = context.getBundle(0).adapt(Framework.class);
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException | IllegalStateException e) {
            System.err.println("error: the workstation did not stop as it should: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void removeHook(Thread hook) {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The process is ending already, and the hook is what ends it.
        }
    }

    /** UTF-8 wherever a C locale would make question marks of Korean names; a Windows terminal has its own way. */
    private static PrintStream stream(FileDescriptor descriptor) {
        boolean windows = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
        Charset charset = windows ? Charset.forName(System.getProperty("stdout.encoding", "UTF-8"))
                : StandardCharsets.UTF_8;
        return new PrintStream(new FileOutputStream(descriptor), true, charset);
    }

    /** From Java 22 on there is a console even for a pipe, and it can be asked what it is. */
    private static boolean isTerminal() {
        java.io.Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            Method method = java.io.Console.class.getMethod("isTerminal");
            return (Boolean) method.invoke(console);
        } catch (NoSuchMethodException e) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }
}
