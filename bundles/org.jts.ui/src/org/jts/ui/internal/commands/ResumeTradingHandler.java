package org.jts.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.ui.internal.safety.TradingActions;

/** Resumes all trading, after a question. */
public final class ResumeTradingHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        TradingActions.resume(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell());
        return null;
    }
}
