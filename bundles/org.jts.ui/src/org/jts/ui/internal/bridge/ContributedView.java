package org.jts.ui.internal.bridge;

import java.net.MalformedURLException;
import java.net.URI;

import org.eclipse.core.runtime.ILog;
import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.jface.resource.ImageDescriptor;
import org.eclipse.jface.resource.JFaceResources;
import org.eclipse.jface.resource.LocalResourceManager;
import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.layout.GridData;
import org.eclipse.swt.layout.GridLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Control;
import org.eclipse.swt.widgets.Label;
import org.eclipse.swt.widgets.Shell;
import org.eclipse.ui.part.ViewPart;
import org.jts.ui.internal.UiTexts;
import org.jts.ui.internal.bridge.ViewBridge.ViewEntry;
import org.jts.ui.kit.Palette;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewSite;

/**
 * The one kind of part that the workbench knows: each open view is an instance of it, whose secondary id is the id of
 * the view. So a saved layout never names a class that may be gone; while the service is away, the part says so.
 */
public final class ContributedView extends ViewPart {
    public static final String ID = "org.jts.ui.view";

    private Composite parent;
    private ViewControl control;
    private ViewEntry shown;

    /** How a layout names the part of a view. */
    public static String partId(String viewId) {
        return ID + ":" + viewId;
    }

    @Override
    public void createPartControl(Composite container) {
        parent = new Composite(container, SWT.NONE);
        parent.setLayout(new FillLayout());
        ViewBridge.instance().windowViews().opened(this);
        fill();
    }

    @Override
    public void setFocus() {
        if (control != null) {
            control.setFocus();
        } else if (parent != null) {
            parent.setFocus();
        }
    }

    @Override
    public void dispose() {
        ViewBridge.instance().windowViews().closed(this);
        release();
        super.dispose();
    }

    String viewId() {
        return getViewSite().getSecondaryId() == null ? "" : getViewSite().getSecondaryId();
    }

    /** Shows what the service draws, or that there is none. */
    void fill() {
        ViewEntry entry = ViewBridge.instance().entry(viewId()).orElse(null);
        if (entry != null && entry == shown) {
            return;
        }
        clear();
        if (entry == null) {
            say(UiTexts.TEXTS.get("view.waiting"));
        } else {
            setPartName(entry.info().name());
            showIcon(entry.info().iconUri());
            shown = entry;
            draw(entry);
        }
        getViewSite().getActionBars().updateActionBars();
        parent.layout(true, true);
    }

    /** Lets go of a service that has gone. */
    void empty() {
        clear();
        say(UiTexts.TEXTS.get("view.waiting"));
        getViewSite().getActionBars().updateActionBars();
        parent.layout(true, true);
    }

    private void draw(ViewEntry entry) {
        Composite canvas = new Composite(parent, SWT.NONE);
        canvas.setLayout(new FillLayout());
        try {
            control = entry.contribution().create(canvas, new Site());
        } catch (RuntimeException | LinkageError e) {
            ILog.of(ContributedView.class).error("View " + entry.info().id() + " could not be opened: " + e, e);
            clear();
            shown = entry;
            say(UiTexts.TEXTS.format("view.failed", e.getMessage() == null ? e.toString() : e.getMessage()));
        }
    }

    private void showIcon(String uri) {
        if (!uri.isEmpty()) {
            try {
                var images = new LocalResourceManager(JFaceResources.getResources(), parent);
                setTitleImage(images.create(ImageDescriptor.createFromURL(URI.create(uri).toURL())));
            } catch (MalformedURLException | IllegalArgumentException e) {
                ILog.of(ContributedView.class).warn("View " + viewId() + ": expected the address of an icon, was "
                        + uri, e);
            }
        }
    }

    private void clear() {
        release();
        for (Control child : parent.getChildren()) {
            child.dispose();
        }
        getViewSite().getActionBars().getToolBarManager().removeAll();
        getViewSite().getActionBars().getMenuManager().removeAll();
        getViewSite().getActionBars().getStatusLineManager().setMessage(null);
    }

    private void release() {
        ViewControl gone = control;
        control = null;
        shown = null;
        if (gone != null) {
            try {
                gone.dispose();
            } catch (RuntimeException e) {
                ILog.of(ContributedView.class).error("View " + viewId() + " failed while it was closed: " + e, e);
            }
        }
    }

    private void say(String text) {
        Composite canvas = new Composite(parent, SWT.NONE);
        canvas.setLayout(new GridLayout());
        Label label = new Label(canvas, SWT.WRAP | SWT.CENTER);
        label.setText(text);
        label.setForeground(Palette.of(label).muted());
        label.setLayoutData(new GridData(SWT.FILL, SWT.CENTER, true, true));
    }

    private final class Site implements ViewSite {
        @Override
        public IToolBarManager toolBar() {
            return getViewSite().getActionBars().getToolBarManager();
        }

        @Override
        public IMenuManager menu() {
            return getViewSite().getActionBars().getMenuManager();
        }

        @Override
        public void setStatus(String text) {
            getViewSite().getActionBars().getStatusLineManager().setMessage(text.isEmpty() ? null : text);
        }

        @Override
        public Shell shell() {
            return getViewSite().getShell();
        }
    }
}
