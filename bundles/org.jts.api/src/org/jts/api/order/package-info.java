/** Orders: what is asked for, what the broker is known to have done, what was traded. */
@Version("1.5.0")
package org.jts.api.order;

import org.osgi.annotation.versioning.Version;
