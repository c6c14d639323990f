package org.jts.ui.chart.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.MarketFeed;
import org.jts.api.store.MarketStore;
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
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Candles with volume of the instrument that the trader looks at. */
@Component
public final class ChartView implements ViewContribution {
    private static final Texts T = Texts.of(ChartView.class);

    private final ChartServices services;

    /** @param store told of imports; null when there is none: the chart then lives from the broker alone */
    @Activate
    public ChartView(@Reference MarketFeed feed, @Reference BrokerRegistry registry, @Reference TradeContext context,
            @Reference TimeSource time,
            @Reference(cardinality = ReferenceCardinality.OPTIONAL, policyOption = ReferencePolicyOption.GREEDY)
            MarketStore store) {
        this.services = new ChartServices(feed, registry, context, time, java.util.Optional.ofNullable(store));
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.chart", T.get("view.name"),
                "platform:/plugin/org.jts.ui.chart/icons/chart.png", Area.CENTER, 10, true);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new ChartControl(parent, site, services);
    }
}
