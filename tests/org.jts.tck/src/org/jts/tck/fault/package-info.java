/**
 * A broker whose faults follow a script: {@link org.jts.tck.fault.FaultGateway} around any gateway, told what goes
 * wrong by a {@link org.jts.tck.fault.FaultScript}.
 */
@Version("1.0.0")
package org.jts.tck.fault;

import org.osgi.annotation.versioning.Version;
