/** The order desk: the one way for an order to reach a broker, and the one picture of all orders. */
@Version("1.7.0")
package org.jts.api.trading;

import org.osgi.annotation.versioning.Version;
