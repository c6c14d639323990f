package org.eclipse.swtbot.swt.finder.waits;

import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.swtbot.swt.finder.SWTBot;
import org.hamcrest.Matcher;

/** A wait for objects that is put together from a search and a sentence. */
final class ObjectCondition<T> extends WaitForObjectCondition<T> {

    private final Function<SWTBot, List<T>> search;
    private final Function<SWTBot, String> failure;

    ObjectCondition(Matcher<T> matcher, Function<SWTBot, List<T>> search, Function<SWTBot, String> failure) {
        super(matcher);
        this.search = search;
        this.failure = failure;
    }

    @Override
    protected List<T> findMatches() {
        return search.apply(bot);
    }

    @Override
    public String getFailureMessage() {
        return failure.apply(bot);
    }

    /** A condition of a test and a sentence. */
    static ICondition of(Supplier<Boolean> test, Supplier<String> failure) {
        return new DefaultCondition() {
            @Override
            public boolean test() {
                return test.get();
            }

            @Override
            public String getFailureMessage() {
                return failure.get();
            }
        };
    }
}
