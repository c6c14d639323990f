/** What the packages of the workbench robot share. */
package org.eclipse.swtbot.eclipse.finder.internal;
