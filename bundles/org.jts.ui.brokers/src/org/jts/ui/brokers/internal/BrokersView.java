package org.jts.ui.brokers.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.time.TimeSource;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Every configured broker: what its connection does, and what its accounts hold. */
@Component
public final class BrokersView implements ViewContribution {
    static final Texts T = Texts.of(BrokersView.class);

    private final Desk desk;

    /** The services that the view's parts share. */
    record Desk(BrokerRegistry registry, AccountBook accounts, BrokerSetup setup, TimeSource time) {
    }

    @Activate
    public BrokersView(@Reference BrokerRegistry registry, @Reference AccountBook accounts,
            @Reference BrokerSetup setup, @Reference TimeSource time) {
        desk = new Desk(registry, accounts, setup, time);
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.brokers", T.get("view.name"),
                "platform:/plugin/org.jts.ui.brokers/icons/brokers.png", Area.LEFT, 10, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new BrokersControl(parent, desk);
    }
}
