package org.jts.connection.internal;

import static org.jts.connection.internal.Words.T;

import java.util.Objects;
import java.util.Optional;

import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Why a component does not run, in words for people. */
public final class ComponentFailures {

    private ComponentFailures() {
    }

    /** @return why the component behind {@code reference} gives no service; empty when nothing speaks against it */
    public static Optional<String> of(ServiceComponentRuntime components, ServiceReference<?> reference) {
        Object id = reference.getProperty("component.id");
        return components.getComponentDescriptionDTOs(reference.getBundle()).stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream())
                .filter(configuration -> id instanceof Long number && configuration.id == number)
                .findFirst().flatMap(ComponentFailures::of);
    }

    /** @return why the component that is configured by {@code pid} does not run; empty when it does, or is not there */
    public static Optional<String> of(ServiceComponentRuntime components, ComponentDescriptionDTO description,
            String pid) {
        return components.getComponentConfigurationDTOs(description).stream()
                .filter(configuration -> Objects.equals(pid, configuration.properties.get("service.pid")))
                .findFirst().flatMap(ComponentFailures::of);
    }

    /** As {@link #of}, but only what waiting does not mend: the component was activated, and that failed. */
    public static Optional<String> failed(ServiceComponentRuntime components, ComponentDescriptionDTO description,
            String pid) {
        return components.getComponentConfigurationDTOs(description).stream()
                .filter(configuration -> Objects.equals(pid, configuration.properties.get("service.pid")))
                .filter(configuration -> configuration.state == ComponentConfigurationDTO.FAILED_ACTIVATION)
                .findFirst().flatMap(ComponentFailures::of);
    }

    private static Optional<String> of(ComponentConfigurationDTO configuration) {
        return switch (configuration.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Optional.of(firstCause(configuration.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION ->
                    Optional.of(T.get("component.noConfiguration"));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> {
                StringBuilder missing = new StringBuilder(T.get("component.waits"));
                for (UnsatisfiedReferenceDTO unsatisfied : configuration.unsatisfiedReferences) {
                    missing.append(' ').append(unsatisfied.name);
                    if (unsatisfied.target != null) {
                        missing.append(' ').append(unsatisfied.target);
                    }
                }
                yield Optional.of(missing.toString());
            }
            default -> Optional.empty();
        };
    }

    /** The innermost "Caused by" of a stack trace says what it was; its frames say nothing to a trader. */
    private static String firstCause(String stackTrace) {
        if (stackTrace == null || stackTrace.isBlank()) {
            return T.get("component.unknown");
        }
        String cause = "Caused by: ";
        int last = stackTrace.lastIndexOf(cause);
        return stackTrace.substring(last < 0 ? 0 : last + cause.length()).lines().findFirst()
                .orElseGet(() -> T.get("component.unknown"));
    }
}
