package org.eclipse.swtbot.swt.finder.results;

/** Work on the UI thread that gives a boolean back. */
public interface BoolResult extends Result<Boolean> {
}
