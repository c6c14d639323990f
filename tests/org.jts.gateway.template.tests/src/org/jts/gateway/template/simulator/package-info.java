/**
 * Template Securities, played on a port of this machine: {@code ./jts simulate template}. Nothing but Java in it, for
 * it stands for the broker, which knows nothing of the workstation.
 */
package org.jts.gateway.template.simulator;
