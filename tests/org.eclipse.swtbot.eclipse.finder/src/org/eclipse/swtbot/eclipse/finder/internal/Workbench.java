package org.eclipse.swtbot.eclipse.finder.internal;

import java.util.List;
import java.util.stream.Stream;

import org.eclipse.swtbot.swt.finder.finders.UIThreadRunnable;
import org.eclipse.swtbot.swt.finder.results.Result;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;

/** Reads the workbench; callable from any thread. */
public final class Workbench {

    private Workbench() {
        // a collection of static methods
    }

    /** The window that the user works in, or the first one while another application has the keyboard. */
    public static IWorkbenchWindow window() {
        return ui(() -> {
            IWorkbenchWindow active = PlatformUI.getWorkbench().getActiveWorkbenchWindow();
            if (active != null) {
                return active;
            }
            return Stream.of(PlatformUI.getWorkbench().getWorkbenchWindows()).findFirst()
                    .orElseThrow(() -> new IllegalStateException("Expected an open workbench window, found none"));
        });
    }

    /** The page of that window. */
    public static IWorkbenchPage page() {
        return ui(() -> {
            IWorkbenchPage page = window().getActivePage();
            if (page == null) {
                throw new IllegalStateException("Expected a workbench window with a page, found one without");
            }
            return page;
        });
    }

    /** Every view of the page, shown or not yet made. */
    public static List<IViewReference> views() {
        return ui(() -> List.of(page().getViewReferences()));
    }

    /** Does something on the UI thread of the workbench. */
    public static <T> T ui(Result<T> work) {
        return UIThreadRunnable.syncExec(PlatformUI.getWorkbench().getDisplay(), work);
    }
}
