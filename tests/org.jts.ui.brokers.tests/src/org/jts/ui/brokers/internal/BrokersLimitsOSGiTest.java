package org.jts.ui.brokers.internal;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.account.AccountBook;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.Cause;
import org.jts.api.connection.ConnectionPhase;
import org.jts.api.limit.MeteredLimit;
import org.jts.api.limit.RemoteLimits;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.RateLimitIndicator;
import org.jts.ui.testkit.ViewStage;
import org.jts.ui.view.ViewContribution;
import org.jts.ui.view.ViewControl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;

class BrokersLimitsOSGiTest {
    private static final BrokerId KIS = new BrokerId("kis");

    private final BundleContext context = FrameworkUtil.getBundle(BrokersView.class).getBundleContext();
    private final List<ServiceRegistration<?>> services = new ArrayList<>();
    private final Scene scene = new Scene();

    @AfterEach
    void unregister() {
        services.forEach(ServiceRegistration::unregister);
    }

    @Test
    void cardsFollowTheLimitersThatComeAndGoWhileTheViewIsOpen() {
        scene.broker("kis", "KIS", scene.state(ConnectionPhase.CONNECTED, Cause.REQUESTED, ""));
        register(TimeSource.class, scene.time, 0);
        register(BrokerRegistry.class, scene.registry, 0);
        register(AccountBook.class, scene.accounts, 0);
        register(BrokerSetup.class, scene.setup, 0);
        try (ViewStage stage = new ViewStage(400, 300)) {
            stage.until("the view", () -> context.getServiceReference(ViewContribution.class) != null);
            ServiceReference<ViewContribution> reference = context.getServiceReference(ViewContribution.class);
            ViewControl view = context.getService(reference).create(stage.shell(), null);
            stage.open();
            RateLimitIndicator indicator = stage.awaitWidget("brokers.card.kis.limit", RateLimitIndicator.class);
            assertTrue(indicator.reading().isEmpty());
            ServiceRegistration<?> local = register(RequestLimiters.class, limiters("local"), 0);
            stage.until("the local limiter", () -> shows(indicator, "local"));
            ServiceRegistration<?> shared = register(RequestLimiters.class, limiters("shared"), 100);
            stage.until("the shared limiter in its place", () -> shows(indicator, "shared"));
            services.remove(shared);
            shared.unregister();
            stage.until("the local limiter again", () -> shows(indicator, "local"));
            ServiceRegistration<?> far = register(RemoteLimits.class, new Far(KIS, Map.of("kis/far",
                    FakeRequestLimiter.perSecond("Far", 10).used(9))), 0);
            stage.until("the limit that the server says is nearly used", () -> shows(indicator, "kis/far"));
            services.remove(far);
            far.unregister();
            stage.until("the local limiter alone", () -> shows(indicator, "local"));
            services.remove(local);
            local.unregister();
            Instant heard = scene.time.now().minusSeconds(60);
            register(RemoteLimits.class, new Gone(KIS, Optional.of(new RemoteLimits.Said(heard, Map.of("kis/far",
                    FakeRequestLimiter.perSecond("Far", 10).used(4))))), 0);
            stage.until("what the server said before the line went",
                    () -> indicator.text().equals("4/10 req/s at " + Formats.time(heard, Formats.SEOUL,
                            scene.time.now()) + " Unknown"));
            view.dispose();
            context.ungetService(reference);
        }
    }

    /** Limits that a server keeps. */
    private record Far(BrokerId id, Map<String, MeteredLimit> limits) implements RemoteLimits {
    }

    /** Limits of a server to which there is no line. */
    private record Gone(BrokerId id, Optional<RemoteLimits.Said> lastSaid) implements RemoteLimits {
        @Override
        public Map<String, MeteredLimit> limits() {
            return Map.of();
        }

        @Override
        public boolean isKnown() {
            return false;
        }
    }

    private static boolean shows(RateLimitIndicator indicator, String key) {
        return indicator.reading().map(reading -> reading.key().equals(key)).orElse(false);
    }

    private <S> ServiceRegistration<S> register(Class<S> type, S service, int ranking) {
        Dictionary<String, Object> properties = new Hashtable<>();
        properties.put(Constants.SERVICE_RANKING, ranking);
        ServiceRegistration<S> registration = context.registerService(type, service, properties);
        services.add(registration);
        return registration;
    }

    private static FakeRequestLimiters limiters(String key) {
        FakeRequestLimiters limiters = new FakeRequestLimiters();
        limiters.put(KIS, key, FakeRequestLimiter.perSecond("KIS", 18));
        return limiters;
    }
}
