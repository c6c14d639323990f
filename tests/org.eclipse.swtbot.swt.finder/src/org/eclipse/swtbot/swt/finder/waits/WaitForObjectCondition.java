package org.eclipse.swtbot.swt.finder.waits;

import java.util.List;

import org.hamcrest.Matcher;

/**
 * Waits until something matches, and keeps what did.
 *
 * @param <T> the type of what is looked for
 */
public abstract class WaitForObjectCondition<T> extends DefaultCondition {

    /** Describes what is looked for. */
    protected final Matcher<T> matcher;
    private List<T> matches = List.of();

    /** @param matcher describes what is looked for; null accepts everything */
    public WaitForObjectCondition(Matcher<T> matcher) {
        this.matcher = matcher;
    }

    @Override
    public boolean test() throws Exception {
        matches = findMatches();
        return matches != null && !matches.isEmpty();
    }

    /** @return what matches now; empty when nothing does */
    protected abstract List<T> findMatches();

    /** @return the match at {@code index}, from 0 */
    public T get(int index) {
        return matches.get(index);
    }

    /** @return everything that matched when the condition was last looked at */
    public List<T> getAllMatches() {
        return matches;
    }
}
