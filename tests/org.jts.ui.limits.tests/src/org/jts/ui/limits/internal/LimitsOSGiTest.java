package org.jts.ui.limits.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeRegistry;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.ui.view.ViewContribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

class LimitsOSGiTest {
    private final BundleContext context = FrameworkUtil.getBundle(LimitsView.class).getBundleContext();
    private final List<ServiceRegistration<?>> services = new ArrayList<>();

    @AfterEach
    void unregister() {
        services.forEach(ServiceRegistration::unregister);
    }

    @Test
    void theViewComesWithItsServicesAndTheBestLimitersAreFollowedLive() throws InterruptedException {
        FakeTime time = new FakeTime();
        register(TimeSource.class, time, 0);
        register(BrokerRegistry.class, new FakeRegistry(), 0);
        var views = new ServiceTracker<ViewContribution, ViewContribution>(context, ViewContribution.class, null);
        var histories = new ServiceTracker<LimitHistory, LimitHistory>(context, LimitHistory.class, null);
        views.open();
        histories.open();
        try {
            assertEquals("org.jts.ui.limits", views.waitForService(30_000).info().id());
            LimitHistory history = histories.waitForService(30_000);
            assertEquals(0, history.all().size());
            register(RequestLimiters.class, limiters("local"), 0);
            Await.until("the local limiters", () -> history.all().containsKey("local"));
            ServiceRegistration<?> shared = register(RequestLimiters.class, limiters("shared"), 10);
            Await.until("the shared limiters in their place", () -> history.all().containsKey("shared"));
            time.advance(Duration.ofSeconds(2));
            assertEquals(1, history.size());
            services.remove(shared);
            shared.unregister();
            Await.until("the local limiters again", () -> history.all().containsKey("local"));
        } finally {
            views.close();
            histories.close();
        }
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
        limiters.put(new BrokerId("broker"), key, FakeRequestLimiter.perSecond("Test", 5));
        return limiters;
    }
}
