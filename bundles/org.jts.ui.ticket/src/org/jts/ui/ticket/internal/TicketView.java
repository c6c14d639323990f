package org.jts.ui.ticket.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
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

/** Where orders are written, beside the order book they go into. */
@Component
public final class TicketView implements ViewContribution {
    private static final Texts T = Texts.of(TicketView.class);

    private final TicketServices services;

    @Activate
    public TicketView(@Reference MarketFeed feed, @Reference OrderDesk desk, @Reference AccountBook accounts,
            @Reference BrokerRegistry registry, @Reference TradeContext context) {
        this.services = new TicketServices(feed, desk, accounts, registry, context);
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.ticket", T.get("view.name"),
                "platform:/plugin/org.jts.ui.ticket/icons/ticket.png", Area.RIGHT, 10, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new TicketControl(parent, site, services);
    }
}
