/** What a run of the contract kit found, as files to show: HTML, JSON and plain text, English and Korean. */
@Version("1.0.0")
package org.jts.tck.report;

import org.osgi.annotation.versioning.Version;
