/** The robot: the part of the SWTBot API that the tests of this project use, in an implementation of its own. */
package org.eclipse.swtbot.swt.finder;
