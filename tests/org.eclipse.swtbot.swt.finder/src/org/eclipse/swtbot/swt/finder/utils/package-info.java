/** Settings, helpers and values. */
package org.eclipse.swtbot.swt.finder.utils;
