package org.eclipse.swtbot.eclipse.finder.tests;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.eclipse.jface.action.Action;
import org.eclipse.jface.action.IAction;
import org.eclipse.jface.action.MenuManager;
import org.eclipse.jface.action.Separator;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Button;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.ui.part.ViewPart;

/** A view with a button, a tool bar and a menu, all of which tell what happens to them. */
public final class SampleView extends ViewPart {

    static final List<String> HEARD = new CopyOnWriteArrayList<>();

    private Button button;

    @Override
    public void createPartControl(Composite parent) {
        button = new Button(parent, SWT.PUSH);
        button.setText("In " + getPartName());
        button.addListener(SWT.Selection, event -> HEARD.add("button " + getPartName()));
        var actionBars = getViewSite().getActionBars();
        actionBars.getToolBarManager().add(action("Cancel", IAction.AS_PUSH_BUTTON));
        actionBars.getToolBarManager().add(new Separator());
        actionBars.getToolBarManager().add(action("Follow", IAction.AS_CHECK_BOX));
        actionBars.getMenuManager().add(action("Columns", IAction.AS_PUSH_BUTTON));
        MenuManager more = new MenuManager("More");
        more.add(action("Deep", IAction.AS_PUSH_BUTTON));
        actionBars.getMenuManager().add(more);
        actionBars.updateActionBars();
    }

    private Action action(String text, int style) {
        Action action = new Action(text, style) {
            @Override
            public void run() {
                HEARD.add(text + (isChecked() ? "*" : ""));
            }
        };
        action.setToolTipText(text + " tip");
        return action;
    }

    @Override
    public void setFocus() {
        button.setFocus();
    }
}
