/** The accounts of all brokers, read once for everybody. */
package org.jts.accounts.internal;
