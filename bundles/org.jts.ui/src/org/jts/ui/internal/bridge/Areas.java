package org.jts.ui.internal.bridge;

import org.eclipse.e4.ui.model.application.ui.MElementContainer;
import org.eclipse.e4.ui.model.application.ui.MUIElement;
import org.eclipse.e4.ui.model.application.ui.advanced.MPerspective;
import org.eclipse.e4.ui.model.application.ui.advanced.MPlaceholder;
import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.model.application.ui.basic.MPartStack;
import org.eclipse.e4.ui.workbench.modeling.EModelService;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.ui.IWorkbenchPage;
import org.jts.ui.internal.app.DefaultPerspective;
import org.jts.ui.view.ViewInfo;

/** Moves a view that the layout has no place for, one that was installed later, into the area that it asks for. */
final class Areas {
    /** Marks a view that has its place: from then on it stays where the user puts it. */
    private static final String SETTLED = "org.jts.ui.settled";

    private Areas() {
    }

    static void settle(IWorkbenchPage page, ViewInfo info) {
        EPartService parts = page.getWorkbenchWindow().getService(EPartService.class);
        EModelService models = page.getWorkbenchWindow().getService(EModelService.class);
        MPart part = parts.findPart(ContributedView.partId(info.id()));
        if (part == null || part.getTags().contains(SETTLED)) {
            return;
        }
        part.getTags().add(SETTLED);
        MPlaceholder placeholder = part.getCurSharedRef();
        MPerspective perspective = placeholder == null ? null : models.getPerspectiveFor(placeholder);
        if (perspective == null || isInOwnArea(placeholder)) {
            return;
        }
        MUIElement stack = models.find(DefaultPerspective.folder(info.area()), perspective);
        if (stack instanceof MPartStack target) {
            stack.setToBeRendered(true);
            models.move(placeholder, target);
            target.setSelectedElement(placeholder);
        }
    }

    private static boolean isInOwnArea(MPlaceholder placeholder) {
        MElementContainer<?> parent = placeholder.getParent();
        return parent != null && parent.getElementId() != null && parent.getElementId().startsWith("org.jts.ui.area.");
    }
}
