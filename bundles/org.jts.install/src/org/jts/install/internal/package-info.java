/** Installs plug-ins: reads sites, resolves beside what runs, swaps, and goes back when the new one does not run. */
package org.jts.install.internal;
