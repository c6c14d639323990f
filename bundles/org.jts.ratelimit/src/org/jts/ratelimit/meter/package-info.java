/**
 * What is measured of a request limiter, whoever keeps the limit: the same for one process and for several that share.
 */
package org.jts.ratelimit.meter;
