/** What the robot can do with each kind of widget. */
package org.eclipse.swtbot.swt.finder.widgets;
