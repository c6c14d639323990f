/** What bundles without a window say to the trader, in the trader's language. */
@Version("1.0.0")
package org.jts.api.text;

import org.osgi.annotation.versioning.Version;
