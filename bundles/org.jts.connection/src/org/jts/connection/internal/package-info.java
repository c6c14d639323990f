/** Registry and supervision of the configured brokers. */
package org.jts.connection.internal;
