/** Ways to look for widgets, and to get onto the UI thread. */
package org.eclipse.swtbot.swt.finder.finders;
