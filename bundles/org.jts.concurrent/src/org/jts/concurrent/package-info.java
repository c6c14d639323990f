/**
 * Telling many listeners without letting one hurt the others, running once for many requests, waiting in lanes and
 * awake, maps with a bound, and the machine's clock.
 */
@Version("1.4.0")
package org.jts.concurrent;

import org.osgi.annotation.versioning.Version;
