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
import org.jts.api.install.Plugin.Origin;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;

/**
 * One plug-in as a row: what is there of it, and the newest that a site offers.
 *
 * @param id      id of its feature
 * @param here    empty when it is not installed
 * @param removed what was removed and can be taken back; empty when it is installed, or never was
 * @param offer   empty when no site that was read offers it
 * @param signer  who vouches for the offer; empty when nobody has looked yet
 */
record PluginRow(String id, Optional<Plugin> here, Optional<Plugin> removed, Optional<PluginOffer> offer,
        Optional<Signer> signer) {

    /**
     * @param offers  the newest of a plug-in before the others
     * @param signers of offers that were looked at
     */
    static List<PluginRow> of(PluginInstaller installer, Collection<PluginOffer> offers,
            Map<PluginOffer, Signer> signers) {
        Map<String, PluginRow> rows = new TreeMap<>();
        installer.plugins().forEach(plugin -> rows.put(plugin.id(), new PluginRow(plugin.id(), Optional.of(plugin),
                Optional.empty(), Optional.empty(), Optional.empty())));
        installer.removed().forEach(plugin -> rows.putIfAbsent(plugin.id(), new PluginRow(plugin.id(),
                Optional.empty(), Optional.of(plugin), Optional.empty(), Optional.empty())));
        for (PluginOffer offer : offers) {
            PluginRow offered = new PluginRow(offer.id(), Optional.empty(), Optional.empty(), Optional.of(offer),
                    Optional.ofNullable(signers.get(offer)));
            rows.merge(offer.id(), offered, (row, found) -> row.offer().isPresent() ? row
                    : new PluginRow(row.id(), row.here(), row.removed(), found.offer(), found.signer()));
        }
        List<PluginRow> sorted = new ArrayList<>(rows.values());
        sorted.sort(Comparator.comparing(row -> row.name().toLowerCase(Locale.ROOT)));
        return sorted;
    }

    private Optional<Plugin> known() {
        return here.or(() -> removed);
    }

    String name() {
        return known().map(Plugin::name).or(() -> offer.map(PluginOffer::name)).orElse(id);
    }

    String provider() {
        return known().map(Plugin::provider).or(() -> offer.map(PluginOffer::provider)).orElse("");
    }

    String description() {
        return offer.map(PluginOffer::description).or(() -> known().map(Plugin::description)).orElse("");
    }

    Brings brings() {
        return known().map(Plugin::brings).or(() -> offer.map(PluginOffer::brings)).orElseThrow();
    }

    /** The version that is installed, as briefly as tells it from the one that is offered; empty when none is. */
    String hereVersion() {
        return here.map(Plugin::version).map(version -> PluginWords.brief(version, offered())).orElse("");
    }

    /** The same of the version that is offered. */
    String offeredVersion() {
        return offer.map(PluginOffer::version).map(version -> PluginWords.brief(version,
                here.map(Plugin::version).orElse(""))).orElse("");
    }

    private String offered() {
        return offer.map(PluginOffer::version).orElse("");
    }

    Optional<URI> site() {
        return offer.map(PluginOffer::site);
    }

    /** Whether the site has another version than the one that runs, or none runs. */
    boolean canInstall() {
        return offer.isPresent() && here.map(Plugin::origin).filter(Origin.WATCHED::equals).isEmpty()
                && !here.map(Plugin::version).equals(offer.map(PluginOffer::version));
    }

    boolean canRollBack() {
        return known().filter(plugin -> !plugin.earlier().isEmpty()).isPresent();
    }

    boolean canRemove() {
        return here.filter(plugin -> plugin.origin() != Origin.WATCHED).isPresent();
    }
}
