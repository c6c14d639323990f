package org.jts.ui.watch.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.time.TimeSource;
import org.jts.ui.context.TradeContext;
import org.jts.ui.kit.Texts;
import org.jts.ui.view.Area;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.jts.ui.view.ViewInfo;
import org.jts.ui.view.ViewSite;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The prices that the trader keeps an eye on. */
@Component
public final class WatchView implements ViewContribution {
    private static final Texts T = Texts.of(WatchView.class);

    private final WatchServices services;

    @Activate
    public WatchView(@Reference MarketFeed feed, @Reference BrokerRegistry registry, @Reference TradeContext context,
            @Reference TimeSource time) {
        this.services = new WatchServices(feed, registry, context, time);
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.watch", T.get("view.name"),
                "platform:/plugin/org.jts.ui.watch/icons/watch.png", Area.LEFT, 20, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new WatchControl(parent, site, services);
    }
}
