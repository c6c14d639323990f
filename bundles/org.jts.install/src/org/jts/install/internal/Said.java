package org.jts.install.internal;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jts.api.install.Brings;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;

/** What bundles say of the plug-in that they are part of. */
final class Said {

    private Said() {
    }

    /** @return empty when none of them says that it is part of one */
    static Optional<Brings> by(Collection<Bundle> bundles) {
        List<BundleCapability> said = bundles.stream().map(bundle -> bundle.adapt(BundleRevision.class))
                .filter(revision -> revision != null)
                .flatMap(revision -> revision.getDeclaredCapabilities(Brings.CAPABILITY).stream()).toList();
        return said.isEmpty() ? Optional.empty()
                : Optional.of(new Brings(all(said, "brokers"), all(said, "views"), all(said, "commands")));
    }

    private static List<String> all(List<BundleCapability> said, String attribute) {
        Set<String> words = new TreeSet<>();
        for (BundleCapability capability : said) {
            Object value = capability.getAttributes().get(attribute);
            if (value instanceof Collection<?> many) {
                many.forEach(word -> words.add(String.valueOf(word)));
            } else if (value != null) {
                words.add(value.toString());
            }
        }
        return List.copyOf(words);
    }
}
