package org.eclipse.swtbot.swt.finder.results;

/**
 * Work on the UI thread that gives an array back.
 *
 * @param <T> the type of the elements
 */
public interface ArrayResult<T> extends Result<T[]> {
}
