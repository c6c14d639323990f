package org.jts.api.limit;

import org.osgi.annotation.versioning.ProviderType;

/** A request limit as one looks at it: its rules, and how much of them is used. Thread-safe. @since 1.2 */
@ProviderType
public interface MeteredLimit {

    /** The rules that hold now. */
    LimitProfile profile();

    /** What is used at this moment. Reads without a lock. */
    LimitUsage usage();
}
