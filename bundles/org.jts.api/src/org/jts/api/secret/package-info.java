/** Where secrets are kept. A configuration holds references to them, never the secrets. */
@Version("1.0.0")
package org.jts.api.secret;

import org.osgi.annotation.versioning.Version;
