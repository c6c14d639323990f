package org.jts.ui.internal.app;

import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/**
 * Brings the program up in steps, so that the window does not wait for what it does not show. The product starts the
 * framework at the level of the data folder; once that is ours, services and views follow in the background while the
 * window is built; gateways come last, and with them the first connection. A product without such levels runs as well:
 * then everything is there from the beginning.
 */
final class StartLevels {
    static final int SERVICES = 5;
    static final int GATEWAYS = 6;

    private StartLevels() {
    }

    /**
     * Lets the framework go on to a level, in the background.
     *
     * @param onReached told when it is there, on a thread of the framework; at once when it was there already
     */
    static void raise(int level, Runnable onReached) {
        BundleContext system = FrameworkUtil.getBundle(StartLevels.class).getBundleContext()
                .getBundle(Constants.SYSTEM_BUNDLE_LOCATION).getBundleContext();
        FrameworkStartLevel framework = system.getBundle().adapt(FrameworkStartLevel.class);
        if (framework.getStartLevel() < level) {
            framework.setStartLevel(level, event -> onReached.run());
        } else {
            onReached.run();
        }
    }
}
