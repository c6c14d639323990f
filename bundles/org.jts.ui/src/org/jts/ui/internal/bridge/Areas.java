package org.jts.ui.internal.bridge;

import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspective;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.model.application.ui.basic.MWindow;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.ui.IWorkbenchPage;
import org.jts.ui.internal.app.DefaultPerspective;
import org.jts.ui.view.ViewInfo;

/** Moves a view that the layout has no place for, one that was installed later, into the area that it asks for. */
final class Areas {
    private Areas() {
    }

    /** Whether the layout knows where a view goes: it was open there before, or the default layout says so. */
    static boolean hasPlace(IWorkbenchPage page, String viewId) {
        EModelService models = page.getWorkbenchWindow().getService(EModelService.class);
        MWindow window = page.getWorkbenchWindow().getService(MWindow.class);
        return !models.findElements(window, ContributedView.partId(viewId), MPlaceholder.class).isEmpty();
    }

    static void settle(IWorkbenchPage page, ViewInfo info) {
        EModelService models = page.getWorkbenchWindow().getService(EModelService.class);
        MPart part = page.getWorkbenchWindow().getService(EPartService.class)
                .findPart(ContributedView.partId(info.id()));
        MPlaceholder placeholder = part == null ? null : part.getCurSharedRef();
        MPerspective perspective = placeholder == null ? null : models.getPerspectiveFor(placeholder);
        if (perspective == null) {
            return;
        }
        MUIElement stack = models.find(DefaultPerspective.folder(info.area()), perspective);
        if (stack instanceof MPartStack target && placeholder.getParent() != (MUIElement) target) {
            stack.setToBeRendered(true);
            models.move(placeholder, target);
            target.setSelectedElement(placeholder);
        }
    }
}
