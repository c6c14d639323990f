package org.jts.ui.internal.bridge;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.eclipse.core.runtime.ILog;
import org.eclipse.swt.SWTException;
import org.eclipse.swt.widgets.Display;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewInfo;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;
import org.osgi.util.tracker.ServiceTrackerCustomizer;

/**
 * Carries view services into the workbench, live. Services are fetched in the background, since fetching one starts all
 * that it needs; the window never waits for them, except to lay itself out for the first time.
 */
public final class ViewBridge {
    private static final ViewBridge INSTANCE = new ViewBridge();
    private static final long FIRST_LAYOUT_SECONDS = 5;

    /** By id; what {@link #views} shows is ordered anew each time: there are few. */
    private final Map<String, ViewEntry> entries = new ConcurrentHashMap<>();
    private final CountDownLatch opened = new CountDownLatch(1);
    private final WindowViews windowViews = new WindowViews(this);
    private ServiceTracker<ViewContribution, ViewEntry> tracker;

    private ViewBridge() {
    }

    public static ViewBridge instance() {
        return INSTANCE;
    }

    /** Begins to look for views, in the background. */
    public synchronized void open() {
        if (tracker == null) {
            BundleContext context = FrameworkUtil.getBundle(ViewBridge.class).getBundleContext();
            tracker = new ServiceTracker<>(context, ViewContribution.class, new Customizer(context));
            Thread.ofVirtual().name("jts-ui-views").start(() -> {
                try {
                    tracker.open();
                } finally {
                    opened.countDown();
                }
            });
        }
    }

    public synchronized void close() {
        if (tracker != null) {
            tracker.close();
        }
    }

    /** The views there are, in the order of the View menu. */
    public List<ViewInfo> views() {
        List<ViewInfo> views = new ArrayList<>();
        entries.values().forEach(entry -> views.add(entry.info()));
        views.sort(Comparator.comparing(ViewInfo::area).thenComparing(ViewInfo::order).thenComparing(ViewInfo::id));
        return views;
    }

    /** The views for the default layout: waits until those that are installed have come, but not for ever. */
    public List<ViewInfo> firstViews() {
        awaitOpened();
        List<ViewInfo> views = views();
        windowViews.laidOut(views);
        return views;
    }

    /** Opens a view or brings it to the front. UI thread. */
    public void show(IWorkbenchWindow window, String viewId) {
        if (entries.containsKey(viewId)) {
            windowViews.show(window, viewId, true);
        }
    }

    /** The window is there: views that come from now on may open by themselves. UI thread. */
    public void windowReady() {
        windowViews.ready();
    }

    /** Whether all views that are installed have been looked at, and those in sight are drawn. UI thread. */
    public boolean isSettled() {
        return opened.getCount() == 0 && windowViews.isIdle();
    }

    /** What an open part is to show now. */
    Optional<ViewEntry> entry(String viewId) {
        return Optional.ofNullable(entries.get(viewId));
    }

    WindowViews windowViews() {
        return windowViews;
    }

    private void awaitOpened() {
        try {
            if (!opened.await(FIRST_LAYOUT_SECONDS, TimeUnit.SECONDS)) {
                ILog.of(ViewBridge.class).warn("The first layout did not wait for all views: expected them within "
                        + FIRST_LAYOUT_SECONDS + " s; those that come later open by themselves");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void changed(String viewId) {
        if (!PlatformUI.isWorkbenchRunning()) {
            windowViews.markChanged(viewId);
            return;
        }
        windowViews.markChanged(viewId);
        Display display = PlatformUI.getWorkbench().getDisplay();
        try {
            display.asyncExec(windowViews::applyChanges);
        } catch (SWTException e) {
            if (!display.isDisposed()) {
                throw e;
            }
        }
    }

    /** A view service and what it says of itself. */
    record ViewEntry(ViewContribution contribution, ViewInfo info) {
    }

    private final class Customizer implements ServiceTrackerCustomizer<ViewContribution, ViewEntry> {
        private final BundleContext context;

        Customizer(BundleContext context) {
            this.context = context;
        }

        @Override
        public ViewEntry addingService(ServiceReference<ViewContribution> reference) {
            ViewContribution contribution = context.getService(reference);
            if (contribution == null) {
                return null;
            }
            try {
                ViewEntry entry = new ViewEntry(contribution, contribution.info());
                entries.put(entry.info().id(), entry);
                changed(entry.info().id());
                return entry;
            } catch (RuntimeException e) {
                ILog.of(ViewBridge.class).error("The view of " + reference.getBundle().getSymbolicName()
                        + " is left out: it could not say what it is: " + e.getMessage(), e);
                context.ungetService(reference);
                return null;
            }
        }

        @Override
        public void modifiedService(ServiceReference<ViewContribution> reference, ViewEntry entry) {
            // Properties of the service mean nothing here.
        }

        @Override
        public void removedService(ServiceReference<ViewContribution> reference, ViewEntry entry) {
            // By key and value: a successor that came before this goodbye stays.
            if (entries.remove(entry.info().id(), entry)) {
                changed(entry.info().id());
            }
            context.ungetService(reference);
        }
    }
}
