/** A broker that lives in memory and fills orders at once: what a test installs, sets up by its form, and trades at. */
package org.jts.sample.broker.internal;
