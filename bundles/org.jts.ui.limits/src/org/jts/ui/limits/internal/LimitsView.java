package org.jts.ui.limits.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.connection.BrokerRegistry;
import org.jts.ui.kit.MenuAction;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Every request limit: what is used of it, who waits, and how it was in the last ten minutes. */
@Component
public final class LimitsView implements ViewContribution {
    static final Texts T = Texts.of(LimitsView.class);

    private final BrokerRegistry registry;
    private final LimitHistory history;

    @Activate
    public LimitsView(@Reference BrokerRegistry registry, @Reference LimitHistory history) {
        this.registry = registry;
        this.history = history;
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.limits", T.get("view.name"),
                "platform:/plugin/org.jts.ui.limits/icons/limits.png", Area.CENTER, 90, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        site.menu().add(new MenuAction(T.get("thresholds.menu"), () -> ThresholdsDialog.open(site.shell())));
        return new LimitsControl(parent, registry, history);
    }
}
