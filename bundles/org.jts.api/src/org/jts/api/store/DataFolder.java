package org.jts.api.store;

import java.nio.file.Path;

import org.jts.api.Subscription;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The folder that holds everything this workstation keeps. A service; thread-safe.
 *
 * @since 1.0
 */
@ProviderType
public interface DataFolder {

    /** Framework or system property that names the folder; {@code .jts} in the user's home without it. */
    String PROPERTY = "jts.data";

    /** Where it is; an absolute path. It may not exist before it is claimed. */
    Path path();

    /**
     * Claims the folder for this process, which an application does before anything else: two workstations in one
     * folder would place orders behind each other's back. Creates the folder where it is missing. Claims of one process
     * add up; the folder is free when the last is closed or the process is over, however it ended.
     *
     * @throws StoreException when another process holds it, or it cannot be written
     */
    Subscription claim() throws StoreException;
}
