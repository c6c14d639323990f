/**
 * Calling any interface of the KIS Open API by its name: what a request must have, what comes back, and the service of
 * the gateway that sends it. Who shows or types such calls needs nothing else of the gateway.
 */
@Version("1.1.0")
package org.jts.kis.call;

import org.osgi.annotation.versioning.Version;
