package org.jts.ui.internal.app;

import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.application.IWorkbenchConfigurer;
import org.eclipse.ui.application.IWorkbenchWindowConfigurer;
import org.eclipse.ui.application.WorkbenchAdvisor;
import org.eclipse.ui.application.WorkbenchWindowAdvisor;
import org.jts.ui.internal.bridge.ViewBridge;

/** One window, one perspective, remembered. */
final class JtsWorkbenchAdvisor extends WorkbenchAdvisor {
    private final IApplicationContext context;
    private final StartMark mark = StartMark.fromSystemProperties();
    private boolean complete;

    JtsWorkbenchAdvisor(IApplicationContext context) {
        this.context = context;
    }

    @Override
    public void initialize(IWorkbenchConfigurer configurer) {
        configurer.setSaveAndRestore(true);
    }

    @Override
    public String getInitialWindowPerspectiveId() {
        return DefaultPerspective.ID;
    }

    @Override
    public WorkbenchWindowAdvisor createWorkbenchWindowAdvisor(IWorkbenchWindowConfigurer configurer) {
        return new JtsWindowAdvisor(configurer);
    }

    @Override
    public void preStartup() {
        Themes.applyPalette(Display.getCurrent());
    }

    @Override
    public void postStartup() {
        context.applicationRunning();
        // The engine decides on the theme while the window is made.
        Themes.applyPalette(Display.getCurrent());
        ViewBridge.instance().windowReady();
    }

    @Override
    public void eventLoopIdle(Display display) {
        mark.idle(display, ViewBridge.instance()::isSettled);
        if (!complete && ViewBridge.instance().isSettled()) {
            complete = true;
            StartLevels.raise(StartLevels.GATEWAYS, () -> { });
        }
        super.eventLoopIdle(display);
    }
}
