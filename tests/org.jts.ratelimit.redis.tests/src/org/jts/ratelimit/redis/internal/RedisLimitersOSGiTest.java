package org.jts.ratelimit.redis.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;

import org.jts.api.event.EventLog;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitUsage.Sharing;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.api.time.TimeSource;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.jts.testkit.FakeLimitProfiles;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;

/** The service as it comes and goes with its configuration. */
class RedisLimitersOSGiTest {

    private final BundleContext context = FrameworkUtil.getBundle(RedisLimiters.class).getBundleContext();
    private final AloneLimiters alone = new AloneLimiters();
    private final DrowsyTime time = new DrowsyTime();
    private final List<ServiceRegistration<?>> neighbours = List.of(
            context.registerService(TimeSource.class, time, null),
            context.registerService(EventLog.class, new FakeEventLog(time), null),
            context.registerService(LimitProfiles.class, new FakeLimitProfiles(), null),
            context.registerService(MeterRegistry.class, new SimpleMeterRegistry(), null),
            // before those that org.jts.ratelimit brings
            context.registerService(RequestLimiters.class, alone,
                    new Hashtable<>(Map.of(Constants.SERVICE_RANKING, 50))));

    @AfterEach
    void unregister() {
        neighbours.forEach(ServiceRegistration::unregister);
        time.close();
    }

    @Test
    void serviceComesWithItsConfigurationBeforeTheLocalOneAndGoesWithIt() throws Exception {
        assertFalse(best() instanceof RedisLimiters);
        Configuration configuration = service(ConfigurationAdmin.class).getConfiguration(RedisLimiters.PID, "?");
        try (RealRedis redis = RealRedis.running()) {
            configuration.update(new Hashtable<>(Map.of("url", redis.url(), "processes", 1)));
            Await.until("the shared limiters", () -> best() instanceof RedisLimiters);
            RequestLimiter limiter = best().limiter(Lab.BROKER, "key", Lab.profile(Lab.window(5, 300)));
            Await.until("a shared limit", () -> limiter.usage().sharing() == Sharing.SHARED);
            Lab.take(limiter, Lane.ORDER).close();
            configuration.delete();
            Await.until("the limiters of this process alone", () -> best() == alone);
            Await.until("what was used to be handed over", () -> !alone.of("key").counted.isEmpty());
            assertEquals(5, alone.of("key").counted.getFirst().used());
        }
    }

    @Test
    void settingsAreDescribedInBothLanguages() {
        Bundle bundle = FrameworkUtil.getBundle(RedisLimiters.class);
        for (String language : List.of("en", "ko")) {
            ObjectClassDefinition described = service(MetaTypeService.class).getMetaTypeInformation(bundle)
                    .getObjectClassDefinition(RedisLimiters.PID, language);
            AttributeDefinition[] all = described.getAttributeDefinitions(ObjectClassDefinition.ALL);
            List<String> ids = Arrays.stream(all).map(AttributeDefinition::getID).toList();
            assertTrue(ids.containsAll(List.of("url", "password", "cluster", "processes", "shares.percent",
                    "lease.seconds", "timeout.ms")), ids::toString);
            for (AttributeDefinition each : all) {
                assertFalse(each.getName().startsWith("%") || each.getDescription().startsWith("%"), each.getName());
            }
            assertEquals(language.equals("ko"), described.getName().contains("한도"), described.getName());
        }
    }

    private RequestLimiters best() {
        ServiceReference<RequestLimiters> reference = context.getServiceReference(RequestLimiters.class);
        assertNotNull(reference, "expected a service of RequestLimiters, found none");
        return assertInstanceOf(RequestLimiters.class, context.getService(reference));
    }

    private <S> S service(Class<S> type) {
        ServiceReference<S> reference = context.getServiceReference(type);
        assertNotNull(reference, () -> "expected a service of " + type.getName() + ", found none");
        return context.getService(reference);
    }
}
