package org.jts.ui.internal.commands;

import java.util.List;

import org.eclipse.core.commands.AbstractHandler;
import org.eclipse.core.commands.ExecutionEvent;
import org.eclipse.core.commands.ExecutionException;
import org.eclipse.ui.handlers.HandlerUtil;
import org.jts.ui.internal.bridge.ViewBridge;
import org.jts.ui.view.ViewInfo;

/** Opens the view at a position of the View menu, or brings it to the front. */
public final class ShowViewHandler extends AbstractHandler {
    @Override
    public Object execute(ExecutionEvent event) throws ExecutionException {
        int position = Integer.parseInt(event.getParameter(Commands.POSITION));
        List<ViewInfo> views = ViewBridge.instance().views();
        if (position >= 1 && position <= views.size()) {
            ViewBridge.instance().show(HandlerUtil.getActiveWorkbenchWindowChecked(event),
                    views.get(position - 1).id());
        }
        return null;
    }
}
