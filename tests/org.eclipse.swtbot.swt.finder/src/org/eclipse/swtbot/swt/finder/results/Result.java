package org.eclipse.swtbot.swt.finder.results;

/**
 * Work on the UI thread that gives a value back.
 *
 * @param <T> the type of the value
 */
public interface Result<T> {

    /** @return the value, computed on the UI thread */
    T run();
}
