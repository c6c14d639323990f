/** What a trader should know of, in one list: connections lost and found, imports, refusals, faults. */
@Version("1.0.0")
package org.jts.api.event;

import org.osgi.annotation.versioning.Version;
