/** What the trader looks at and trades with just now: the one place where views meet. */
@Version("1.0.0")
package org.jts.ui.context;

import org.osgi.annotation.versioning.Version;
