package org.eclipse.swtbot.swt.finder.results;

/** Work on the UI thread that gives an integer back. */
public interface IntResult extends Result<Integer> {
}
