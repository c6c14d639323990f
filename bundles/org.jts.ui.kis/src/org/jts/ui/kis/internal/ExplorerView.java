package org.jts.ui.kis.internal;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisBrokers;
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

/**
 * Every interface of the KIS Open API: found, filled in, called, read. Without a window there is no trade context, so
 * that this is not even loaded: the bundle lies beside the gateway and does nothing.
 */
@Component(service = ViewContribution.class, property = "jts.needs=a window")
public final class ExplorerView implements ViewContribution {

    private final KisBrokers brokers;
    private final TradeContext context;
    private final TimeSource time;

    @Activate
    public ExplorerView(@Reference KisBrokers brokers, @Reference TradeContext context, @Reference TimeSource time) {
        this.brokers = brokers;
        this.context = context;
        this.time = time;
    }

    @Override
    public ViewInfo info() {
        return new ViewInfo("org.jts.ui.kis", Words.T.get("view.name"),
                "platform:/plugin/org.jts.ui.kis/icons/kis.png", Area.CENTER, 99, false);
    }

    @Override
    public ViewControl create(Composite parent, ViewSite site) {
        return new ExplorerControl(parent, brokers, context, time);
    }

    /** The texts of this bundle. */
    static final class Words {
        static final Texts T = Texts.of(ExplorerView.class);

        private Words() {
        }
    }
}
