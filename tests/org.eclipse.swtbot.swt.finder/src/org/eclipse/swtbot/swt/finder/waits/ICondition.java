package org.eclipse.swtbot.swt.finder.waits;

import org.eclipse.swtbot.swt.finder.SWTBot;

/** Something to wait for, see {@link SWTBot#waitUntil(ICondition)}. */
public interface ICondition {

    /**
     * Looks once; called again and again, from the thread of the test.
     *
     * @return whether the condition holds
     * @throws Exception counts as "not yet"; the last one is told when the time is over
     */
    boolean test() throws Exception;

    /** Called once, before the first {@link #test()}, with the robot that waits. */
    void init(SWTBot bot);

    /** @return what was expected and what was found, asked when the time is over */
    String getFailureMessage();
}
