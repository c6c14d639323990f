package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;

import org.jts.api.Subscription;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.Quote;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.testkit.Await;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.Configuration;
import org.osgi.service.metatype.AttributeDefinition;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/** The gateway as a component of a running framework, in real time. */
class MockGatewayOSGiTest {

    private final Framework framework = new Framework();
    private Configuration configuration;

    @BeforeEach
    void start() throws Exception {
        framework.start();
    }

    @AfterEach
    void stop() throws Exception {
        if (configuration != null) {
            configuration.delete();
            configuration = null;
        }
        framework.awaitNoGateway("story");
    }

    @Test
    void configurationMakesAGatewayAndDeletingItTakesItAway() throws Exception {
        BrokerGateway gateway = configure(Map.of());
        ServiceReference<BrokerGateway> service = framework.reference("story");
        assertEquals("mock", service.getProperty(BrokerGateway.BROKER_TYPE));
        assertEquals("story", gateway.id().value());
        gateway.connect(quiet());
        configuration.delete();
        configuration = null;
        framework.awaitNoGateway("story");
        Await.until("no thread of the gateway", () -> framework.threads("mock-story-").isEmpty());
    }

    @Test
    void ordersAndPositionsOutliveAUserThatLetsGoOfTheService() throws Exception {
        BrokerGateway gateway = configure(Map.of());
        gateway.connect(quiet());
        gateway.place(OrderRequest.market(new ClientOrderId("T-1"), MockHarness.MAIN, MockHarness.SAMSUNG, Side.BUY,
                BigDecimal.TEN));
        gateway.disconnect();
        configuration.update(properties(Map.of("fault.latency.max.ms", 1)));
        framework.letGo("story");
        BrokerGateway again = framework.gateway("story");
        again.connect(quiet());
        assertEquals(BigDecimal.TEN, again.positions(MockHarness.MAIN).getFirst().quantity());
    }

    @Test
    void changedFaultsReachTheRunningGateway() throws Exception {
        BrokerGateway gateway = configure(Map.of());
        gateway.connect(quiet());
        configuration.update(properties(Map.of("fault.connect", "network", "fault.refuse.ratio", 0.5)));
        Await.until("the new faults", () -> framework.commands("fault").toString().contains("refuse 0.5"));
        assertEquals(3, gateway.accounts().size(), "the connection stays");
    }

    @Test
    void commandsAreServicesThatNeedNoConsole() throws Exception {
        BrokerGateway gateway = configure(Map.of());
        CountDownLatch lost = new CountDownLatch(1);
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                lost.countDown();
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("no notice expected: " + text);
            }
        });
        assertTrue(framework.commands("price", "story", "KRX:005930", "80000").toString().contains("80000"));
        framework.commands("disconnect", "story");
        Await.until("the loss", () -> lost.getCount() == 0);
    }

    @Test
    void everySettingHasATextInBothLanguages() throws Exception {
        MetaTypeService metatype = framework.service(MetaTypeService.class);
        for (String locale : List.of("en", "ko")) {
            ObjectClassDefinition form = metatype.getMetaTypeInformation(framework.bundle())
                    .getObjectClassDefinition(MockGateway.PID, locale);
            AttributeDefinition[] settings = form.getAttributeDefinitions(ObjectClassDefinition.ALL);
            assertEquals(MockConfig.class.getDeclaredMethods().length, settings.length, "settings in the form");
            assertFalse(form.getName().startsWith("%"), form.getName());
            for (AttributeDefinition setting : settings) {
                assertFalse(setting.getName().startsWith("%"), setting.getName());
                assertFalse(setting.getDescription().startsWith("%"), setting.getDescription());
                String[] labels = setting.getOptionLabels() == null ? new String[0] : setting.getOptionLabels();
                assertFalse(Arrays.stream(labels).anyMatch(l -> l.startsWith("%")), setting.getID());
                boolean korean = setting.getName().codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3);
                assertEquals(locale.equals("ko"), korean, () -> locale + ": " + setting.getName());
            }
        }
    }

    @Test
    void listenerThatHangsHoldsUpNeitherTheMarketNorTheDisconnect() throws Exception {
        BrokerGateway gateway = configure(Map.of("market.quotes.per.symbol", 10));
        gateway.connect(quiet());
        CountDownLatch hangs = new CountDownLatch(1);
        CountDownLatch interrupted = new CountDownLatch(1);
        Subscription subscription = gateway.subscribeQuotes(Set.of(MockHarness.SAMSUNG), quote -> {
            hangs.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                interrupted.countDown();
            }
        });
        Await.until("a listener that hangs", () -> hangs.getCount() == 0);
        Quote before = gateway.quote(MockHarness.SAMSUNG);
        Await.until("the market to go on",
                () -> gateway.quote(MockHarness.SAMSUNG).time().isAfter(before.time()));
        subscription.close();
        gateway.disconnect();
        Await.until("the listener to be interrupted", () -> interrupted.getCount() == 0);
        Await.until("no thread of the gateway", () -> framework.threads("mock-story-").isEmpty());
    }

    @Test
    void bundleStoppedAndStartedComesBackWithItsBrokers() throws Exception {
        configure(Map.of()).connect(quiet());
        for (int i = 0; i < 2; i++) {
            framework.bundle().stop();
            framework.awaitNoGateway("story");
            Await.until("no thread of the gateway", () -> framework.threads("mock-story-").isEmpty());
            framework.bundle().start();
            BrokerGateway again = framework.gateway("story");
            again.connect(quiet());
            assertEquals(3, again.accounts().size());
        }
    }

    private BrokerGateway configure(Map<String, Object> settings) throws Exception {
        configuration = framework.configuration();
        configuration.update(properties(settings));
        return framework.gateway("story");
    }

    private static Dictionary<String, Object> properties(Map<String, Object> settings) {
        Dictionary<String, Object> all = new Hashtable<>(settings);
        all.put(BrokerGateway.BROKER_ID, "story");
        return all;
    }

    private static GatewayListener quiet() {
        return new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                throw new AssertionError("no loss expected", reason);
            }

            @Override
            public void onNotice(String text) {
                throw new AssertionError("no notice expected: " + text);
            }
        };
    }
}
