package org.jts.console.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jts.console.internal.MissingParts.Part;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.dto.BundleDTO;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;
import org.osgi.util.promise.Promise;

class MissingPartsTest {

    private static final String BUNDLE = "org.jts.sample";

    @Test
    void whatRunsAndWhatIsNotOursIsLeftOut() {
        ComponentDescriptionDTO foreign = component("other", "org.example");
        assertEquals(List.of(), new MissingParts(new Runtime(Map.of(component("fine", BUNDLE),
                List.of(configuration(ComponentConfigurationDTO.ACTIVE),
                configuration(ComponentConfigurationDTO.SATISFIED)),
                foreign, List.of(configuration(ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION))))).find());
    }

    @Test
    void missingServiceIsNamedWithItsFilter() {
        ComponentDescriptionDTO component = component("waiting", BUNDLE);
        component.references = new ReferenceDTO[] {reference("gateway", "org.jts.Gateway", "(broker.id=kis)"),
            reference("time", "org.jts.Time", null)};
        ComponentConfigurationDTO configuration = configuration(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied("gateway"),
                unsatisfied("time"),
            unsatisfied("odd")};
        assertEquals(List.of(new Part("waiting", BUNDLE,
                "the service org.jts.Gateway (broker.id=kis) and org.jts.Time and odd", true)),
                new MissingParts(new Runtime(Map.of(component, List.of(configuration)))).find());
    }

    @Test
    void aPartThatNeedsWhatThisProductHasNotIsNotSetUp() {
        ComponentDescriptionDTO view = component("view", BUNDLE);
        view.properties = Map.of("jts.needs", "a window");
        ComponentConfigurationDTO waiting = configuration(ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        waiting.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied("context")};
        assertEquals(List.of(new Part("view", BUNDLE, "a window", false)),
                new MissingParts(new Runtime(Map.of(view, List.of(waiting)))).find());
    }

    @Test
    void missingConfigurationFailureAndDisabledPartsAreToldApart() {
        ComponentDescriptionDTO unconfigured = component("b-unconfigured", BUNDLE);
        unconfigured.configurationPolicy = "require";
        ComponentConfigurationDTO failed = configuration(ComponentConfigurationDTO.FAILED_ACTIVATION);
        failed.failure = "java.io.IOException: no disk\n\tat somewhere";
        ComponentDescriptionDTO disabled = component("d-disabled", BUNDLE);
        disabled.defaultEnabled = false;
        List<Part> parts = new MissingParts(new Runtime(Map.of(
                component("c-failed", BUNDLE), List.of(failed,
                configuration(ComponentConfigurationDTO.FAILED_ACTIVATION)),
                unconfigured, List.of(), disabled, List.of(),
                component("a-partly", BUNDLE),
                List.of(configuration(ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION)))))
                .find();
        assertEquals(List.of(new Part("a-partly", BUNDLE, "a configuration org.jts.pid", false),
                new Part("b-unconfigured", BUNDLE, "a configuration org.jts.pid", false),
                new Part("c-failed", BUNDLE, "nothing: it failed to start: java.io.IOException: no disk", true),
                new Part("c-failed", BUNDLE, "nothing: it failed to start: no reason known", true),
                new Part("d-disabled", BUNDLE, "nothing: it is disabled", true)), parts);
    }

    private static ComponentDescriptionDTO component(String name, String bundle) {
        ComponentDescriptionDTO component = new ComponentDescriptionDTO();
        component.name = name;
        component.bundle = new BundleDTO();
        component.bundle.symbolicName = bundle;
        component.configurationPid = new String[] {"org.jts.pid"};
        component.configurationPolicy = "optional";
        component.defaultEnabled = true;
        component.references = new ReferenceDTO[0];
        return component;
    }

    private static ComponentConfigurationDTO configuration(int state) {
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.state = state;
        return configuration;
    }

    private static ReferenceDTO reference(String name, String type, String target) {
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = name;
        reference.interfaceName = type;
        reference.target = target;
        return reference;
    }

    private static UnsatisfiedReferenceDTO unsatisfied(String name) {
        UnsatisfiedReferenceDTO reference = new UnsatisfiedReferenceDTO();
        reference.name = name;
        return reference;
    }

    /** Knows what the test says; nothing else is asked of it. */
    private record Runtime(Map<ComponentDescriptionDTO, List<ComponentConfigurationDTO>> known)
            implements ServiceComponentRuntime {

        @Override
        public Collection<ComponentDescriptionDTO> getComponentDescriptionDTOs(Bundle... bundles) {
            return known.keySet();
        }

        @Override
        public ComponentDescriptionDTO getComponentDescriptionDTO(Bundle bundle, String name) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Collection<ComponentConfigurationDTO> getComponentConfigurationDTOs(
                ComponentDescriptionDTO description) {
            return known.get(description);
        }

        @Override
        public boolean isComponentEnabled(ComponentDescriptionDTO description) {
            return description.defaultEnabled;
        }

        @Override
        public Promise<Void> enableComponent(ComponentDescriptionDTO description) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Promise<Void> disableComponent(ComponentDescriptionDTO description) {
            throw new UnsupportedOperationException();
        }
    }
}
