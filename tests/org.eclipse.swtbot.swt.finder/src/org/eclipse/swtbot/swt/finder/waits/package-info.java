/** Conditions to wait for. */
package org.eclipse.swtbot.swt.finder.waits;
