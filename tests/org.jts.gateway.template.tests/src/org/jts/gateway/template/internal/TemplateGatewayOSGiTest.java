package org.jts.gateway.template.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.math.BigDecimal;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.market.SymbolId;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderEvent;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.Side;
import org.jts.api.secret.SecretStore;
import org.jts.gateway.template.simulator.Simulator;
import org.jts.testkit.Await;
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

/** The gateway as a component of a running framework. */
class TemplateGatewayOSGiTest {

    private static final Set<String> NEIGHBOURS = Set.of("org.jts.ratelimit", "org.jts.telemetry", "org.jts.time");
    private static final String STORY = "(" + BrokerGateway.BROKER_ID + "=story)";

    private final Bundle bundle = FrameworkUtil.getBundle(TemplateGateway.class);
    private final BundleContext context = bundle.getBundleContext().getBundle(0).getBundleContext();

    @Test
    void settingsMakeABrokerThatTradesAndDeletingThemTakesItAway() throws Exception {
        start();
        Simulator broker = TemplateHarness.simulator();
        var secrets = context.registerService(SecretStore.class, new KnownSecrets(Map.of()), null);
        Configuration settings =
                service(ConfigurationAdmin.class).createFactoryConfiguration(TemplateGateway.PID, "?");
        Dictionary<String, Object> values = new Hashtable<>();
        values.put(BrokerGateway.BROKER_ID, "story");
        values.put("address", broker.address().toString());
        settings.update(values);
        Await.until("a gateway", () -> !context.getServiceReferences(BrokerGateway.class, STORY).isEmpty());
        var found = context.getServiceReferences(BrokerGateway.class, STORY).iterator().next();
        assertEquals("template", found.getProperty(BrokerGateway.BROKER_TYPE));
        BrokerGateway gateway = context.getService(found);
        assertEquals("story", gateway.id().value());
        trade(gateway);
        settings.delete();
        Await.until("no gateway", () -> context.getServiceReferences(BrokerGateway.class, STORY).isEmpty());
        broker.close();
        secrets.unregister();
    }

    @Test
    void everySettingHasATextInBothLanguages() throws Exception {
        MetaTypeService metatype = service(MetaTypeService.class);
        for (String language : List.of("en", "ko")) {
            ObjectClassDefinition form = metatype.getMetaTypeInformation(bundle)
                    .getObjectClassDefinition(TemplateGateway.PID, language);
            AttributeDefinition[] settings = form.getAttributeDefinitions(ObjectClassDefinition.ALL);
            assertEquals(TemplateConfig.class.getDeclaredMethods().length, settings.length, "settings in the form");
            assertFalse(form.getName().startsWith("%"), form.getName());
            for (AttributeDefinition setting : settings) {
                assertFalse(setting.getName().startsWith("%"), setting.getName());
                assertFalse(setting.getDescription().startsWith("%"), setting.getDescription());
                boolean korean = setting.getName().codePoints().anyMatch(c -> c >= 0xAC00 && c <= 0xD7A3);
                assertEquals(language.equals("ko"), korean, () -> language + ": " + setting.getName());
            }
        }
    }

    /** With the real limiter, over the wire: an order, its trade as an event, and the shares. */
    private static void trade(BrokerGateway gateway) throws Exception {
        gateway.connect(new Nobody());
        AccountId account = new AccountId("TEMPLATE-1");
        List<OrderEvent> events = new CopyOnWriteArrayList<>();
        gateway.subscribeOrders(account, events::add);
        assertInstanceOf(OrderOutcome.Accepted.class, gateway.place(OrderRequest.market(new ClientOrderId("first"),
                account, SymbolId.parse("DEMO:ONE"), Side.BUY, BigDecimal.TEN)));
        Await.until("a trade", () -> events.stream().anyMatch(OrderEvent.Filled.class::isInstance));
        assertEquals(BigDecimal.TEN, gateway.positions(account).getFirst().quantity());
        gateway.disconnect();
    }

    private static final class Nobody implements GatewayListener {
        @Override
        public void onConnectionLost(BrokerException reason) {
            throw new AssertionError("expected the line to hold", reason);
        }

        @Override
        public void onNotice(String text) {
            throw new AssertionError("expected no notice, found " + text);
        }
    }

    private void start() throws Exception {
        for (Bundle other : context.getBundles()) {
            if (NEIGHBOURS.contains(String.valueOf(other.getSymbolicName()))) {
                other.start();
            }
        }
        bundle.start();
    }

    private <T> T service(Class<T> type) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, type, null);
        tracker.open();
        try {
            T service = tracker.waitForService(10_000);
            assertNotNull(service, "expected a service " + type.getName() + ", found none");
            return service;
        } finally {
            tracker.close();
        }
    }
}
