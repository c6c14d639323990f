package org.jts.ui.internal.bridge;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import org.eclipse.e4.ui.model.application.ui.basic.MPart;
import org.eclipse.e4.ui.workbench.modeling.EPartService;
import org.eclipse.jface.action.Action;
import org.eclipse.swt.SWT;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.eclipse.ui.IViewReference;
import org.eclipse.ui.IWorkbenchPage;
import org.eclipse.ui.PlatformUI;
import org.jts.testkit.Await;
import org.jts.ui.internal.app.DefaultPerspective;
import org.jts.ui.kit.OnUi;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;

class ViewBridgeTest {
    private final String id = "test." + UUID.randomUUID();
    private final List<ServiceRegistration<?>> registrations = new ArrayList<>();

    @BeforeEach
    void theWindowIsThere() {
        OnUi.until("the window", () -> PlatformUI.getWorkbench().getWorkbenchWindowCount() > 0);
    }

    @AfterEach
    void close() {
        registrations.forEach(ServiceRegistration::unregister);
        OnUi.until("no view of the test", () -> reference() == null);
    }

    @Test
    void aViewAppearsWithItsServiceAndGoesWithIt() {
        Probe probe = new Probe(Area.BOTTOM, true);
        var registration = register(probe);
        OnUi.until("the view drawn", () -> probe.label != null && probe.label.isVisible());
        assertEquals("Probe", OnUi.get(() -> part().getLabel()));
        unregister(registration);
        OnUi.until("the view gone", () -> reference() == null);
        assertEquals(List.of("created", "disposed"), probe.life);
    }

    @Test
    void aViewComesBackToWhereItWas() {
        Probe probe = new Probe(Area.RIGHT, true);
        var registration = register(probe);
        OnUi.until("the view", () -> reference() != null && probe.label != null);
        String stack = stack();
        unregister(registration);
        OnUi.until("the view gone", () -> reference() == null);
        register(new Probe(Area.RIGHT, true));
        OnUi.until("the view back", () -> reference() != null);
        assertEquals(stack, stack());
    }

    @Test
    void aViewThatComesLaterStandsInTheAreaItAsksFor() {
        register(new Probe(Area.LEFT, true));
        OnUi.until("the view", () -> reference() != null);
        OnUi.until("its place in the left column", () -> stack().equals(DefaultPerspective.folder(Area.LEFT)));
    }

    @Test
    void aViewThatTheUserClosedStaysClosed() {
        Probe probe = new Probe(Area.BOTTOM, true);
        var registration = register(probe);
        OnUi.until("the view", () -> reference() != null);
        OnUi.run(display -> page().hideView(reference()));
        unregister(registration);
        register(new Probe(Area.BOTTOM, true));
        Await.until("the bridge to have seen it", () -> ViewBridge.instance().entry(id).isPresent());
        OnUi.until("the bridge to be done", () -> ViewBridge.instance().isSettled());
        assertTrue(OnUi.get(() -> reference() == null), "expected the closed view to stay closed");
    }

    @Test
    void aClosedViewOpensFromTheMenu() {
        Probe probe = new Probe(Area.BOTTOM, false);
        register(probe);
        OnUi.until("the bridge to be done",
                () -> ViewBridge.instance().entry(id).isPresent() && ViewBridge.instance().isSettled());
        assertTrue(OnUi.get(() -> reference() == null), "expected a view that is not open at the start");
        OnUi.run(display -> ViewBridge.instance().show(PlatformUI.getWorkbench().getActiveWorkbenchWindow(), id));
        OnUi.until("the view", () -> probe.label != null && probe.label.isVisible());
    }

    @Test
    void aViewThatCannotBeDrawnSaysWhy() {
        Probe probe = new Probe(Area.BOTTOM, true);
        probe.failure = new IllegalStateException("no chart without candles");
        register(probe);
        OnUi.until("the reason in place of the view", () -> labelShows("no chart without candles"));
    }

    @Test
    void theLayoutSurvivesAReset() {
        register(new Probe(Area.BOTTOM, true));
        OnUi.until("the view", () -> reference() != null);
        OnUi.run(display -> page().resetPerspective());
        OnUi.until("the view open after the reset", () -> reference() != null);
    }

    @Test
    void whatAViewAddsToItsToolBarGoesWithIt() {
        Probe probe = new Probe(Area.BOTTOM, true);
        var registration = register(probe);
        OnUi.until("the view", () -> probe.site != null);
        assertEquals(1, OnUi.get(() -> probe.site.toolBar().getItems().length));
        unregister(registration);
        OnUi.until("the view gone", () -> reference() == null);
        Probe next = new Probe(Area.BOTTOM, true);
        register(next);
        OnUi.until("the view back", () -> next.site != null);
        assertEquals(1, OnUi.get(() -> next.site.toolBar().getItems().length));
    }

    @Test
    void aLateGoodbyeLeavesTheSuccessorInPlace() {
        var first = register(new Probe(Area.BOTTOM, true));
        OnUi.until("the view", () -> reference() != null);
        Probe successor = new Probe(Area.BOTTOM, true);
        register(successor);
        unregister(first);
        OnUi.until("the successor drawn", () -> successor.label != null && !successor.label.isDisposed());
        assertFalse(successor.life.contains("disposed"));
    }

    private ServiceRegistration<?> register(ViewContribution contribution) {
        var registration = FrameworkUtil.getBundle(ViewBridge.class).getBundleContext()
                .registerService(ViewContribution.class, contribution, null);
        registrations.add(registration);
        return registration;
    }

    private void unregister(ServiceRegistration<?> registration) {
        registrations.remove(registration);
        registration.unregister();
    }

    private static IWorkbenchPage page() {
        return PlatformUI.getWorkbench().getWorkbenchWindows()[0].getActivePage();
    }

    private IViewReference reference() {
        return OnUi.get(() -> page().findViewReference(ContributedView.ID, id));
    }

    private String stack() {
        return OnUi.get(() -> part().getCurSharedRef().getParent().getElementId());
    }

    private MPart part() {
        return page().getWorkbenchWindow().getService(EPartService.class).findPart(ContributedView.partId(id));
    }

    private boolean labelShows(String text) {
        return reference() != null && reference().getPart(false) != null
                && labels(OnUi.get(() -> page().getWorkbenchWindow().getShell())).stream()
                        .anyMatch(label -> label.getText().contains(text));
    }

    private static List<Label> labels(Composite root) {
        List<Label> found = new ArrayList<>();
        for (var child : root.getChildren()) {
            if (child instanceof Label label) {
                found.add(label);
            } else if (child instanceof Composite composite) {
                found.addAll(labels(composite));
            }
        }
        return found;
    }

    /** A view that notes what becomes of it. */
    private final class Probe implements ViewContribution, ViewControl {
        final List<String> life = new ArrayList<>();
        final ViewInfo info;
        volatile Label label;
        volatile ViewSite site;
        RuntimeException failure;

        Probe(Area area, boolean openAtStart) {
            info = new ViewInfo(id, "Probe", "", area, 500, openAtStart);
        }

        @Override
        public ViewInfo info() {
            return info;
        }

        @Override
        public ViewControl create(Composite parent, ViewSite viewSite) {
            if (failure != null) {
                throw failure;
            }
            life.add("created");
            label = new Label(parent, SWT.NONE);
            label.setText("probe");
            viewSite.toolBar().add(new Action("probe") { });
            site = viewSite;
            return this;
        }

        @Override
        public void setFocus() {
            label.setFocus();
        }

        @Override
        public void dispose() {
            life.add("disposed");
        }
    }
}
