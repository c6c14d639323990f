package org.jts.connection.internal.setup;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.jts.api.connection.BrokerType;
import org.jts.api.gateway.BrokerGateway;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;
import org.osgi.service.metatype.ObjectClassDefinition;

/**
 * The kinds of broker that are installed: the factory PIDs of components that provide {@link BrokerGateway} and that
 * have a metatype. Looked up each time, for gateways come and go.
 */
final class GatewayTypes {

    private final BundleContext context;
    private final MetaTypeService metatypes;
    private final ServiceComponentRuntime components;

    GatewayTypes(BundleContext context, MetaTypeService metatypes, ServiceComponentRuntime components) {
        this.context = context;
        this.metatypes = metatypes;
        this.components = components;
    }

    List<BrokerType> describe(Locale locale) {
        List<BrokerType> described = new ArrayList<>();
        for (GatewayType type : find()) {
            try {
                described.add(form(type, locale).type());
            } catch (RuntimeException e) {
                // One bundle with a broken metatype, or just being removed, must not hide all others.
                System.getLogger("org.jts.connection").log(System.Logger.Level.WARNING,
                        "The metatype of " + type.pid() + " cannot be used", e);
            }
        }
        described.sort(Comparator.comparing(BrokerType::name).thenComparing(BrokerType::pid));
        return described;
    }

    Optional<GatewayType> ofPid(String pid) {
        return find().stream().filter(type -> type.pid().equals(pid)).findFirst();
    }

    SettingsForm form(GatewayType type, Locale locale) {
        return form(type.bundle(), type.pid(), locale);
    }

    /** @return the form of a kind whose bundle is installed, whether it has been started yet or not */
    Optional<SettingsForm> installed(String pid) {
        for (Bundle bundle : context.getBundles()) {
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            if (information != null && information.getFactoryPids() != null
                    && Arrays.asList(information.getFactoryPids()).contains(pid)) {
                return Optional.of(form(bundle, pid, Locale.ROOT));
            }
        }
        return Optional.empty();
    }

    private SettingsForm form(Bundle bundle, String pid, Locale locale) {
        ObjectClassDefinition definition = metatypes.getMetaTypeInformation(bundle)
                .getObjectClassDefinition(pid, locale.toString());
        return SettingsForm.of(pid, definition, AttributeRanges.of(bundle, definition.getID()));
    }

    private List<GatewayType> find() {
        List<GatewayType> found = new ArrayList<>();
        for (ComponentDescriptionDTO component : components.getComponentDescriptionDTOs()) {
            Bundle bundle = context.getBundle(component.bundle.id);
            if (bundle != null && Arrays.asList(component.serviceInterfaces).contains(BrokerGateway.class.getName())) {
                addTypes(component, bundle, found);
            }
        }
        return found;
    }

    private void addTypes(ComponentDescriptionDTO component, Bundle bundle, List<GatewayType> found) {
        MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
        if (information == null || information.getFactoryPids() == null) {
            return;
        }
        List<String> pids = Arrays.asList(component.configurationPid);
        for (String pid : information.getFactoryPids()) {
            if (pids.contains(pid)) {
                found.add(new GatewayType(pid, bundle, component));
            }
        }
    }
}
