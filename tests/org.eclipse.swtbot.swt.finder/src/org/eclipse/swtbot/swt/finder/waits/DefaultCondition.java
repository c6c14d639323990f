package org.eclipse.swtbot.swt.finder.waits;

import org.eclipse.swtbot.swt.finder.SWTBot;

/** A condition that keeps the robot it is given. */
public abstract class DefaultCondition implements ICondition {

    /** The robot that waits. */
    protected SWTBot bot;

    @Override
    public void init(SWTBot bot) {
        this.bot = bot;
    }
}
