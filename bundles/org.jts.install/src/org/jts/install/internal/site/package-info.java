/** Update sites: what p2 is used for, and nothing else. */
package org.jts.install.internal.site;
