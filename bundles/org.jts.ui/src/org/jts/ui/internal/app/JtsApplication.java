package org.jts.ui.internal.app;

import java.io.IOException;
import java.net.URL;
import java.nio.file.Path;
import java.util.Optional;

import org.eclipse.core.runtime.ILog;
import org.eclipse.core.runtime.Platform;
import org.eclipse.equinox.app.IApplication;
import org.eclipse.equinox.app.IApplicationContext;
import org.eclipse.osgi.service.datalocation.Location;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Display;
import org.eclipse.swt.widgets.MessageBox;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.PlatformUI;
import org.jts.api.Subscription;
import org.jts.api.store.DataFolder;
import org.jts.api.store.StoreException;
import org.jts.ui.internal.Preferences;
import org.jts.ui.internal.bridge.ViewBridge;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

/** The workstation with a window. */
public final class JtsApplication implements IApplication {
    /** The program was refused its data folder: not a crash, and a script may want to know. */
    private static final Integer EXIT_DATA_FOLDER = 3;

    @Override
    public Object start(IApplicationContext context) {
        Optional<DataFolder> folder = dataFolder();
        try (EndOfSession end = EndOfSession.watch();
                Subscription claim = folder.isPresent() ? folder.get().claim() : () -> { }) {
            folder.ifPresent(it -> placeWindowState(it.path()));
            Language.apply();
            return run(context);
        } catch (StoreException e) {
            ILog.of(JtsApplication.class).error(e.getMessage(), e);
            tell(context, e.getMessage());
            return EXIT_DATA_FOLDER;
        }
    }

    @Override
    public void stop() {
        if (PlatformUI.isWorkbenchRunning()) {
            Display display = PlatformUI.getWorkbench().getDisplay();
            if (!display.isDisposed()) {
                display.syncExec(() -> PlatformUI.getWorkbench().close());
            }
        }
    }

    private static Object run(IApplicationContext context) {
        // Services start in the background while the window is being built; brokers only now that the folder is ours.
        StartLevels.raise(StartLevels.SERVICES, ViewBridge.instance()::open);
        Display.setAppName("JTS Workstation");
        Display display = PlatformUI.createDisplay();
        try {
            Themes.prepare();
            int code = PlatformUI.createAndRunWorkbench(display, new JtsWorkbenchAdvisor(context));
            return code == PlatformUI.RETURN_RESTART ? EXIT_RESTART : EXIT_OK;
        } finally {
            ViewBridge.instance().close();
            Preferences.flush();
            display.dispose();
        }
    }

    private static Optional<DataFolder> dataFolder() {
        BundleContext bundle = FrameworkUtil.getBundle(JtsApplication.class).getBundleContext();
        ServiceReference<DataFolder> reference = bundle.getServiceReference(DataFolder.class);
        return Optional.ofNullable(reference).map(bundle::getService);
    }

    /** The layout and the settings of the window live in the data folder, unless the command line says where. */
    private static void placeWindowState(Path folder) {
        Location location = Platform.getInstanceLocation();
        if (location == null || location.isSet()) {
            return;
        }
        try {
            URL url = folder.resolve("workspace").toUri().toURL();
            location.set(url, false);
        } catch (IOException | IllegalStateException e) {
            ILog.of(JtsApplication.class).warn("The layout of the window is not kept: " + e.getMessage(), e);
        }
    }

    private static void tell(IApplicationContext context, String message) {
        context.applicationRunning();
        Display display = PlatformUI.createDisplay();
        Shell shell = new Shell(display);
        MessageBox box = new MessageBox(shell, SWT.ICON_ERROR | SWT.OK);
        box.setText("JTS Workstation");
        box.setMessage(message);
        box.open();
        display.dispose();
    }
}
