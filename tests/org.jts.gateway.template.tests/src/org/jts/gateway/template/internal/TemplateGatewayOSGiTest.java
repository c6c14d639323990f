package org.jts.gateway.template.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;

import org.jts.api.gateway.BrokerGateway;
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

    private static final String STORY = "(" + BrokerGateway.BROKER_ID + "=story)";

    private final Bundle bundle = FrameworkUtil.getBundle(TemplateGateway.class);
    private final BundleContext context = bundle.getBundleContext().getBundle(0).getBundleContext();

    @Test
    void settingsMakeABrokerAndDeletingThemTakesItAway() throws Exception {
        start();
        Configuration settings =
                service(ConfigurationAdmin.class).createFactoryConfiguration(TemplateGateway.PID, "?");
        Dictionary<String, Object> values = new Hashtable<>();
        values.put(BrokerGateway.BROKER_ID, "story");
        settings.update(values);
        Await.until("a gateway", () -> !context.getServiceReferences(BrokerGateway.class, STORY).isEmpty());
        var found = context.getServiceReferences(BrokerGateway.class, STORY).iterator().next();
        assertEquals("template", found.getProperty(BrokerGateway.BROKER_TYPE));
        assertEquals("story", context.getService(found).id().value());
        settings.delete();
        Await.until("no gateway", () -> context.getServiceReferences(BrokerGateway.class, STORY).isEmpty());
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

    private void start() throws Exception {
        for (Bundle other : context.getBundles()) {
            if ("org.jts.time".equals(other.getSymbolicName())) {
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
