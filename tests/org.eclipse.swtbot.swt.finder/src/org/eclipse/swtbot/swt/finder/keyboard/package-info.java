/** Typing. */
package org.eclipse.swtbot.swt.finder.keyboard;
