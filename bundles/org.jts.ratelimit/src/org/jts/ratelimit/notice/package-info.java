/**
 * What is said of a request limiter in the trader's language, whoever keeps the limit: why a request got no permit, and
 * what traders should know.
 */
package org.jts.ratelimit.notice;
