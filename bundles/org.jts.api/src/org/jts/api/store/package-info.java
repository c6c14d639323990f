/** The local store: what was imported or read before, and is there again after a restart or without a line. */
@Version("1.1.0")
package org.jts.api.store;

import org.osgi.annotation.versioning.Version;
