/** Conditions of a workbench to wait for. */
package org.eclipse.swtbot.eclipse.finder.waits;
