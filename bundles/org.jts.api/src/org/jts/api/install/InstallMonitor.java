package org.jts.api.install;

import org.osgi.annotation.versioning.ConsumerType;

/**
 * Follows a change and may give it up. Called on the thread that asked for the change; returns at once.
 *
 * @since 1.0
 */
@ConsumerType
public interface InstallMonitor {

    /** Follows nothing and gives up nothing. */
    InstallMonitor NONE = (step, share) -> true;

    /**
     * A step has begun or gone on.
     *
     * @param step  what is done, for people
     * @param share how much of all is done, 0 to 1
     * @return whether to go on; false gives the change up, and everything stays as it was. Once the new version has
     *         taken over there is nothing to give up any more, and the answer is not looked at
     */
    boolean goesOn(String step, double share);
}
