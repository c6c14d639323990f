/**
 * HTTP for gateways: each request that goes out holds a permit of the broker's limit, and goes out once; and what a
 * WebSocket needs beside {@code java.net.http}.
 */
@Version("1.1.0")
package org.jts.http;

import org.osgi.annotation.versioning.Version;
