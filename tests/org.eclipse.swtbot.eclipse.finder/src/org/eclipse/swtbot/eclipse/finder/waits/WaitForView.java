package org.eclipse.swtbot.eclipse.finder.waits;

import java.util.List;

import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.ui.IViewReference;
import org.hamcrest.Matcher;

/** Waits until a view that matches is open. */
public class WaitForView extends WaitForObjectCondition<IViewReference> {

    WaitForView(Matcher<IViewReference> matcher) {
        super(matcher);
    }

    @Override
    protected List<IViewReference> findMatches() {
        return Workbench.views().stream().filter(matcher::matches).toList();
    }

    @Override
    public String getFailureMessage() {
        return "Could not find view matching: " + matcher + "; open are " + Workbench.ui(() -> Workbench.views()
                .stream().map(view -> "'" + view.getPartName() + "' (id " + view.getId() + ")").toList());
    }
}
