/** What passed between this program and its brokers, and who asked for it: to be looked up years later. */
@Version("1.1.0")
package org.jts.api.audit;

import org.osgi.annotation.versioning.Version;
