package org.eclipse.swtbot.swt.finder.matchers;

import java.util.function.Predicate;

import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.hamcrest.BaseMatcher;
import org.hamcrest.Description;

/** A matcher that looks at a widget on its own UI thread; never true of anything disposed. */
final class WidgetMatcher<T extends Widget> extends BaseMatcher<T> {

    private final Predicate<Widget> test;
    private final String words;

    WidgetMatcher(String words, Predicate<Widget> test) {
        this.words = words;
        this.test = test;
    }

    @Override
    public boolean matches(Object item) {
        return item instanceof Widget widget && !widget.isDisposed() && UIThreadRunnable
                .syncExec(widget.getDisplay(), () -> !widget.isDisposed() && test.test(widget));
    }

    @Override
    public void describeTo(Description description) {
        description.appendText(words);
    }
}
