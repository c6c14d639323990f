package org.jts.ui.plugins.internal;

import static org.jts.ui.plugins.internal.PluginsView.T;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.BrokerId;
import org.jts.api.install.Brings;
import org.jts.api.install.Plugin;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.api.order.OrderNames;
import org.jts.api.trading.DeskOrder;

/** Plug-ins and changes of them in the trader's words. */
final class PluginWords {

    private PluginWords() {
    }

    static String brings(Brings brings) {
        List<String> words = new ArrayList<>();
        if (!brings.brokers().isEmpty()) {
            words.add(T.format("brings.brokers", String.join(", ", brings.brokers())));
        }
        if (!brings.views().isEmpty()) {
            words.add(T.format("brings.views", brings.views().size()));
        }
        if (!brings.commands().isEmpty()) {
            words.add(T.format("brings.commands", String.join(", ", brings.commands())));
        }
        return String.join(", ", words);
    }

    static String origin(PluginRow row) {
        return row.here().map(plugin -> switch (plugin.origin()) {
            case BUILT_IN -> T.get("origin.builtIn");
            case INSTALLED -> T.get("origin.installed");
            case WATCHED -> T.get("origin.watched");
        }).orElse(row.removed().isPresent() ? T.get("origin.removed") : T.get("origin.offered"));
    }

    static String describe(PluginRow row) {
        List<String> parts = new ArrayList<>();
        parts.add(row.name() + "\n" + row.provider());
        parts.add(row.description());
        parts.add(versions(row));
        row.here().or(row::removed).ifPresent(plugin -> parts.add(here(plugin)));
        row.signer().ifPresent(signer -> parts.add(trust(signer)));
        row.site().ifPresent(site -> parts.add(T.format("detail.site", site)));
        return parts.stream().filter(part -> !part.isBlank()).collect(Collectors.joining("\n\n"));
    }

    /** In full, which has no room in the table. */
    private static String versions(PluginRow row) {
        List<String> lines = new ArrayList<>();
        row.here().ifPresent(plugin -> lines.add(T.format("detail.here", plugin.version())));
        row.offer().ifPresent(offer -> lines.add(T.format("detail.offered", offer.version())));
        String brings = brings(row.brings());
        if (!brings.isEmpty()) {
            lines.add(T.format("detail.brings", brings));
        }
        return String.join("\n", lines);
    }

    private static String here(Plugin plugin) {
        List<String> lines = new ArrayList<>();
        if (!plugin.brokers().isEmpty()) {
            lines.add(T.format("detail.brokers", ids(plugin.brokers())));
        }
        if (!plugin.earlier().isEmpty()) {
            lines.add(T.format("detail.earlier", plugin.earlier().stream().map(PluginWords::version)
                    .collect(Collectors.joining(", "))));
        }
        return String.join("\n", lines);
    }

    /** A version without what the build put behind its numbers, unless another one differs in just that. */
    static String brief(String version, String other) {
        String numbers = numbers(version);
        return numbers.equals(numbers(other)) && !version.equals(other) ? version : numbers;
    }

    private static String numbers(String version) {
        return String.join(".", Stream.of(version.split("\\.")).limit(3).toList());
    }

    /** The workstation's own version has no number of its own among earlier ones. */
    static String version(String version) {
        return version.equals("built-in") ? T.get("version.builtIn") : version;
    }

    /** What a change does, before it is made. */
    static String describe(Preflight preflight) {
        List<String> lines = new ArrayList<>();
        if (!preflight.brokers().isEmpty()) {
            lines.add(T.format("change.brokers", ids(preflight.brokers())));
        }
        lines.add(T.get("change.others"));
        if (!preflight.adds().isEmpty()) {
            lines.add(T.format("change.adds", String.join(", ", preflight.adds())));
        }
        if (!preflight.removes().isEmpty()) {
            lines.add(T.format("change.removes", String.join(", ", preflight.removes())));
        }
        return String.join("\n", lines);
    }

    /**
     * What was done, and for a broker that is new what comes next.
     *
     * @param brings what the plug-in can do; empty when it is not known any more
     */
    static String done(String name, Preflight done, Optional<Brings> brings) {
        String from = brief(done.from().orElse(""), done.to().orElse(""));
        String to = brief(done.to().orElse(""), done.from().orElse(""));
        if (done.to().isEmpty()) {
            return T.format("done.removed", name, from);
        }
        if (done.from().isPresent()) {
            return T.format("done.replaced", name, from, to);
        }
        boolean isBroker = brings.filter(what -> !what.brokers().isEmpty()).isPresent();
        return isBroker ? T.format("done.installed.broker", name, to) : T.format("done.installed", name, to);
    }

    static String working(List<DeskOrder> orders) {
        return orders.stream().map(order -> "%s  %s %s %s".formatted(order.broker().value(),
                order.order().symbol().code(), OrderNames.side(order.order().side()),
                order.order().quantity().toPlainString())).collect(Collectors.joining("\n"));
    }

    /** Who vouches for an offer, in a word or two. */
    static String signer(Signer signer) {
        return switch (signer.trust()) {
            case TRUSTED -> T.format("signer.trusted", commonName(signer.name()));
            case UNKNOWN -> T.format("signer.unknown", commonName(signer.name()));
            case UNSIGNED -> T.get("signer.none");
        };
    }

    /** The name in the subject of a certificate; all of it where it has none. */
    private static String commonName(String subject) {
        for (String part : subject.split(",")) {
            if (part.strip().regionMatches(true, 0, "CN=", 0, 3)) {
                return part.strip().substring(3);
            }
        }
        return subject;
    }

    static String trust(Signer signer) {
        return switch (signer.trust()) {
            case TRUSTED -> T.format("trust.trusted", signer.name());
            case UNKNOWN -> T.format("trust.unknown", signer.name(), signer.fingerprint());
            case UNSIGNED -> T.get("trust.unsigned");
        };
    }

    private static String ids(List<BrokerId> ids) {
        return ids.stream().map(BrokerId::value).collect(Collectors.joining(", "));
    }
}
