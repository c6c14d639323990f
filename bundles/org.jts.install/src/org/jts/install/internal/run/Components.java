package org.jts.install.internal.run;

import static org.jts.install.internal.Words.T;

import java.util.Collection;

import org.jts.api.install.InstallException;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Looks whether the declarative services of bundles came up. */
public final class Components {

    private final ServiceComponentRuntime runtime;

    public Components(ServiceComponentRuntime runtime) {
        this.runtime = runtime;
    }

    /** @throws InstallException when a bundle does not run, or one of its components could not be made */
    public void check(Collection<Bundle> started) throws InstallException {
        for (Bundle bundle : started) {
            if (Bundles.isFragment(bundle)) {
                continue;
            }
            if (bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING) {
                throw new InstallException(T.format("bundle.notStarted", bundle.getSymbolicName(),
                        T.get("bundle.stopped")));
            }
            for (ComponentDescriptionDTO component : runtime.getComponentDescriptionDTOs(bundle)) {
                for (ComponentConfigurationDTO made : runtime.getComponentConfigurationDTOs(component)) {
                    if (made.state == ComponentConfigurationDTO.FAILED_ACTIVATION) {
                        throw new InstallException(T.format("component.failed", bundle.getSymbolicName(),
                                component.name, firstLine(made.failure)));
                    }
                }
            }
        }
    }

    private static String firstLine(String failure) {
        return failure == null ? "" : failure.lines().findFirst().orElse("");
    }
}
