package org.eclipse.swtbot.swt.finder.results;

import java.util.List;

/**
 * Work on the UI thread that gives a list back.
 *
 * @param <T> the type of the elements
 */
public interface ListResult<T> extends Result<List<T>> {
}
