package org.jts.server.internal;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.launch.Framework;
import org.osgi.util.tracker.ServiceTracker;

/** The server as a program: answers until it is told to stop. Exit status 0, 2 for a wrong option, 3 for no start. */
public final class ServerApplication implements IApplication {

    static final int WRONG_OPTION = 2;
    static final int NOT_STARTED = 3;
    private static final Duration START_LIMIT = Duration.ofSeconds(20);
    private static final long STOP_MILLIS = 15_000;

    private final CountDownLatch stopped = new CountDownLatch(1);
    private final CountDownLatch closed = new CountDownLatch(1);

    @Override
    public Object start(IApplicationContext application) {
        application.applicationRunning();
        try {
            ServerOptions options = ServerOptions.parse(
                    List.of((String[]) application.getArguments().get(IApplicationContext.APPLICATION_ARGS)),
                    System.getenv());
            if (options.help()) {
                System.out.print(ServerOptions.USAGE);
                return EXIT_OK;
            }
            return run(options.settings().orElseThrow());
        } catch (IllegalArgumentException e) {
            return fail(e, WRONG_OPTION);
        } catch (StoreException | IOException e) {
            return fail(e, NOT_STARTED);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return EXIT_OK;
        }
    }

    private Object run(ServerSettings settings) throws StoreException, IOException, InterruptedException {
        BundleContext context = FrameworkUtil.getBundle(ServerApplication.class).getBundleContext();
        Subscription claim = service(context, DataFolder.class).claim();
        try (JtsServer server = service(context, ServerLauncher.class).start(settings)) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stopFramework(context), "jts-shutdown"));
            announce(settings, server);
            stopped.await();
            return EXIT_OK;
        } finally {
            closed.countDown();
            claim.close();
        }
    }

    private static void announce(ServerSettings settings, JtsServer server) {
        String line = settings.tls().isPresent() ? " with TLS" : " in the clear";
        System.out.printf("JTS server: gRPC on %s:%d%s%n", host(settings.address()), server.port(), line);
        server.restPort().ifPresent(port -> System.out.printf("JTS server: REST on %s:%d%s%n",
                host(settings.rest().orElseThrow()), port, line));
    }

    private static String host(InetSocketAddress address) {
        String text = address.getAddress().getHostAddress();
        return text.indexOf(':') < 0 ? text : "[" + text + "]";
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    /** Ctrl+C and SIGTERM: calls under way end, streams are told, brokers are disconnected. */
    private void stopFramework(BundleContext context) {
        stop();
        try {
            closed.await(STOP_MILLIS, TimeUnit.MILLISECONDS);
            Framework framework = context.getBundle(0).adapt(Framework.class);
            framework.stop();
            framework.waitForStop(STOP_MILLIS);
        } catch (BundleException | IllegalStateException e) {
            System.err.println("error: the server did not stop as it should: " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> T service(BundleContext context, Class<T> type) throws IOException, InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(START_LIMIT.toMillis());
            if (service == null) {
                throw new IOException("expected the service %s within %d s, found none; see the log of the data folder"
                        .formatted(type.getSimpleName(), START_LIMIT.toSeconds()));
            }
            return service;
        } finally {
            tracker.close();
        }
    }

    private static Integer fail(Exception failure, int status) {
        System.err.println("error: " + failure.getMessage());
        return status;
    }
}
