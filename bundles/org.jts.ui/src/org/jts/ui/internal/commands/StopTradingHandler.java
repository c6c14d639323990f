package org.jts.ui.internal.commands;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.ui.internal.safety.TradingActions;

/** Stops all trading, after a question. */
public final class StopTradingHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        TradingActions.stop(HandlerUtil.getActiveWorkbenchWindowChecked(event).getShell());
        return null;
    }
}
