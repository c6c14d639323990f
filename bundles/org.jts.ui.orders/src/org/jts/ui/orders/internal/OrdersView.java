package org.jts.ui.orders.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
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

/** All orders and where they stand. */
@Component
public final class OrdersView implements ViewContribution {
    private static final Texts T = Texts.of(OrdersView.class);

    private final OrdersServices services;

    @Activate
    public OrdersView(@Reference OrderDesk desk, @Reference MarketFeed feed, @Reference BrokerRegistry registry,
            @Reference TradeContext context, @Reference TimeSource time, @Reference AccountBook accounts) {
        this.services = new OrdersServices(desk, feed, registry, context, time, accounts);
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.orders", T.get("view.name"),
                "platform:/plugin/org.jts.ui.orders/icons/orders.png", Area.BOTTOM, 10, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new OrdersControl(parent, site, services);
    }
}
