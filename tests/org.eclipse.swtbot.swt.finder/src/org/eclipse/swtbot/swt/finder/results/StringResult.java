package org.eclipse.swtbot.swt.finder.results;

/** Work on the UI thread that gives a string back. */
public interface StringResult extends Result<String> {
}
