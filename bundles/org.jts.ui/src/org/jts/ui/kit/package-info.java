/** Small things that every view needs: texts, coalesced painting, tables, number formats, colours, background work. */
@Version("1.3.0")
package org.jts.ui.kit;

import org.osgi.annotation.versioning.Version;
