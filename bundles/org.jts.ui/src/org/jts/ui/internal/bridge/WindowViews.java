package org.jts.ui.internal.bridge;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.eclipse.core.runtime.ILog;
import org.eclipse.e4.ui.model.application.MApplication;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PartInitException;
import org.eclipse.ui.PlatformUI;
import org.jts.ui.internal.Preferences;
import org.jts.ui.internal.bridge.ViewBridge.ViewEntry;
import org.jts.ui.view.ViewInfo;

/** Which views are open in the window, and what becomes of them when their service comes or goes. UI thread. */
final class WindowViews {
    /** A view that was closed because its service went opens again when that comes back, also after a restart. */
    private static final String REOPEN = "view.reopen.";
    /** A view that is seen for the first time opens by itself where it wishes to. */
    private static final String KNOWN = "view.known.";

    private final ViewBridge bridge;
    private final Map<String, ContributedView> open = new HashMap<>();
    private final Set<String> changed = ConcurrentHashMap.newKeySet();
    private boolean ready;

    WindowViews(ViewBridge bridge) {
        this.bridge = bridge;
    }

    /** Any thread. */
    void markChanged(String viewId) {
        changed.add(viewId);
    }

    void ready() {
        ready = true;
        applyChanges();
    }

    boolean isIdle() {
        return ready && changed.isEmpty();
    }

    void opened(ContributedView view) {
        open.put(view.viewId(), view);
    }

    void closed(ContributedView view) {
        open.remove(view.viewId(), view);
    }

    /** The default layout holds these: none of them is new any more. */
    void laidOut(List<ViewInfo> views) {
        views.forEach(view -> Preferences.node().putBoolean(KNOWN + view.id(), true));
        Preferences.save();
    }

    void show(IWorkbenchWindow window, String viewId, boolean activate) {
        IWorkbenchPage page = window.getActivePage();
        if (page == null) {
            return;
        }
        try {
            boolean hadPlace = Areas.hasPlace(page, viewId);
            page.showView(ContributedView.ID, viewId,
                    activate ? IWorkbenchPage.VIEW_ACTIVATE : IWorkbenchPage.VIEW_VISIBLE);
            bridge.entry(viewId).map(ViewEntry::info).ifPresent(info -> {
                if (!hadPlace) {
                    Areas.settle(page, info);
                }
                describeParts(info);
            });
        } catch (PartInitException e) {
            ILog.of(WindowViews.class).error("View " + viewId + " could not be opened: " + e.getMessage(), e);
        }
    }

    void applyChanges() {
        if (!ready || !PlatformUI.isWorkbenchRunning()) {
            return;
        }
        for (String viewId : new HashSet<>(changed)) {
            changed.remove(viewId);
            Optional<ViewEntry> entry = bridge.entry(viewId);
            if (entry.isPresent()) {
                arrived(entry.get());
            } else {
                gone(viewId);
            }
        }
    }

    private void arrived(ViewEntry entry) {
        ViewInfo info = entry.info();
        describeParts(info);
        ContributedView view = open.get(info.id());
        if (view != null) {
            view.fill();
            return;
        }
        boolean reopen = Preferences.node().getBoolean(REOPEN + info.id(), false);
        boolean isNew = !Preferences.node().getBoolean(KNOWN + info.id(), false);
        Preferences.node().putBoolean(KNOWN + info.id(), true);
        Preferences.node().remove(REOPEN + info.id());
        Preferences.save();
        if ((reopen || isNew && info.openAtStart()) && !isInLayout(info.id())) {
            window().ifPresent(window -> show(window, info.id(), false));
        }
    }

    private void gone(String viewId) {
        ContributedView view = open.get(viewId);
        if (view != null) {
            view.empty();
        }
        window().map(IWorkbenchWindow::getActivePage).ifPresent(page -> {
            IViewReference reference = page.findViewReference(ContributedView.ID, viewId);
            if (reference != null) {
                Preferences.node().putBoolean(REOPEN + viewId, true);
                Preferences.save();
                page.hideView(reference);
            }
        });
    }

    private boolean isInLayout(String viewId) {
        return window().map(IWorkbenchWindow::getActivePage)
                .map(page -> page.findViewReference(ContributedView.ID, viewId)).isPresent();
    }

    /** A tab that was not yet looked at shows what the model says of it, which may be of another language. */
    private void describeParts(ViewInfo info) {
        MApplication application = PlatformUI.getWorkbench().getService(MApplication.class);
        EModelService models = PlatformUI.getWorkbench().getService(EModelService.class);
        for (MPart part : models.findElements(application, ContributedView.partId(info.id()), MPart.class)) {
            part.setLabel(info.name());
            part.setTooltip(info.name());
            if (!info.iconUri().isEmpty()) {
                part.setIconURI(info.iconUri());
            }
        }
    }

    private static Optional<IWorkbenchWindow> window() {
        IWorkbenchWindow[] windows = PlatformUI.getWorkbench().getWorkbenchWindows();
        return windows.length == 0 ? Optional.empty() : Optional.of(windows[0]);
    }
}
