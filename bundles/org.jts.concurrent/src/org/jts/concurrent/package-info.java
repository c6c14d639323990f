/**
 * Telling many listeners without letting one hurt the others, running once for many requests, waiting in lanes, and the
 * machine's clock.
 */
@Version("1.2.0")
package org.jts.concurrent;

import org.osgi.annotation.versioning.Version;
