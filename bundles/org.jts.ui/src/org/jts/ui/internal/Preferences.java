package org.jts.ui.internal;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.jobs.Job;
import org.eclipse.core.runtime.preferences.IEclipsePreferences;
import org.eclipse.core.runtime.preferences.InstanceScope;
import org.osgi.service.prefs.BackingStoreException;

/** What the workstation remembers of its user, in the data folder. */
public final class Preferences {
    public static final String NODE = "org.jts.ui";

    private static final int SAVE_DELAY_MILLIS = 500;
    private static final Job SAVE = Job.createSystem("Save preferences", monitor -> {
        flush();
    });

    private Preferences() {
    }

    public static IEclipsePreferences node() {
        return InstanceScope.INSTANCE.getNode(NODE);
    }

    /** Writes what changed to disk, soon and in the background. */
    public static void save() {
        SAVE.schedule(SAVE_DELAY_MILLIS);
    }

    /** Writes what changed to disk, now. */
    public static void flush() {
        try {
            node().flush();
        } catch (BackingStoreException e) {
            ILog.of(Preferences.class).warn("Settings of the window could not be saved: expected a data folder that can"
                    + " be written, found: " + e.getMessage() + "; free some space or check its permissions", e);
        }
    }
}
