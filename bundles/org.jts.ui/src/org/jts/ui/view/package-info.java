/**
 * How a bundle shows a view in the workstation: it registers a
 * {@link org.jts.ui.view.ViewContribution} as a declarative service, and the shell shows it, or takes it away, live.
 */
@Version("1.0.0")
package org.jts.ui.view;

import org.osgi.annotation.versioning.Version;
