/** A broker that exists only in this process: the whole gateway contract on a simulated exchange, with faults to order. */
package org.jts.gateway.mock.internal;
