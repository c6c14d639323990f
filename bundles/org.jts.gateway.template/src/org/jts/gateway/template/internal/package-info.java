/** Template Securities: the gateway, and the broker that it trades with. */
package org.jts.gateway.template.internal;
