package org.jts.connection.internal.setup;

import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/**
 * A component that becomes a broker gateway when it is configured.
 *
 * @param pid       factory PID of its configurations
 * @param bundle    where it and its metatype are
 * @param component its description
 */
record GatewayType(String pid, Bundle bundle, ComponentDescriptionDTO component) {
}
