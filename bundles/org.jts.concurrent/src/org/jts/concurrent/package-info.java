/** Telling many listeners without letting one of them hurt the others. */
@Version("1.0.0")
package org.jts.concurrent;

import org.osgi.annotation.versioning.Version;
