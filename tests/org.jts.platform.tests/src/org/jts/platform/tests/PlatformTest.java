package org.jts.platform.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.util.concurrent.RateLimiter;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.retry.Retry;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.util.tracker.ServiceTracker;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteDataSource;

/** What the target platform promises to every bundle: the services are there, and the libraries work as bundles. */
class PlatformTest {

    private static final long WAIT_MILLIS = 10_000;

    private final BundleContext context = FrameworkUtil.getBundle(PlatformTest.class).getBundleContext();

    @ParameterizedTest
    @ValueSource(strings = {
        "org.osgi.service.component.runtime.ServiceComponentRuntime",
        "org.osgi.service.cm.ConfigurationAdmin",
        "org.osgi.service.metatype.MetaTypeService",
        "org.osgi.service.event.EventAdmin"
    })
    void standardServiceIsRegistered(String name) throws InterruptedException {
        var tracker = new ServiceTracker<>(context, name, null);
        tracker.open();
        try {
            assertNotNull(tracker.waitForService(WAIT_MILLIS), "expected a service " + name + ", found none");
        } finally {
            tracker.close();
        }
    }

    @Test
    void databaseLoadsItsNativeLibraryInsideTheFramework() throws SQLException {
        var database = new SQLiteDataSource();
        database.setUrl("jdbc:sqlite::memory:");
        try (var connection = database.getConnection(); var statement = connection.createStatement()) {
            statement.execute("create table candle (symbol text primary key, close integer) strict");
            statement.execute("insert into candle values ('005930', 70000)");
            try (var rows = statement.executeQuery("select close from candle where symbol = '005930'")) {
                assertTrue(rows.next(), "expected the row that was written, found none");
                assertEquals(70_000, rows.getLong(1));
            }
        }
    }

    @Test
    void logMessagesReachABackend() {
        var backend = LoggerFactory.getILoggerFactory().getClass().getName();
        assertFalse(backend.contains("NOP"), "expected a logging backend, found " + backend);
    }

    @Test
    void tokenBucketHandsOutItsFirstPermitAtOnceAndMakesTheNextOneWait() {
        var limiter = RateLimiter.create(0.001);
        assertTrue(limiter.tryAcquire());
        assertFalse(limiter.tryAcquire());
    }

    @Test
    void retryCallsAgainUntilTheCallSucceeds() {
        var calls = new AtomicInteger();
        var answer = Retry.ofDefaults("platform").executeSupplier(() -> {
            if (calls.incrementAndGet() < 2) {
                throw new IllegalStateException("first call fails");
            }
            return "done";
        });
        assertEquals("done", answer);
        assertEquals(2, calls.get());
    }

    @Test
    void openCircuitRefusesCalls() {
        var breaker = CircuitBreaker.ofDefaults("platform");
        breaker.transitionToOpenState();
        assertThrows(CallNotPermittedException.class, () -> breaker.executeSupplier(() -> "never"));
    }
}
