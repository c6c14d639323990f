/** What the robot can do with views and perspectives. */
package org.eclipse.swtbot.eclipse.finder.widgets;
