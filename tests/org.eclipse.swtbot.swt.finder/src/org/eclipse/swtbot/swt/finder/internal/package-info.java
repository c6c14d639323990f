/** What the packages of the robot share. */
package org.eclipse.swtbot.swt.finder.internal;
