package org.jts.install.internal.site;

import org.eclipse.core.runtime.NullProgressMonitor;
import org.jts.api.install.InstallMonitor;

/** Lets p2 ask whether it shall go on. */
final class Progress extends NullProgressMonitor {

    private final InstallMonitor monitor;
    private final String step;
    private final double share;

    Progress(InstallMonitor monitor, String step, double share) {
        this.monitor = monitor;
        this.step = step;
        this.share = share;
    }

    @Override
    public boolean isCanceled() {
        return super.isCanceled() || Thread.currentThread().isInterrupted() || !monitor.goesOn(step, share);
    }
}
