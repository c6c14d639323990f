/** Virtual time for tests. */
package org.jts.tck.time;
