/** Descriptions of widgets. */
package org.eclipse.swtbot.swt.finder.matchers;
