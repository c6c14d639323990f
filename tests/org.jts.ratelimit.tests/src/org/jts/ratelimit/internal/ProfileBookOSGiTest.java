package org.jts.ratelimit.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

import org.jts.api.BrokerId;
import org.jts.api.connection.SetupException;
import org.jts.api.event.EventLog;
import org.jts.api.event.Notice;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.LimitProfiles;
import org.jts.api.limit.LimitSetting;
import org.jts.api.limit.LimitSettings;
import org.jts.api.limit.RequestLimiter;
import org.jts.api.limit.RequestLimiters;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;
import org.osgi.util.tracker.ServiceTracker;

/** The services as they run in a framework: files of bundles, configurations, limiters that follow both. */
class ProfileBookOSGiTest {

    private static final long LIMIT_MILLIS = 10_000;
    private static final BrokerId BROKER = new BrokerId("kis-main");

    private final BundleContext context = FrameworkUtil.getBundle(ProfileBook.class).getBundleContext();
    private LimitProfiles profiles;
    private LimitSettings settings;
    private RequestLimiters limiters;
    private EventLog events;

    @BeforeEach
    void findServices() throws Exception {
        for (Bundle bundle : context.getBundles()) {
            if (Set.of("org.jts.time", "org.jts.telemetry").contains(String.valueOf(bundle.getSymbolicName()))) {
                bundle.start();
            }
        }
        profiles = service(LimitProfiles.class);
        settings = service(LimitSettings.class);
        limiters = service(RequestLimiters.class);
        events = service(EventLog.class);
    }

    @AfterEach
    void cleanUp() throws Exception {
        settings.reset("kis.real");
        limiters.release(BROKER);
    }

    @Test
    void theLimitsOfTheBrokersComeAsDataWithSourceAndDate() {
        Map<String, String> windows = new TreeMap<>();
        for (LimitProfile profile : profiles.profiles()) {
            windows.put(profile.id(), LimitSetting.WINDOWS.of(profile));
            assertTrue(profile.source().matches("(?s).{20,} \\(\\d{4}(-\\d\\d){0,2}\\)"), profile.source());
        }
        assertEquals("18/1s, 1000/1m, 50000/1h", windows.get("kis.real"));
        assertEquals("1/1s, 1000/1m, 50000/1h", windows.get("kis.paper"));
        assertEquals("15/1s, 15/1m", windows.get("creon.strict"));
        assertEquals("60/15s[market-data history], 20/15s[cancel order account]", windows.get("creon.vendor"));
        assertEquals("5/1s", windows.get("kiwoom.real"));
        assertEquals("6000/1m, 300000/5m[count], 100/10s[order count], 200000/1d[order count]",
                windows.get("binance.spot"));
        assertEquals("12/1s", windows.get("upbit.order"));
        assertEquals("30/1s", windows.get("upbit.default"));
        assertEquals("10/1s", windows.get("upbit.candle"));
        assertEquals(19, windows.size(), () -> "a file that cannot be read: " + events.notices());
    }

    @Test
    void aRunningLimiterFollowsWhatIsSetAndGoesBack() throws Exception {
        RequestLimiter limiter = limiters.limiter(BROKER, "kis/1", profiles.profile("kis.real").orElseThrow());
        settings.change("kis.real", Map.of(LimitSetting.WINDOWS, "9/1s"));
        assertEquals("9/1s", LimitSetting.WINDOWS.of(limiter.profile()), "when the call returns it holds");
        settings.change("kis.real", Map.of(LimitSetting.RESERVED, "50%"));
        assertEquals("9/1s", LimitSetting.WINDOWS.of(limiter.profile()), "what is not named stays as it was set");
        assertEquals(0.5, limiter.profile().reservedShare());
        assertEquals(Map.of(LimitSetting.WINDOWS, "9/1s", LimitSetting.RESERVED, "50%"), settings.settings("kis.real"));
        assertTrue(settings.reset("kis.real"));
        assertEquals("18/1s, 1000/1m, 50000/1h", LimitSetting.WINDOWS.of(limiter.profile()));
        assertEquals(0.1, limiter.profile().reservedShare());
        assertFalse(settings.reset("kis.real"));
        assertTrue(events.notices().stream().map(Notice::text)
                .anyMatch("The request limit of kis/1 is now 9/1s"::equals));
    }

    @Test
    void aConfigurationMadeElsewhereHoldsToo() throws Exception {
        Configuration configuration = service(ConfigurationAdmin.class)
                .getFactoryConfiguration(StoredLimits.PID, "mine", "?");
        Dictionary<String, Object> values = new Hashtable<>();
        values.put("profile", "kis.real");
        values.put("windows", new String[] { "7/1s", "700/1m" });
        configuration.update(values);
        assertEquals("7/1s, 700/1m", LimitSetting.WINDOWS.of(profiles.profile("kis.real").orElseThrow()));
        values.put("windows", "none");
        configuration.update(values);
        assertEquals("7/1s, 700/1m", LimitSetting.WINDOWS.of(profiles.profile("kis.real").orElseThrow()));
        assertEquals("The settings of the request limit kis.real are wrong", events.notices().getLast().text());
        settings.change("kis.real", Map.of(LimitSetting.WINDOWS, "8/1s"));
        assertEquals("8/1s", LimitSetting.WINDOWS.of(profiles.profile("kis.real").orElseThrow()),
                "one configuration is left");
    }

    @Test
    void wrongSettingsAreRefusedAndNothingChanges() {
        SetupException wrong = assertThrows(SetupException.class,
                () -> settings.change("kis.real", Map.of(LimitSetting.MAX_WAITING, "many")));
        assertEquals("The limit kis.real stays as it is: max.waiting: expected a whole number of requests from 1 to "
                + "1000000, "
                + "found \"many\"", wrong.getMessage());
        assertEquals(Map.of(), settings.settings("kis.real"));
        assertTrue(assertThrows(SetupException.class, () -> settings.change("kis", Map.of())).getMessage()
                .endsWith("found \"kis\""));
    }

    @Test
    void aBundleBringsItsLimitsAndTakesThemAway() throws Exception {
        Bundle bundle = install("limits/kis.real.properties", """
                name = KIS
                source = the gateway's own figures
                date = 2026-11-01
                windows = 17/1s
                """, "limits/broken.properties",
                "name = Broken\nwindows = 17 a second\nsource = a test\ndate = 2026\n");
        RequestLimiter limiter = limiters.limiter(BROKER, "kis/2", profiles.profile("kis.real").orElseThrow());
        try {
            bundle.start();
            Await.until("the bundle's limit", () -> LimitSetting.WINDOWS.of(limiter.profile()).equals("17/1s"));
            Notice notice = events.notices().stream().filter(n -> n.text().contains("broken.properties")).findFirst()
                    .orElseThrow();
            assertTrue(notice.detail().startsWith("limits/broken.properties of org.jts.test.limits, line 2: windows: "
                    + "expected a window such as 18/1s"), notice.detail());
        } finally {
            bundle.uninstall();
        }
        Await.until("the limit as before",
                () -> LimitSetting.WINDOWS.of(limiter.profile()).equals("18/1s, 1000/1m, 50000/1h"));
    }

    @Test
    void everySettingHasATextInBothLanguages() throws Exception {
        MetaTypeService metatype = service(MetaTypeService.class);
        for (String locale : List.of("en", "ko")) {
            ObjectClassDefinition form = metatype.getMetaTypeInformation(context.getBundle())
                    .getObjectClassDefinition(StoredLimits.PID, locale);
            AttributeDefinition[] settings = form.getAttributeDefinitions(ObjectClassDefinition.ALL);
            assertEquals(1 + LimitSetting.values().length, settings.length);
            for (AttributeDefinition setting : settings) {
                assertFalse(setting.getName().startsWith("%") || setting.getDescription().startsWith("%"),
                        setting.getID());
                assertEquals(locale.equals("ko"), setting.getName().codePoints()
                        .anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3),
                        () -> locale + ": " + setting.getName());
            }
        }
    }

    private Bundle install(String... namesAndContents) throws Exception {
        Manifest manifest = new Manifest();
        Attributes headers = manifest.getMainAttributes();
        headers.put(Attributes.Name.MANIFEST_VERSION, "1.0");
        headers.putValue("Bundle-ManifestVersion", "2");
        headers.putValue("Bundle-SymbolicName", "org.jts.test.limits");
        headers.putValue("Provide-Capability", BroughtProfiles.CAPABILITY);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JarOutputStream jar = new JarOutputStream(bytes, manifest)) {
            for (int i = 0; i < namesAndContents.length; i += 2) {
                add(jar, namesAndContents[i], namesAndContents[i + 1]);
            }
        }
        return context.installBundle("test:limits", new ByteArrayInputStream(bytes.toByteArray()));
    }

    private static void add(JarOutputStream jar, String name, String content) throws IOException {
        jar.putNextEntry(new JarEntry(name));
        jar.write(content.getBytes(StandardCharsets.UTF_8));
        jar.closeEntry();
    }

    private <T> T service(Class<T> type) throws InterruptedException {
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
