/** Keeping a broker's request limits: what they are, how a request waits for its turn, what is left. */
@Version("1.3.0")
package org.jts.api.limit;

import org.osgi.annotation.versioning.Version;
