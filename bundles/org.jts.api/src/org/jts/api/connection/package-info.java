/** The configured brokers: adding them, the supervised connection of each, and what state it is in. */
@Version("1.3.0")
package org.jts.api.connection;

import org.osgi.annotation.versioning.Version;
