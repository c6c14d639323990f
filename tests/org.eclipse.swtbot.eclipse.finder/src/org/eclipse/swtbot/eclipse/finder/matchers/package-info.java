/** Descriptions of views and perspectives. */
package org.eclipse.swtbot.eclipse.finder.matchers;
