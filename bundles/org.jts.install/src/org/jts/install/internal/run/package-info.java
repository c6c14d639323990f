/** The running framework: what is tried in it, and how one set of bundles takes the place of another. */
package org.jts.install.internal.run;
