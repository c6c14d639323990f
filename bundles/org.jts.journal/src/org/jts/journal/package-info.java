/** A log on disk to which is only ever appended, whose every record vouches for all before it. */
@Version("1.2.0")
package org.jts.journal;

import org.osgi.annotation.versioning.Version;
