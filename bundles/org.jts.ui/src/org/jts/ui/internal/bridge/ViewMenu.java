package org.jts.ui.internal.bridge;

import java.util.List;
import java.util.Map;

import org.eclipse.core.commands.ParameterizedCommand;
import org.eclipse.jface.action.ContributionItem;
import org.eclipse.jface.bindings.TriggerSequence;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swt.widgets.MenuItem;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.commands.ICommandService;
import org.eclipse.ui.keys.IBindingService;
import org.jts.ui.internal.commands.Commands;
import org.jts.ui.view.ViewInfo;

/** One menu item for each view that there is now, with the key that opens it. */
public final class ViewMenu extends ContributionItem {
    private final IWorkbenchWindow window;

    public ViewMenu(IWorkbenchWindow window) {
        super("org.jts.ui.views");
        this.window = window;
    }

    @Override
    public boolean isDynamic() {
        return true;
    }

    @Override
    public void fill(Menu menu, int index) {
        List<ViewInfo> views = ViewBridge.instance().views();
        for (int i = 0; i < views.size(); i++) {
            ViewInfo view = views.get(i);
            MenuItem item = new MenuItem(menu, SWT.PUSH, index + i);
            String key = keyOf(i + 1);
            item.setText(key.isEmpty() ? view.name() : view.name() + "\t" + key);
            item.addListener(SWT.Selection, e -> ViewBridge.instance().show(window, view.id()));
        }
    }

    private String keyOf(int position) {
        var command = window.getService(ICommandService.class).getCommand(Commands.SHOW_VIEW);
        var parameterized = ParameterizedCommand.generateCommand(command,
                Map.of(Commands.POSITION, Integer.toString(position)));
        if (parameterized == null) {
            return "";
        }
        TriggerSequence keys = window.getService(IBindingService.class).getBestActiveBindingFor(parameterized);
        return keys == null ? "" : keys.format();
    }
}
