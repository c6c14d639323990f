/** A KIS Open API to test against: the broker's wire format, rules and refusals on the simulated exchange. */
@Version("1.2.0")
package org.jts.simulator.kis;

import org.osgi.annotation.versioning.Version;
