package org.jts.sample.plugin.internal;

import org.eclipse.swt.SWT;
import org.eclipse.swt.layout.FillLayout;
import org.eclipse.swt.widgets.Composite;
import org.eclipse.swt.widgets.Label;
import org.jts.api.text.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Component;

/** A view of one label. */
@Component
public final class SampleView implements ViewContribution {

    static final Texts T = Texts.of(SampleView.class);

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.sample.plugin", T.get("view.name"), "", Area.BOTTOM, 80, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        parent.setLayout(new FillLayout());
        Label label = new Label(parent, SWT.NONE);
        label.setText(T.get("view.text"));
        label.setData("org.eclipse.swtbot.widget.key", "sample.label");
        return label::setFocus;
    }
}
