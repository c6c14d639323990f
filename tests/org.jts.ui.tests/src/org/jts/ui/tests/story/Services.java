package org.jts.ui.tests.story;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;

/** The services behind the window, for what a test asserts exactly. */
final class Services {
    private static final long PATIENCE_MILLIS = 30_000;

    private Services() {
    }

    /** @return the service, as soon as it is there */
    static <T> T get(Class<T> type) {
        BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(PATIENCE_MILLIS);
            if (service == null) {
                throw new AssertionError("expected a service " + type.getSimpleName() + " within 30 s, found none");
            }
            return service;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for " + type.getSimpleName(), e);
        } finally {
            tracker.close();
        }
    }
}
