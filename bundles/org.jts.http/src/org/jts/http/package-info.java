/** HTTP for gateways: each request that goes out holds a permit of the broker's limit, and goes out once. */
@Version("1.0.0")
package org.jts.http;

import org.osgi.annotation.versioning.Version;
