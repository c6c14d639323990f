package org.jts.connection.internal.setup;

import java.util.Arrays;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Whether all bundles have had their turn to start: before that, one that is missing may only be late. */
final class Startup {

    private Startup() {
    }

    static boolean isComplete(BundleContext context) {
        Bundle system = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION);
        int reached = system.adapt(FrameworkStartLevel.class).getStartLevel();
        return system.getState() == Bundle.ACTIVE && Arrays.stream(context.getBundles())
                .allMatch(bundle -> bundle == system || levelOf(bundle) <= reached);
    }

    private static int levelOf(Bundle bundle) {
        BundleStartLevel level = bundle.adapt(BundleStartLevel.class);
        return level == null ? 0 : level.getStartLevel();
    }
}
