/** The only clock that the code reads, and the only way it waits: injected, so that tests run in virtual time. */
@Version("1.0.0")
package org.jts.api.time;

import org.osgi.annotation.versioning.Version;
