package org.jts.console.internal;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Reads from the component runtime which of our components do not run, and what they wait for. */
final class MissingParts {

    /**
     * A component that does not run.
     *
     * @param chosen whether it should: a part that only runs when it is configured, and is not, was not asked for
     */
    record Part(String component, String bundle, String waitsFor, boolean chosen) {
    }

    private static final String OURS = "org.jts.";
    private static final String NEEDS = "jts.needs";

    private final ServiceComponentRuntime runtime;

    MissingParts(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    List<Part> find() {
        List<Part> parts = new ArrayList<>();
        for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs()) {
            if (component.bundle.symbolicName.startsWith(OURS)) {
                add(parts, component);
            }
        }
        parts.sort((a, b) -> a.component().compareTo(b.component()));
        return parts;
    }

    private void add(List<Part> parts, ComponentDescriptionDTO component) {
        Collection<ComponentConfigurationDTO> configurations = runtime.getComponentConfigurationDTOs(component);
        if (!runtime.isComponentEnabled(component)) {
            parts.add(part(component, "nothing: it is disabled"));
        } else if (configurations.isEmpty() && "require".equals(component.configurationPolicy)) {
            parts.add(unchosen(component));
        }
        for (ComponentConfigurationDTO configuration : configurations) {
            switch (configuration.state) {
                case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> parts.add(needs(component).map(
                        needs -> new Part(component.name, component.bundle.symbolicName, needs, false)).orElseGet(
                                () -> part(component, waitsFor(component, configuration))));
                case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> parts.add(unchosen(component));
                case ComponentConfigurationDTO.FAILED_ACTIVATION -> parts.add(part(component,
                        "nothing: it failed to start: " + firstLine(configuration.failure)));
                default -> { }
            }
        }
    }

    /** What a part says of itself that it cannot run without, and that not every product has: a window. */
    private static Optional<String> needs(ComponentDescriptionDTO component) {
        return Optional.ofNullable(component.properties).map(p -> p.get(NEEDS)).map(Object::toString);
    }

    private static Part part(ComponentDescriptionDTO component, String waitsFor) {
        return new Part(component.name, component.bundle.symbolicName, waitsFor, true);
    }

    private static Part unchosen(ComponentDescriptionDTO component) {
        return new Part(component.name, component.bundle.symbolicName,
                "a configuration " + String.join(", ", component.configurationPid), false);
    }

    private static String waitsFor(ComponentDescriptionDTO component, ComponentConfigurationDTO configuration) {
        List<String> services = new ArrayList<>();
        for (UnsatisfiedReferenceDTO reference : configuration.unsatisfiedReferences) {
            services.add(Stream.of(component.references).filter(r -> r.name.equals(reference.name)).findFirst()
                    .map(MissingParts::described).orElse(reference.name));
        }
        return "the service " + String.join(" and ", services);
    }

    private static String described(ReferenceDTO reference) {
        return reference.target == null ? reference.interfaceName : reference.interfaceName + " " + reference.target;
    }

    private static String firstLine(String failure) {
        return failure == null ? "no reason known" : failure.lines().findFirst().orElse("");
    }
}
