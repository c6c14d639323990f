package org.jts.connection.internal;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.connection.BrokerSetup;
import org.jts.api.connection.BrokerType;
import org.jts.api.connection.ConfiguredBroker;
import org.jts.api.connection.Setting;
import org.jts.api.connection.Setting.Kind;
import org.jts.api.connection.SetupException;
import org.jts.sample.gateway.SampleGateway;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

@Timeout(120)
class BrokerSetupOSGiTest {

    private static final BrokerId ONE = new BrokerId("one");

    private Framework framework;
    private BrokerSetup setup;

    @BeforeEach
    void start() throws Exception {
        framework = new Framework();
        setup = framework.setup();
    }

    @AfterEach
    void stop() throws Exception {
        System.clearProperty("jts.brokers.default");
        framework.bundle(Framework.SAMPLE).start();
        framework.close();
    }

    @Test
    void formIsDrawnFromTheMetatypeOfTheGateway() {
        BrokerType type = sample();
        assertEquals("Sample broker", type.name());
        assertEquals("For tests.", type.description());
        Map<String, Setting> settings = type.settings().stream()
                .collect(Collectors.toMap(Setting::key, setting -> setting));
        assertFalse(settings.containsKey("broker.id"));
        assertEquals("broker.name", type.settings().getFirst().key());
        assertEquals(Kind.INTEGER, settings.get("port").kind());
        assertEquals("50051", settings.get("port").defaultValue());
        assertEquals(Optional.of("1"), settings.get("port").min());
        assertEquals(Optional.of("65535"), settings.get("port").max());
        assertEquals("Where the broker listens.", settings.get("host").description());
        assertEquals(Kind.SECRET, settings.get("app.key").kind());
        assertEquals(Kind.BOOLEAN, settings.get("paper").kind());
        assertEquals(Kind.DECIMAL, settings.get("share").kind());
        assertEquals(Kind.TEXT, settings.get("mark").kind());
        assertEquals(List.of("good", "refuse", "hang", "broken"),
                settings.get("behaviour").choices().stream().map(Setting.Choice::value).toList());
        assertTrue(settings.get("account").required());
        assertTrue(settings.get("markets").multiple());
        assertEquals("KOSPI,KOSDAQ", settings.get("markets").defaultValue());
    }

    @Test
    void typesComeAndGoWithTheirBundles() throws Exception {
        framework.bundle(Framework.SAMPLE).stop();
        assertTrue(setup.types(Locale.ROOT).stream().noneMatch(t -> t.pid().equals(SampleGateway.PID)));
        framework.bundle(Framework.SAMPLE).start();
        Await.until("the type is back", () -> setup.types(Locale.ROOT).stream()
                .anyMatch(t -> t.pid().equals(SampleGateway.PID)));
    }

    @Test
    void settingsAreStoredWithTheirTypesAndReadBackAsTexts() throws Exception {
        Map<String, String> settings = Map.of("account", "500-01", "port", "7000", "paper", "false", "share", "0.5",
                "app.key", "${env:SAMPLE_KEY}", "markets", "KOSPI,ETF", "ports", "1, 2", "broker.name", "One");
        setup.add(SampleGateway.PID, ONE, settings);
        Dictionary<String, Object> stored = framework.configurations("(broker.id=one)")[0].getProperties();
        assertEquals(7000, stored.get("port"));
        assertEquals(false, stored.get("paper"));
        assertEquals(0.5, stored.get("share"));
        assertEquals("${env:SAMPLE_KEY}", stored.get("app.key"));
        assertArrayEquals(new String[] {"KOSPI", "ETF"}, (Object[]) stored.get("markets"));
        assertEquals(null, stored.get("host"));
        ConfiguredBroker configured = setup.configured().getFirst();
        assertEquals(ONE, configured.id());
        assertEquals(SampleGateway.PID, configured.pid());
        assertEquals("1,2", configured.settings().get("ports"));
        assertEquals("7000", configured.settings().get("port"));
        framework.awaitConnected("one");
    }

    @Test
    void everyWrongSettingIsNamedAndNothingIsStored() {
        SetupException e = assertThrows(SetupException.class, () -> setup.add(SampleGateway.PID, ONE,
                Map.of("port", "70000", "app.key", "hunter2", "behaviour", "odd", "nonsense", "1", "host", "x")));
        assertEquals("expected 1 to 65535, was 70000", e.problems().get("port"));
        assertEquals("expected a value, was none", e.problems().get("account"));
        assertEquals("expected one of good, refuse, hang, broken, was odd", e.problems().get("behaviour"));
        assertEquals("expected 3 to 20 characters, was 1", e.problems().get("host"));
        assertTrue(e.problems().get("nonsense").startsWith("expected one of broker.name"), e.problems()::toString);
        assertTrue(e.problems().get("app.key").startsWith("expected a reference such as ${env:"));
        assertFalse((e.getMessage() + e.problems()).contains("hunter2"));
        assertEquals(List.of(), setup.configured());
    }

    @Test
    void brokersOfOneKindCanBeToldApart() throws Exception {
        setup.add(SampleGateway.PID, ONE, Map.of("account", "1", "broker.name", "Mine"));
        setup.add(SampleGateway.PID, new BrokerId("two"), Map.of("account", "1", "broker.name", "Sample"));
        setup.add(SampleGateway.PID, new BrokerId("three"), Map.of("account", "1"));
        setup.add(SampleGateway.PID, new BrokerId("four"), Map.of("account", "1", "broker.name", "Sample"));
        assertEquals(List.of("Sample 3", "Mine", "Sample 2", "Sample"), setup.configured().stream()
                .sorted(Comparator.comparing(b -> b.id().value())).map(b -> b.settings().get("broker.name")).toList());
    }

    @Test
    void idInUseUnknownKindAndUnknownBrokerAreRefused() throws Exception {
        setup.add(SampleGateway.PID, ONE, Map.of("account", "1"));
        assertTrue(assertThrows(SetupException.class, () -> setup.add(SampleGateway.PID, ONE, Map.of("account", "1")))
                .getMessage().contains("is there already"));
        assertTrue(assertThrows(SetupException.class, () -> setup.add("org.example", new BrokerId("x"), Map.of()))
                .getMessage().contains("Gateway not installed"));
        String missing = assertThrows(SetupException.class, () -> setup.remove(new BrokerId("x"))).getMessage();
        assertEquals("Broker configuration not found: expected one of [one], was x.", missing);
        assertThrows(SetupException.class, () -> setup.update(new BrokerId("x"), Map.of("account", "1")));
    }

    @Test
    void updateReplacesAllSettings() throws Exception {
        setup.add(SampleGateway.PID, ONE, Map.of("account", "1", "port", "7000"));
        setup.update(ONE, Map.of("account", "2"));
        assertEquals(Map.of("account", "2"), setup.configured().getFirst().settings());
        assertThrows(SetupException.class, () -> setup.update(ONE, Map.of("account", "2", "port", "0")));
        assertEquals(Map.of("account", "2"), setup.configured().getFirst().settings());
    }

    @Test
    void changeKeepsTheOtherSettingsButThoseThatTheKindHasNoMore() throws Exception {
        store("one", SampleGateway.PID, Map.of("broker.id", "one", "account", "1", "port", "7000", "of.earlier", "x"));
        setup.change(ONE, Map.of("account", "2"));
        assertEquals(Map.of("account", "2", "port", "7000"), setup.configured().getFirst().settings());
        setup.change(ONE, Map.of("port", ""));
        assertEquals(Map.of("account", "2"), setup.configured().getFirst().settings());
        String typo = assertThrows(SetupException.class, () -> setup.change(ONE, Map.of("of.earlier", "y")))
                .getMessage();
        assertTrue(typo.contains("of.earlier"), typo);
        assertThrows(SetupException.class, () -> setup.change(new BrokerId("x"), Map.of("account", "1")));
        assertEquals(Map.of("account", "2"), setup.configured().getFirst().settings());
    }

    @Test
    void testConnectsReadsTheAccountsAndKeepsNothing() throws Exception {
        String found = setup.test(SampleGateway.PID, Map.of("account", "1"));
        assertTrue(found.matches("Connected in \\d+ ms; 1 account: SAMPLE-001 \\(paper\\)\\."), found);
        assertNothingIsLeft();
    }

    @Test
    void testSaysWhyItFailsAndKeepsNothing() throws Exception {
        SetupException refused = assertThrows(SetupException.class,
                () -> setup.test(SampleGateway.PID, Map.of("account", "1", "behaviour", "refuse")));
        assertEquals("Connecting failed: The key of the broker under test is not valid", refused.getMessage());
        long start = System.nanoTime();
        SetupException broken = assertThrows(SetupException.class,
                () -> setup.test(SampleGateway.PID, Map.of("account", "1", "behaviour", "broken")));
        assertTrue(broken.getMessage().startsWith("The gateway did not start: "), broken::getMessage);
        assertTrue(broken.getMessage().contains("broken on purpose"), broken::getMessage);
        assertTrue(Duration.ofNanos(System.nanoTime() - start).toSeconds() < 8,
                "expected the failure to be told when it is known, was told when the time was over");
        assertThrows(SetupException.class, () -> setup.test(SampleGateway.PID, Map.of("account", "")));
        assertNothingIsLeft();
    }

    @Test
    void testThatIsCancelledKeepsNothing() throws Exception {
        Thread tester = Thread.ofVirtual().start(() -> assertThrows(InterruptedException.class,
                () -> setup.test(SampleGateway.PID, Map.of("account", "1", "behaviour", "hang"))));
        Await.until("the probe is there", () -> framework.gateways().size() == 1);
        tester.interrupt();
        tester.join();
        assertNothingIsLeft();
    }

    @Test
    void whatAProbeLeftBehindIsDeletedAtTheNextStart() throws Exception {
        Configuration leftover = framework.service(ConfigurationAdmin.class)
                .getFactoryConfiguration(SampleGateway.PID, "probe-crashed", "?");
        leftover.update(new Hashtable<>(Map.of("broker.id", "probe-crashed", "broker.probe", true, "account", "1")));
        assertEquals(List.of(), setup.configured());
        framework.restart();
        Await.until("it is deleted", () -> framework.configurations("(broker.probe=true)").length == 0);
    }

    @Test
    void storedSettingsThatAreNoLongerValidAreNoticedAndOthersGoOn() throws Exception {
        setup.add(SampleGateway.PID, new BrokerId("fine"), Map.of("account", "1"));
        store("bad", SampleGateway.PID, Map.of("broker.id", "bad", "account", "1", "port", "seven"));
        store("gone", "org.example.gone", Map.of("broker.id", "gone"));
        framework.restart();
        framework.awaitNotice("bad: its settings are not valid");
        String detail = framework.detail("bad: its settings are not valid").orElseThrow();
        assertTrue(detail.contains("port: expected a whole number, 1 to 65535, was seven"), detail);
        framework.awaitNotice("gone: its gateway is not installed");
        framework.awaitConnected("fine");
        assertFalse(framework.texts().contains("fine: its settings are not valid"));
    }

    @Test
    void gatewayThatStartsLaterIsNotTakenForMissing() throws Exception {
        framework.bundle(Framework.SAMPLE).stop();
        store("a-later", SampleGateway.PID, Map.of("broker.id", "a-later", "account", "1"));
        store("bad", SampleGateway.PID, Map.of("broker.id", "bad", "port", "7"));
        framework.restart();
        framework.awaitNotice("bad: its settings are not valid");
        assertEquals(1, framework.texts().size(), framework.texts()::toString);
        framework.bundle(Framework.SAMPLE).start();
        framework.awaitConnected("a-later");
    }

    @Test
    void defaultBrokersAreSetUpOnceAndStayAwayWhenRemoved() throws Exception {
        System.setProperty("jts.brokers.default", SampleGateway.PID + ":first, " + SampleGateway.PID + ":second,odd");
        framework.restart();
        Await.until("both are set up", () -> framework.setup().configured().size() == 2);
        framework.awaitNotice("A default broker cannot be set up: \"odd\"");
        Await.until("the marker is there",
                () -> framework.configurations("(service.pid=org.jts.connection.defaults)").length == 1);
        framework.setup().remove(new BrokerId("first"));
        framework.restart();
        framework.awaitConnected("second");
        assertEquals(List.of("second"),
                framework.setup().configured().stream().map(broker -> broker.id().value()).toList());
    }

    @Test
    void damagedConfigurationFileIsNamed() throws Exception {
        Path folder = framework.bundle("org.apache.felix.configadmin").getBundleContext()
                .getDataFile("config").toPath();
        Files.createDirectories(folder);
        Path damaged = folder.resolve("damaged.config");
        Files.writeString(damaged, "service.pid=\"dam");
        try {
            framework.restart();
            String text = "A configuration file cannot be read, its settings are missing: damaged.config";
            framework.awaitNotice(text);
            assertTrue(framework.detail(text).orElseThrow().contains(damaged.toString()));
        } finally {
            Files.delete(damaged);
        }
    }

    private BrokerType sample() {
        return setup.types(Locale.ROOT).stream().filter(t -> t.pid().equals(SampleGateway.PID)).findFirst()
                .orElseThrow();
    }

    private void store(String name, String pid, Map<String, Object> values) throws Exception {
        framework.service(ConfigurationAdmin.class).getFactoryConfiguration(pid, name, "?")
                .update(new Hashtable<>(values));
    }

    private void assertNothingIsLeft() {
        assertEquals(0, framework.configurations("(broker.id=*)").length);
        Await.until("the gateway is gone", () -> framework.gateways().isEmpty());
        assertEquals(List.of(), framework.registry().brokers());
        assertEquals(List.of(), Thread.getAllStackTraces().keySet().stream().map(Thread::getName)
                .filter(name -> name.startsWith("jts-gateway-probe") && !isEnding(name)).toList());
    }

    /** A thread of a closed guard ends at its next breath. */
    private static boolean isEnding(String name) {
        Await.until("the thread " + name + " has ended", () -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals(name)));
        return true;
    }
}
