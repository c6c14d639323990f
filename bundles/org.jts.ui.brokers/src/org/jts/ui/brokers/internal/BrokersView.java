package org.jts.ui.brokers.internal;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

import org.eclipse.swt.widgets.Composite;
import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.api.trading.OrderDesk;
import org.jts.api.trading.OrderLimits;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.RateLimitIndicator.Unknown;
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
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/** Every configured broker: what its connection does, and what its accounts hold. */
@Component
public final class BrokersView implements ViewContribution {
    static final Texts T = Texts.of(BrokersView.class);

    private final Desk desk;

    /** Comes, goes and is replaced while cards are shown: they ask for it at every update. */
    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile RequestLimiters limiters;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<RemoteLimits> remoteLimits = List.of();

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile OrderDesk orders;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC,
            policyOption = ReferencePolicyOption.GREEDY)
    private volatile OrderLimits orderLimits;

    /**
     * The services that the view's parts share.
     *
     * @param limits        the limits that a broker's requests count on now, those of its server too
     * @param unknownLimits what was known of a broker's limits that nobody can tell now
     * @param orders        the order desk, while it runs
     * @param orderLimits   what orders keep to, while the desk runs
     */
    record Desk(BrokerRegistry registry, AccountBook accounts, BrokerSetup setup, TimeSource time,
            Function<BrokerId, Map<String, ? extends MeteredLimit>> limits,
            Function<BrokerId, Optional<Unknown>> unknownLimits, Supplier<Optional<OrderDesk>> orders,
            Supplier<Optional<OrderLimits>> orderLimits) {
    }

    @Activate
    public BrokersView(@Reference BrokerRegistry registry, @Reference AccountBook accounts,
            @Reference BrokerSetup setup, @Reference TimeSource time) {
        desk = new Desk(registry, accounts, setup, time, this::limits, broker -> unknown(broker, time.now()),
                () -> Optional.ofNullable(orders), () -> Optional.ofNullable(orderLimits));
    }

    private Map<String, MeteredLimit> limits(BrokerId broker) {
        RequestLimiters now = limiters;
        return RemoteLimits.beside(now == null ? Map.of() : now.limiters(broker), remoteLimits, broker);
    }

    private Optional<Unknown> unknown(BrokerId broker, Instant now) {
        return RemoteLimits.unknown(remoteLimits, broker).map(remote -> remote.lastSaid()
                .map(said -> new Unknown(said.limits(), Formats.time(said.at(), Formats.SEOUL, now)))
                .orElseGet(() -> new Unknown(Map.of(), "")));
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
