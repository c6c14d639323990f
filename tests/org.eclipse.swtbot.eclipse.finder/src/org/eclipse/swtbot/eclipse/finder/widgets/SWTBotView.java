package org.eclipse.swtbot.eclipse.finder.widgets;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.menu.MMenu;
import org.eclipse.e4.ui.workbench.IPresentationEngine;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Menu;
import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotMenu;
import org.eclipse.swtbot.swt.finder.widgets.SWTBotRootMenu;
import org.eclipse.ui.IViewReference;

/** A view. */
public class SWTBotView extends SWTBotWorkbenchPart<IViewReference> {

    /** How the workbench marks the menu of a view among the menus of its model. */
    private static final String VIEW_MENU_TAG = "ViewMenu";

    /**
     * @param partReference the view
     * @param bot the robot that found it
     */
    public SWTBotView(IViewReference partReference, SWTWorkbenchBot bot) {
        super(partReference);
    }

    /** @return the view */
    public IViewReference getViewReference() {
        return partReference;
    }

    /** Closes the view. */
    @Override
    public void close() {
        Workbench.ui(() -> {
            partReference.getPage().hideView(partReference);
            return null;
        });
    }

    /** Brings the view to the front and gives it the keyboard. */
    @Override
    public void setFocus() {
        show();
        Workbench.ui(() -> {
            part().setFocus();
            return null;
        });
    }

    /** @return whether the user works in the view */
    @Override
    public boolean isActive() {
        return Workbench.ui(() -> partReference.getPage().getActivePartReference() == partReference);
    }

    /** @return the menu of the view */
    public SWTBotRootMenu viewMenu() throws WidgetNotFoundException {
        Menu menu = Workbench.ui(() -> {
            MPart part = model();
            return part.getMenus().stream().filter(one -> one.getTags().contains(VIEW_MENU_TAG)).findFirst()
                    .map(one -> widget(part, one)).orElse(null);
        });
        if (menu == null) {
            throw new WidgetNotFoundException("Expected a view menu of " + this + ", it has none");
        }
        return new SWTBotRootMenu(menu);
    }

    /** @return the first item with this text in the menu of the view, looked for depth first */
    public SWTBotMenu viewMenu(String text) throws WidgetNotFoundException {
        return viewMenu().menu(text, true, 0);
    }

    /** @return the item at the end of a path of texts that starts in the menu of the view */
    public SWTBotMenu viewMenu(String... texts) throws WidgetNotFoundException {
        return viewMenu().menu(texts);
    }

    /** The widget of a menu, which the workbench makes only when somebody wants to see it. */
    private static Menu widget(MPart part, MMenu menu) {
        if (menu.getWidget() instanceof Menu made && !made.isDisposed()) {
            return made;
        }
        Control control = (Control) part.getWidget();
        return (Menu) part.getContext().get(IPresentationEngine.class).createGui(menu, control.getShell(),
                part.getContext());
    }
}
