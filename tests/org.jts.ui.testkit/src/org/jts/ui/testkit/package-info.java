/** A stage for one view without a workbench: a shell, an event loop that a test turns by hand, widgets by their key. */
@Version("1.0.0")
package org.jts.ui.testkit;

import org.osgi.annotation.versioning.Version;
