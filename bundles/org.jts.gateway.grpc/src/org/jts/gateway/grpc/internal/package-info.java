/** A broker of a JTS server, as a broker like any other. */
package org.jts.gateway.grpc.internal;
