/** What the robot throws. */
package org.eclipse.swtbot.swt.finder.exceptions;
