package org.jts.storage.internal;

import static org.jts.testkit.Samples.SAMSUNG;
import static org.jts.testkit.Samples.candle;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.jts.api.event.EventLog;
import org.jts.api.market.Timeframe;
import org.jts.api.store.CandleImport;
import org.jts.api.store.DataFolder;
import org.jts.api.store.MarketStore;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.Await;
import org.jts.testkit.FakeEventLog;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceRegistration;
import org.osgi.util.tracker.ServiceTracker;

/** The store as services of a running framework. */
class StorageOSGiTest {

    private static final long LIMIT_MILLIS = 10_000;
    private static final Instant DAY = Instant.parse("2023-12-21T15:00:00Z");

    private final Bundle storage = FrameworkUtil.getBundle(SqliteMarketStore.class);
    /** Not the context of the storage bundle, which is stopped here. */
    private final BundleContext context = systemContext();
    private ServiceRegistration<EventLog> events;

    @BeforeEach
    void start() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if ("org.jts.time".equals(bundle.getSymbolicName())) {
                bundle.start();
            }
        }
        storage.start();
        events = context.registerService(EventLog.class, new FakeEventLog(new FakeTime()), null);
    }

    @AfterEach
    void stop() throws Exception {
        events.unregister();
        storage.start();
    }

    @Test
    void databaseWorksInsideTheFrameworkAndLiesInTheDataFolder() throws Exception {
        MarketStore store = await(MarketStore.class);
        store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100)));
        assertEquals(Optional.of(candle(DAY, 100)), store.lastCandle("mock", SAMSUNG, Timeframe.DAY_1));
        assertNotNull(await(CandleImport.class));
        Path folder = await(DataFolder.class).path();
        assertEquals(Path.of(context.getProperty(DataFolder.PROPERTY)).toAbsolutePath(), folder);
        assertTrue(Files.isRegularFile(folder.resolve("jts.db")), "expected jts.db in " + folder);
    }

    @Test
    void serviceGoesWithTheEventLogAndComesBackWithIt() throws Exception {
        await(MarketStore.class).series();
        events.unregister();
        Await.until("no store", () -> context.getServiceReference(MarketStore.class) == null);
        events = context.registerService(EventLog.class, new FakeEventLog(new FakeTime()), null);
        assertNotNull(await(MarketStore.class).series());
    }

    @Test
    void stoppedBundleLeavesNoThreadAndNoLock() throws Exception {
        for (int i = 0; i < 2; i++) {
            MarketStore store = await(MarketStore.class);
            store.saveCandles("mock", SAMSUNG, Timeframe.DAY_1, List.of(candle(DAY, 100)));
            await(DataFolder.class).claim();
            storage.stop();
            assertNull(context.getServiceReference(MarketStore.class));
            Await.until("no thread of the store", () -> threads().isEmpty());
            storage.start();
        }
        await(DataFolder.class).claim().close();
        assertFalse(threads().stream().anyMatch(name -> name.contains("notifier")));
    }

    private static List<String> threads() {
        return Stream.of(Thread.getAllStackTraces().keySet().toArray(Thread[]::new)).map(Thread::getName)
                .filter(name -> name.startsWith("jts-store")).toList();
    }

    private static BundleContext systemContext() {
        return FrameworkUtil.getBundle(SqliteMarketStore.class).getBundleContext().getBundle(0).getBundleContext();
    }

    private <T> T await(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(LIMIT_MILLIS);
            assertNotNull(service, "expected a service " + type.getName() + ", found none");
            return service;
        } finally {
            tracker.close();
        }
    }
}
