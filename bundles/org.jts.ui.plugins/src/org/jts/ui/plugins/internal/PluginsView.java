package org.jts.ui.plugins.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.install.PluginInstaller;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What is installed and what sites offer; Brokers > Install… brings it to the front. */
@Component
public final class PluginsView implements ViewContribution {
    static final Texts T = Texts.of(PluginsView.class);

    private final PluginInstaller installer;

    @Activate
    public PluginsView(@Reference PluginInstaller installer) {
        this.installer = installer;
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.plugins", T.get("view.name"),
                "platform:/plugin/org.jts.ui.plugins/icons/plugins.png", Area.BOTTOM, 95, false);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new PluginsControl(parent, installer);
    }
}
