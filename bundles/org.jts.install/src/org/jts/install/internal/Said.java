package org.jts.install.internal;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.install.Brings;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** What bundles say of the plug-in that they are part of. */
public final class Said {

    private Said() {
    }

    /** @return empty when none of them says that it is part of one */
    static Optional<Brings> by(Collection<Bundle> bundles) {
        return of(bundles.stream().map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(Brings.CAPABILITY).stream())
                .map(BundleCapability::getAttributes).toList());
    }

    /**
     * What capabilities say, wherever they were read.
     *
     * @param said the attributes of each capability {@value Brings#CAPABILITY}
     * @return empty when there is none
     */
    public static Optional<Brings> of(Collection<Map<String, Object>> said) {
        return said.isEmpty() ? Optional.empty()
                : Optional.of(new Brings(all(said, "brokers"), all(said, "views"), all(said, "commands")));
    }

    private static List<String> all(Collection<Map<String, Object>> said, String attribute) {
        Set<String> words = new TreeSet<>();
        for (Map<String, Object> attributes : said) {
            Object value = attributes.get(attribute);
            if (value instanceof Collection<?> many) {
                many.forEach(word -> words.add(String.valueOf(word)));
            } else if (value != null) {
                words.add(value.toString());
            }
        }
        return List.copyOf(words);
    }
}
