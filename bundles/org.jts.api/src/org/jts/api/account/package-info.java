/** Accounts at a broker: what they hold, what they may spend. */
@Version("1.0.0")
package org.jts.api.account;

import org.osgi.annotation.versioning.Version;
