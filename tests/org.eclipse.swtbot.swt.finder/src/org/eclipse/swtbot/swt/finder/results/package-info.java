/** Work for the UI thread, by what it gives back. */
package org.eclipse.swtbot.swt.finder.results;
