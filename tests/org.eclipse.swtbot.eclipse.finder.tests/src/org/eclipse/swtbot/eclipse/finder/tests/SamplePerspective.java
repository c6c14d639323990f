package org.eclipse.swtbot.eclipse.finder.tests;

import org.eclipse.ui.IPageLayout;
import org.eclipse.ui.IPerspectiveFactory;

/** Shows both sample views in one stack. */
public final class SamplePerspective implements IPerspectiveFactory {

    @Override
    public void createInitialLayout(IPageLayout layout) {
        layout.setEditorAreaVisible(false);
        var stack = layout.createFolder("stack", IPageLayout.LEFT, 0.9f, layout.getEditorArea());
        stack.addView("sample.orders");
        stack.addView("sample.fills");
    }
}
