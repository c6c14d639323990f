/**
 * The contract kit: what every gateway must do, as tests. An author extends {@link org.jts.tck.BrokerGatewayContract}
 * and says in a {@link org.jts.tck.GatewayHarness} how to get a gateway; each rule is one test, named by a sentence.
 */
@Version("1.2.0")
package org.jts.tck;

import org.osgi.annotation.versioning.Version;
