package org.eclipse.swtbot.eclipse.finder.widgets;

import org.eclipse.swtbot.eclipse.finder.SWTWorkbenchBot;
import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.PlatformUI;
import org.eclipse.ui.WorkbenchException;

/** A perspective. */
public class SWTBotPerspective {

    private final IPerspectiveDescriptor perspective;

    /**
     * @param perspective the perspective
     * @param bot the robot that found it
     */
    public SWTBotPerspective(IPerspectiveDescriptor perspective, SWTWorkbenchBot bot) {
        if (perspective == null) {
            throw new WidgetNotFoundException("Expected a perspective, found null");
        }
        this.perspective = perspective;
    }

    /** Shows the perspective in the window that the user works in. */
    public void activate() {
        Workbench.ui(() -> {
            try {
                return PlatformUI.getWorkbench().showPerspective(perspective.getId(), Workbench.window());
            } catch (WorkbenchException e) {
                throw new WidgetNotFoundException("The perspective " + this + " cannot be shown", e);
            }
        });
    }

    /** @return the label */
    public String getLabel() {
        return perspective.getLabel();
    }

    /** @return whether the perspective is shown in the window that the user works in */
    public boolean isActive() {
        return Workbench.ui(() -> {
            IPerspectiveDescriptor shown = Workbench.page().getPerspective();
            return shown != null && shown.getId().equals(perspective.getId());
        });
    }

    @Override
    public String toString() {
        return "'" + perspective.getLabel() + "' (id " + perspective.getId() + ")";
    }
}
