package org.eclipse.swtbot.swt.finder;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Widget;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.finders.Finder;
import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.internal.Await;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.swtbot.swt.finder.results.VoidResult;
import org.eclipse.swtbot.swt.finder.utils.SWTBotPreferences;
import org.eclipse.swtbot.swt.finder.utils.SWTUtils;
import org.eclipse.swtbot.swt.finder.waits.Conditions;
import org.eclipse.swtbot.swt.finder.waits.ICondition;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.swtbot.swt.finder.widgets.TimeoutException;
import org.hamcrest.Matcher;

/**
 * The part of the robot that waits and searches by matcher. Every search is repeated until it succeeds or
 * {@link SWTBotPreferences#TIMEOUT} is over. For threads other than the UI thread, which must stay free to answer.
 */
public abstract class SWTBotFactory {

    /** The display of the application under test. */
    protected final Display display;
    /** Where and how to look for widgets. */
    protected final Finder finder;

    /** @param finder where and how to look for widgets */
    protected SWTBotFactory(Finder finder) {
        this.finder = finder;
        this.display = finder.getDisplay();
    }

    /** @return this robot as the type that conditions take */
    abstract SWTBot self();

    /** @return the display of the application under test */
    public Display getDisplay() {
        return display;
    }

    /** @return where and how this robot looks for widgets */
    public Finder getFinder() {
        return finder;
    }

    /** @return the control that has the keyboard, or null */
    public Control getFocusedWidget() {
        return UIThreadRunnable.syncExec(display, () -> display.getFocusControl());
    }

    /** Saves a picture of the display, see {@link SWTUtils#captureScreenshot(String)}. */
    public boolean captureScreenshot(String fileName) {
        return SWTUtils.captureScreenshot(fileName);
    }

    /** Rests; a wait for a condition is better. */
    public void sleep(long millis) {
        SWTUtils.sleep(millis);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @throws TimeoutException if it does not within {@link SWTBotPreferences#TIMEOUT}
     */
    public void waitUntil(ICondition condition) throws TimeoutException {
        waitUntil(condition, SWTBotPreferences.TIMEOUT);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param timeout milliseconds
     * @throws TimeoutException if it does not in that time
     */
    public void waitUntil(ICondition condition, long timeout) throws TimeoutException {
        waitUntil(condition, timeout, SWTBotPreferences.DEFAULT_POLL_DELAY);
    }

    /**
     * Waits until {@code condition} holds.
     *
     * @param timeout milliseconds
     * @param interval the longest pause between two looks, in milliseconds
     * @throws TimeoutException if it does not in that time
     */
    public void waitUntil(ICondition condition, long timeout, long interval) throws TimeoutException {
        waitFor(condition, true, timeout, interval);
    }

    /** Waits until {@code condition} does not hold any more, otherwise as {@link #waitUntil(ICondition)}. */
    public void waitWhile(ICondition condition) throws TimeoutException {
        waitWhile(condition, SWTBotPreferences.TIMEOUT);
    }

    /** Waits until {@code condition} does not hold any more, otherwise as {@link #waitUntil(ICondition, long)}. */
    public void waitWhile(ICondition condition, long timeout) throws TimeoutException {
        waitWhile(condition, timeout, SWTBotPreferences.DEFAULT_POLL_DELAY);
    }

    /** Waits until {@code condition} does not hold any more, else as {@link #waitUntil(ICondition, long, long)}. */
    public void waitWhile(ICondition condition, long timeout, long interval) throws TimeoutException {
        waitFor(condition, false, timeout, interval);
    }

    private void waitFor(ICondition condition, boolean expected, long timeout, long interval) {
        if (timeout < 0 || interval < 0) {
            throw new IllegalArgumentException("Expected a time limit and an interval of 0 ms or more, found "
                    + timeout + " and " + interval);
        }
        AtomicReference<Throwable> latestFailure = new AtomicReference<>();
        condition.init(self());
        boolean met = Await.until(() -> {
            try {
                boolean holds = condition.test();
                latestFailure.set(null);
                return holds == expected;
            } catch (Exception | AssertionError e) {
                latestFailure.set(e); // widgets come and go while we look: it may be different the next time
                return false;
            }
        }, timeout, Math.max(1, interval));
        if (!met) {
            throw new TimeoutException("Timeout after: " + timeout + " ms.: "
                    + (expected ? "" : "Still true, was expected to end: ") + condition.getFailureMessage(),
                    latestFailure.get());
        }
    }

    /**
     * Waits until a search succeeds.
     *
     * @throws WidgetNotFoundException if it does not within {@link SWTBotPreferences#TIMEOUT}
     */
    public void waitUntilWidgetAppears(ICondition waitForWidget) {
        try {
            waitUntil(waitForWidget);
        } catch (TimeoutException e) {
            throw new WidgetNotFoundException(e.getMessage(), e);
        }
    }

    /**
     * Runs work, on the calling thread, under another {@link SWTBotPreferences#TIMEOUT}.
     *
     * @param timeout milliseconds
     */
    public void performWithTimeout(VoidResult runnable, long timeout) {
        performWithTimeout((Result<Void>) () -> {
            runnable.run();
            return null;
        }, timeout);
    }

    /**
     * Runs work, on the calling thread, under another {@link SWTBotPreferences#TIMEOUT}.
     *
     * @param timeout milliseconds
     * @return what the work gives
     */
    public <T> T performWithTimeout(Result<T> runnable, long timeout) {
        long before = SWTBotPreferences.TIMEOUT;
        SWTBotPreferences.TIMEOUT = timeout;
        try {
            return runnable.run();
        } finally {
            SWTBotPreferences.TIMEOUT = before;
        }
    }

    /** @return the first widget that matches in the active shell */
    public <T extends Widget> T widget(Matcher<T> matcher) {
        return widget(matcher, 0);
    }

    /** @return the widget at {@code index}, from 0, of those that match in the active shell */
    public <T extends Widget> T widget(Matcher<T> matcher, int index) {
        return waitFor(Conditions.waitForWidget(matcher), index);
    }

    /** @return the first widget that matches below {@code parentWidget} */
    public <T extends Widget> T widget(Matcher<T> matcher, Widget parentWidget) {
        return widget(matcher, parentWidget, 0);
    }

    /** @return the widget at {@code index}, from 0, of those that match below {@code parentWidget} */
    public <T extends Widget> T widget(Matcher<T> matcher, Widget parentWidget, int index) {
        return waitFor(Conditions.waitForWidget(matcher, parentWidget), index);
    }

    /** @return every widget that matches in the active shell, one at least */
    public <T extends Widget> List<? extends T> widgets(Matcher<T> matcher) {
        WaitForObjectCondition<T> condition = Conditions.waitForWidget(matcher);
        waitUntilWidgetAppears(condition);
        return condition.getAllMatches();
    }

    /** @return every widget that matches below {@code parentWidget}, one at least */
    public <T extends Widget> List<? extends T> widgets(Matcher<T> matcher, Widget parentWidget) {
        WaitForObjectCondition<T> condition = Conditions.waitForWidget(matcher, parentWidget);
        waitUntilWidgetAppears(condition);
        return condition.getAllMatches();
    }

    /** The widget at {@code index} of a kind, wrapped for tests. */
    <W extends Widget, B> B one(Kind<W, B> kind, int index, Matcher<?>... conditions) {
        Matcher<W> matcher = kind.with(conditions);
        return kind.wrap().apply(widget(matcher, index), matcher);
    }

    /** The object at {@code index} of what a search finds, as soon as it finds that many. */
    <T> T waitFor(WaitForObjectCondition<T> search, int index) {
        waitUntilWidgetAppears(new Enough<>(search, index));
        return search.get(index);
    }

    /** Holds when a search has found more than {@code index} objects. */
    private record Enough<T>(WaitForObjectCondition<T> search, int index) implements ICondition {

        @Override
        public void init(SWTBot bot) {
            search.init(bot);
        }

        @Override
        public boolean test() throws Exception {
            return search.test() && search.getAllMatches().size() > index;
        }

        @Override
        public String getFailureMessage() {
            int found = search.getAllMatches().size();
            return (found == 0 ? "" : "Expected at least " + (index + 1) + " matches, found " + found + ". ")
                    + search.getFailureMessage();
        }
    }
}
