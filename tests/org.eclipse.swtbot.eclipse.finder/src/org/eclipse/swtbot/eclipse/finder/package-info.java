/** The robot for a workbench: views and perspectives. */
package org.eclipse.swtbot.eclipse.finder;
