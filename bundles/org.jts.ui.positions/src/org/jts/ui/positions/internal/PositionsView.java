package org.jts.ui.positions.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.account.AccountBook;
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

/** What the accounts hold, and what it is worth now. */
@Component
public final class PositionsView implements ViewContribution {
    private static final Texts T = Texts.of(PositionsView.class);

    private final PositionsServices services;

    @Activate
    public PositionsView(@Reference AccountBook accounts, @Reference MarketFeed feed, @Reference TradeContext context,
            @Reference TimeSource time) {
        this.services = new PositionsServices(accounts, feed, context, time);
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.positions", T.get("view.name"),
                "platform:/plugin/org.jts.ui.positions/icons/positions.png", Area.BOTTOM, 20, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new PositionsControl(parent, site, services);
    }
}
