/**
 * The contract of a broker plug-in. A gateway is a declarative service of type
 * {@link org.jts.api.gateway.BrokerGateway} with a factory configuration: one configured broker, one component.
 */
@Version("1.3.0")
package org.jts.api.gateway;

import org.osgi.annotation.versioning.Version;
