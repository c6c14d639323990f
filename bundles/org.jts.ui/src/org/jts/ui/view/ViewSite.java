package org.jts.ui.view;

import org.eclipse.jface.action.IMenuManager;
import org.eclipse.jface.action.IToolBarManager;
import org.eclipse.swt.widgets.Shell;
import org.osgi.annotation.versioning.ProviderType;

/** What the workbench offers an open view. UI thread only. @since 1.0 */
@ProviderType
public interface ViewSite {
    /**
     * The view's tool bar; what is added is shown after {@code create} has returned, later changes after
     * {@code update}.
     */
    IToolBarManager toolBar();

    /** The view's drop-down menu. */
    IMenuManager menu();

    /** Shows a short text in the window's status line while this view is active; empty clears it. */
    void setStatus(String text);

    Shell shell();
}
