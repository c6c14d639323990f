/** Telling many listeners without letting one hurt the others, running once for many requests, waiting in lanes. */
@Version("1.1.0")
package org.jts.concurrent;

import org.osgi.annotation.versioning.Version;
