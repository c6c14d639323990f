package org.jts.ui.internal;

import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** Uses a service for the length of one call, for commands that need it only when they run. */
public final class Services {
    /** What is done with a service. */
    @FunctionalInterface
    public interface Use<S, R, E extends Exception> {
        R with(S service) throws E;
    }

    private Services() {
    }

    /** @param absent the answer while there is no such service */
    public static <S, R, E extends Exception> R call(Class<S> type, R absent, Use<S, R, E> use) throws E {
        BundleContext context = FrameworkUtil.getBundle(Services.class).getBundleContext();
        ServiceReference<S> reference = context.getServiceReference(type);
        S service = reference == null ? null : context.getService(reference);
        if (service == null) {
            return absent;
        }
        try {
            return use.with(service);
        } finally {
            context.ungetService(reference);
        }
    }
}
