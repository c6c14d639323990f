/**
 * Plug-ins: what can be installed, what is, and the one way to change it while everything else runs. A plug-in is a
 * feature, a set of bundles that come and go together: a broker's gateway, a group of views.
 */
@Version("1.1.0")
package org.jts.api.install;

import org.osgi.annotation.versioning.Version;
