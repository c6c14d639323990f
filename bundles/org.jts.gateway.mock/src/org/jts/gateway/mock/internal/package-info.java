/** A broker that exists only in this process: the gateway contract on a simulated exchange, with faults to order. */
package org.jts.gateway.mock.internal;
