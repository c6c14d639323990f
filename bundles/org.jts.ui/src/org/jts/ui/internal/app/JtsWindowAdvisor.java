package org.jts.ui.internal.app;

import org.eclipse.e4.ui.model.application.ui.SideValue;
import org.eclipse.e4.ui.model.application.ui.basic.MTrimmedWindow;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.swt.graphics.Point;
import org.eclipse.swt.graphics.Rectangle;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.application.ActionBarAdvisor;
import org.eclipse.ui.application.IActionBarConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.jts.ui.internal.Preferences;
import org.jts.ui.internal.safety.TradingBar;

/** The window: title, size, and which of the workbench's bars it has. */
final class JtsWindowAdvisor extends WorkbenchWindowAdvisor {
    private static final int WIDTH = 1600;
    private static final int HEIGHT = 900;
    private static final String OPENED = "window.opened";

    JtsWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        super(configurer);
    }

    @Override
    public ActionBarAdvisor createActionBarAdvisor(IActionBarConfigurer configurer) {
        return new JtsActionBars(configurer);
    }

    @Override
    public void preWindowOpen() {
        IWorkbenchWindowConfigurer window = getWindowConfigurer();
        window.setTitle("JTS Workstation");
        window.setShowMenuBar(true);
        window.setShowCoolBar(true);
        window.setShowPerspectiveBar(false);
        window.setShowStatusLine(true);
        window.setShowProgressIndicator(true);
        Rectangle screen = Display.getCurrent().getPrimaryMonitor().getClientArea();
        window.setInitialSize(new Point(Math.min(WIDTH, screen.width),
                Math.min(HEIGHT, screen.height)));
    }

    /** The platform's own tool bars are for editors, of which there are none. */
    @Override
    public void postWindowOpen() {
        MWindow model = getWindowConfigurer().getWindow().getService(MWindow.class);
        if (model instanceof MTrimmedWindow window) {
            window.getTrimBars().stream().filter(bar -> bar.getSide() == SideValue.TOP)
                    .flatMap(bar -> bar.getChildren().stream())
                    .filter(element -> !TradingBar.ID.equals(element.getElementId()))
                    .forEach(element -> element.setToBeRendered(false));
        }
    }

    @Override
    public void postWindowCreate() {
        // Once: from then on the window opens as it was closed.
        Shell shell = getWindowConfigurer().getWindow().getShell();
        boolean small = shell.getMonitor().getClientArea().width <= WIDTH;
        if (small && !Preferences.node().getBoolean(OPENED, false)) {
            shell.setMaximized(true);
        }
        Preferences.node().putBoolean(OPENED, true);
        Preferences.save();
    }
}
