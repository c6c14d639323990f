package org.jts.ui.plugins.internal;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

import org.jts.api.install.Brings;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginOffer;

/**
 * One plug-in as a row: what is there of it, and the newest that a site offers.
 *
 * @param id    id of its feature
 * @param here  empty when it is not installed
 * @param offer empty when no site that was read offers it
 */
record PluginRow(String id, Optional<Plugin> here, Optional<PluginOffer> offer) {

    /** @param offers the newest of a plug-in before the others */
    static List<PluginRow> of(Collection<Plugin> here, Collection<PluginOffer> offers) {
        Map<String, PluginRow> rows = new TreeMap<>();
        here.forEach(plugin -> rows.put(plugin.id(), new PluginRow(plugin.id(), Optional.of(plugin),
                Optional.empty())));
        for (PluginOffer offer : offers) {
            rows.merge(offer.id(), new PluginRow(offer.id(), Optional.empty(), Optional.of(offer)),
                    (row, found) -> row.offer().isPresent() ? row : new PluginRow(row.id(), row.here(), found.offer()));
        }
        List<PluginRow> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT)));
        return sorted;
    }

    String name() {
        return here.map(Plugin::name).or(() -> offer.map(PluginOffer::name)).orElse(id);
    }

    String provider() {
        return here.map(Plugin::provider).or(() -> offer.map(PluginOffer::provider)).orElse("");
    }

    String description() {
        return offer.map(PluginOffer::description).or(() -> here.map(Plugin::description)).orElse("");
    }

    Brings brings() {
        return here.map(Plugin::brings).or(() -> offer.map(PluginOffer::brings)).orElseThrow();
    }

    Optional<URI> site() {
        return offer.map(PluginOffer::site);
    }

    /** Whether the site has another version than the one that runs, or none runs. */
    boolean canInstall() {
        return offer.isPresent() && !here.map(Plugin::version).equals(offer.map(PluginOffer::version));
    }

    boolean canRollBack() {
        return here.filter(plugin -> !plugin.earlier().isEmpty()).isPresent();
    }

    boolean canRemove() {
        return here.isPresent();
    }
}
