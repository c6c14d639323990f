package org.eclipse.swtbot.eclipse.finder.waits;

import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.ui.IViewReference;
import org.hamcrest.Matcher;

/** What a test of a workbench waits for, besides what a test of any application does. */
public abstract class Conditions {

    private Conditions() {
        // a collection of static methods
    }

    /** @return holds when a view that matches is open */
    public static WaitForObjectCondition<IViewReference> waitForView(Matcher<IViewReference> matcher) {
        return new WaitForView(matcher);
    }
}
