package org.jts.ui.internal;

import java.util.Optional;
import java.util.function.Function;

import org.jts.api.Subscription;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/** Uses a service while it is there: hands it over when it comes and empty when it goes, and tells of both. */
public final class ServiceUse<S> implements ServiceTrackerCustomizer<S, Subscription> {
    private final BundleContext context;
    private final Runnable onChange;
    private final Function<Optional<S>, Subscription> use;

    /**
     * @param onChange called on any thread, after the use
     * @param use      what it returns is closed when the service goes
     */
    public ServiceUse(BundleContext context, Runnable onChange, Function<Optional<S>, Subscription> use) {
        this.context = context;
        this.onChange = onChange;
        this.use = use;
    }

    @Override
    public Subscription addingService(ServiceReference<S> reference) {
        Subscription subscription = use.apply(Optional.ofNullable(context.getService(reference)));
        onChange.run();
        return subscription;
    }

    @Override
    public void modifiedService(ServiceReference<S> reference, Subscription subscription) {
        // Properties mean nothing here.
    }

    @Override
    public void removedService(ServiceReference<S> reference, Subscription subscription) {
        subscription.close();
        use.apply(Optional.empty());
        context.ungetService(reference);
        onChange.run();
    }
}
