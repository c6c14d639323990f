package org.jts.install.internal.run;

import java.util.Collection;
import java.util.Set;

import org.jts.api.Subscription;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.framework.hooks.resolver.ResolverHook;
import org.osgi.framework.hooks.resolver.ResolverHookFactory;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * Keeps new bundles from being wired to those that are about to go, and lets a new version of a singleton resolve
 * beside the one that it takes the place of.
 */
final class Hidden implements ResolverHook {

    private final Set<Bundle> coming;
    private final Set<Bundle> leaving;

    private Hidden(Set<Bundle> coming, Set<Bundle> leaving) {
        this.coming = coming;
        this.leaving = leaving;
    }

    /** @return closes to end it */
    static Subscription whileResolving(BundleContext context, Set<Bundle> coming, Set<Bundle> leaving) {
        Hidden hook = new Hidden(coming, leaving);
        ServiceRegistration<ResolverHookFactory> registration = context.registerService(ResolverHookFactory.class,
                triggers -> hook, null);
        return registration::unregister;
    }

    @Override
    public void filterMatches(BundleRequirement requirement, Collection<BundleCapability> candidates) {
        if (coming.contains(requirement.getRevision().getBundle())) {
            candidates.removeIf(candidate -> leaving.contains(candidate.getRevision().getBundle()));
        }
    }

    @Override
    public void filterSingletonCollisions(BundleCapability singleton, Collection<BundleCapability> collisions) {
        Bundle asking = singleton.getRevision().getBundle();
        collisions.removeIf(other -> {
            Bundle bundle = other.getRevision().getBundle();
            return coming.contains(asking) && leaving.contains(bundle)
                    || leaving.contains(asking) && coming.contains(bundle);
        });
    }

    @Override
    public void filterResolvable(Collection<BundleRevision> candidates) {
        // What else the framework could resolve on the way is its own affair.
    }

    @Override
    public void end() {
        // Keeps nothing between two resolutions.
    }
}
