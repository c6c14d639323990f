package org.jts.install.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the trader chose: a version per plug-in, sites, certificates that are trusted. Immutable.
 *
 * @param plugins by id; what came with the workstation and was left as it is has no choice
 * @param sites   in the order in which they were added
 * @param trusted fingerprints of certificates, see {@link org.jts.api.install.Signer}
 */
record Choices(Map<String, Choice> plugins, List<URI> sites, Set<String> trusted) {

    /** How many earlier versions are kept to roll back to. */
    static final int EARLIER = 3;
    /** What stands among earlier versions for the one that came with the workstation. */
    static final String BUILT_IN = "built-in";

    /**
     * One plug-in.
     *
     * @param version that is to run; {@link #BUILT_IN} for the workstation's own; empty: none
     * @param earlier versions that ran before, the newest first
     * @param over    the version that came with the workstation when this was chosen; empty: none came with it
     */
    record Choice(Optional<String> version, List<String> earlier, Optional<String> over) {
        Choice {
            earlier = List.copyOf(earlier);
        }
    }

    static final Choices NONE = new Choices(Map.of(), List.of(), Set.of());

    Choices {
        plugins = Map.copyOf(plugins);
        sites = List.copyOf(sites);
        trusted = Set.copyOf(trusted);
    }

    Optional<Choice> of(String id) {
        return Optional.ofNullable(plugins.get(id));
    }

    /** A new version runs; the one that ran is the first that can be rolled back to. */
    Choices run(String id, Optional<String> version, Optional<String> before, Optional<String> over) {
        List<String> earlier = new ArrayList<>();
        before.ifPresent(earlier::add);
        of(id).ifPresent(choice -> earlier.addAll(choice.earlier()));
        List<String> kept = earlier.stream().distinct().filter(v -> !Optional.of(v).equals(version)).limit(EARLIER)
                .toList();
        return with(id, new Choice(version, kept, over));
    }

    /** The first earlier version runs; the one that ran is given up. */
    Choices rolledBack(String id, Optional<String> over) {
        List<String> earlier = of(id).orElseThrow().earlier();
        return with(id, new Choice(Optional.of(earlier.getFirst()), earlier.subList(1, earlier.size()),
                over));
    }

    /** Nothing is chosen any more: as the workstation came. */
    Choices without(String id) {
        Map<String, Choice> changed = new TreeMap<>(plugins);
        changed.remove(id);
        return new Choices(changed, sites, trusted);
    }

    Choices withSite(URI site) {
        Set<URI> all = new LinkedHashSet<>(sites);
        all.add(site);
        return new Choices(plugins, List.copyOf(all), trusted);
    }

    Choices withoutSite(URI site) {
        return new Choices(plugins, sites.stream().filter(s -> !s.equals(site)).toList(), trusted);
    }

    Choices trusting(String fingerprint) {
        Set<String> all = new LinkedHashSet<>(trusted);
        all.add(fingerprint);
        return new Choices(plugins, sites, all);
    }

    private Choices with(String id, Choice choice) {
        Map<String, Choice> changed = new TreeMap<>(plugins);
        changed.put(id, choice);
        return new Choices(changed, sites, trusted);
    }
}
