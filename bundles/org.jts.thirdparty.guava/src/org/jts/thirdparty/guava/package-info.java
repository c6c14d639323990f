/** Guava's token bucket for callers that have a clock of their own. */
package org.jts.thirdparty.guava;
