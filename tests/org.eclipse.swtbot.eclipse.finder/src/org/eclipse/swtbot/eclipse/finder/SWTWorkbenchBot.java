package org.eclipse.swtbot.eclipse.finder;

import static org.eclipse.swtbot.eclipse.finder.matchers.WidgetMatcherFactory.withPartId;
import static org.eclipse.swtbot.eclipse.finder.matchers.WidgetMatcherFactory.withPartName;
import static org.eclipse.swtbot.eclipse.finder.matchers.WidgetMatcherFactory.withPerspectiveId;
import static org.eclipse.swtbot.eclipse.finder.matchers.WidgetMatcherFactory.withPerspectiveLabel;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.eclipse.swt.widgets.Shell;
import org.eclipse.swtbot.eclipse.finder.internal.Workbench;
import org.eclipse.swtbot.eclipse.finder.waits.Conditions;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotPerspective;
import org.eclipse.swtbot.eclipse.finder.widgets.SWTBotView;
import org.eclipse.swtbot.swt.finder.SWTBot;
import org.eclipse.swtbot.swt.finder.exceptions.WidgetNotFoundException;
import org.eclipse.swtbot.swt.finder.waits.WaitForObjectCondition;
import org.eclipse.ui.IPerspectiveDescriptor;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPartReference;
import org.eclipse.ui.IWorkbenchWindow;
import org.eclipse.ui.PlatformUI;
import org.hamcrest.Matcher;

/**
 * A robot that uses a workbench as a person does: it opens views and perspectives, and finds widgets in them.
 *
 * <pre>
 * SWTWorkbenchBot bot = new SWTWorkbenchBot();
 * bot.perspectiveByLabel("Trading").activate();
 * SWTBotView orders = bot.viewByTitle("Orders");
 * orders.bot().table().select(0);
 * orders.toolbarButton("Cancel").click();
 * </pre>
 */
public class SWTWorkbenchBot extends SWTBot {

    /** @return the view with this name on its tab */
    public SWTBotView viewByTitle(String title) {
        return view(withPartName(title));
    }

    /** @return the view with this id */
    public SWTBotView viewById(String id) {
        return view(withPartId(id));
    }

    /** @return the first view that matches */
    public SWTBotView view(Matcher<IViewReference> matcher) {
        WaitForObjectCondition<IViewReference> view = Conditions.waitForView(matcher);
        waitUntilWidgetAppears(view);
        return new SWTBotView(view.get(0), this);
    }

    /** @return every open view */
    public List<SWTBotView> views() {
        return Workbench.views().stream().map(view -> new SWTBotView(view, this)).toList();
    }

    /** @return every open view that matches */
    public List<SWTBotView> views(Matcher<?> matcher) {
        return Workbench.views().stream().filter(matcher::matches).map(view -> new SWTBotView(view, this)).toList();
    }

    /** @return the view that the user works in */
    public SWTBotView activeView() {
        IWorkbenchPartReference active = Workbench.ui(() -> Workbench.page().getActivePartReference());
        if (active instanceof IViewReference view) {
            return new SWTBotView(view, this);
        }
        throw new WidgetNotFoundException("Expected an active view, found "
                + (active == null ? "no active part" : "the active part " + active.getId()));
    }

    /** @return the perspective with this label */
    public SWTBotPerspective perspectiveByLabel(String label) {
        return perspective(withPerspectiveLabel(label));
    }

    /** @return the perspective with this id */
    public SWTBotPerspective perspectiveById(String id) {
        return perspective(withPerspectiveId(id));
    }

    /** @return the first perspective that matches, shown or not */
    public SWTBotPerspective perspective(Matcher<?> matcher) {
        return perspectives(matcher).stream().findFirst().orElseThrow(() -> new WidgetNotFoundException(
                "Could not find perspective matching: " + matcher + "; there are " + perspectives()));
    }

    /** @return every perspective, shown or not */
    public List<SWTBotPerspective> perspectives() {
        return Stream.of(descriptors()).map(one -> new SWTBotPerspective(one, this)).toList();
    }

    /** @return every perspective that matches, shown or not */
    public List<SWTBotPerspective> perspectives(Matcher<?> matcher) {
        return Stream.of(descriptors()).filter(matcher::matches).map(one -> new SWTBotPerspective(one, this)).toList();
    }

    /** @return the perspective that is shown in the window that the user works in */
    public SWTBotPerspective activePerspective() {
        return new SWTBotPerspective(Workbench.ui(() -> Workbench.page().getPerspective()), this);
    }

    /** @return the perspective that a new window shows */
    public SWTBotPerspective defaultPerspective() {
        return perspectiveById(Workbench.ui(() -> PlatformUI.getWorkbench().getPerspectiveRegistry()
                .getDefaultPerspective()));
    }

    /** Puts the views of the perspective that is shown back to where it defines them. @return the perspective */
    public SWTBotPerspective resetActivePerspective() {
        Workbench.ui(() -> {
            Workbench.page().resetPerspective();
            return null;
        });
        return activePerspective();
    }

    /** Closes every visible shell that is not a window of the workbench. */
    public void closeAllShells() {
        Workbench.ui(() -> {
            Set<Shell> windows = Stream.of(PlatformUI.getWorkbench().getWorkbenchWindows())
                    .map(IWorkbenchWindow::getShell).collect(Collectors.toSet());
            Stream.of(finder.getShells()).filter(shell -> !shell.isDisposed() && shell.isVisible())
                    .filter(shell -> !windows.contains(shell)).forEach(Shell::close);
            return null;
        });
    }

    /** Closes dialogs and shows the default perspective as it is defined. */
    public void resetWorkbench() {
        closeAllShells();
        defaultPerspective().activate();
        resetActivePerspective();
    }

    private static IPerspectiveDescriptor[] descriptors() {
        return Workbench.ui(() -> PlatformUI.getWorkbench().getPerspectiveRegistry().getPerspectives());
    }
}
