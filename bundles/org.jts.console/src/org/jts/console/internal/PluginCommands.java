package org.jts.console.internal;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import org.jts.api.BrokerId;
import org.jts.api.install.Brings;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.Plugin;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Signer;
import org.jts.console.internal.PluginPlace.Facts;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** {@code plugin:…} */
@Component(service = PluginCommands.class, immediate = true)
public final class PluginCommands {

    private static final Pattern ADDRESS = Pattern.compile("[a-z]+:.*");
    private static final Set<String> VERBS = Set.of("add", "remove");

    private final CommandSet commands;
    private final PluginInstaller installer;

    @Activate
    public PluginCommands(BundleContext context, @Reference PluginInstaller installer) {
        this.installer = installer;
        commands = new CommandSet(context, "plugin").add("list", this::list).add("offers", this::offers)
                .add("check", this::check).add("install", this::install).add("rollback", this::rollBack)
                .add("remove", this::remove).add("sites", this::sites);
    }

    @Deactivate
    void close() {
        commands.close();
    }

    /** What a command does somewhere. */
    @FunctionalInterface
    private interface Body {
        void run(PluginPlace place) throws CommandException, InstallException, InterruptedException;
    }

    /** At the server that the options name, or here. */
    private void at(Call call, Body body) throws CommandException, InstallException, InterruptedException {
        try (PluginPlace place = RemoteServer.plugins(call.args(), System.getenv())
                .orElseGet(() -> PluginPlace.here(installer))) {
            body.run(place);
        }
    }

    private void list(Call call) throws CommandException, InstallException, InterruptedException {
        call.args().end();
        at(call, place -> {
            Report report = new Report("No plug-in is there.", "id", "version", "name", "provider", "origin", "brings",
                    "earlier", "brokers", "state");
            place.plugins().forEach(plugin -> row(report, plugin, "runs"));
            place.removed().forEach(plugin -> row(report, plugin, "removed"));
            call.print(report);
        });
    }

    private static void row(Report report, Plugin plugin, String state) {
        report.row(plugin.id(), plugin.version(), plugin.name(), plugin.provider(), plugin.origin(),
                brings(plugin.brings()), shown(plugin.earlier()),
                shown(plugin.brokers().stream().map(BrokerId::value).toList()), state);
    }

    private void offers(Call call) throws CommandException, InstallException, InterruptedException {
        Args args = call.args();
        at(call, place -> {
            Optional<String> site = args.nextIfAny();
            List<URI> asked = site.isPresent() ? List.of(site(place, site.get())) : place.sites();
            args.end();
            Report report = new Report("No plug-in is offered there.", "id", "version", "name", "provider", "brings",
                    "here", "site", "description");
            List<Plugin> plugins = place.plugins();
            for (URI address : asked) {
                for (PluginOffer offer : place.offers(address)) {
                    report.row(offer.id(), offer.version(), offer.name(), offer.provider(), brings(offer.brings()),
                            here(plugins, offer), offer.site(), offer.description());
                }
            }
            call.print(report);
        });
    }

    private static Optional<String> here(List<Plugin> plugins, PluginOffer offer) {
        return plugins.stream().filter(plugin -> plugin.id().equals(offer.id())).map(Plugin::version).findFirst();
    }

    private void check(Call call) throws CommandException, InstallException, InterruptedException {
        at(call, place -> {
            Facts facts = place.check(new PluginChange.Install(offer(call, place)), monitor(call));
            print(call, facts);
            if (!facts.problems().isEmpty()) {
                throw new CommandException(String.join(System.lineSeparator(), facts.problems()));
            }
        });
    }

    private void install(Call call) throws CommandException, InstallException, InterruptedException {
        boolean isTrusted = call.args().has("trust");
        Working working = working(call.args());
        at(call, place -> {
            PluginChange change = new PluginChange.Install(offer(call, place));
            Optional<Signer> trusted = isTrusted ? place.check(change, monitor(call)).signer() : Optional.empty();
            print(call, place.apply(change, new Consent(trusted, working), monitor(call)));
        });
    }

    private void rollBack(Call call) throws CommandException, InstallException, InterruptedException {
        Consent consent = new Consent(Optional.empty(), working(call.args()));
        String id = call.args().next("the id of a plug-in");
        call.args().end();
        at(call, place -> print(call, place.apply(new PluginChange.RollBack(id), consent, monitor(call))));
    }

    private void remove(Call call) throws CommandException, InstallException, InterruptedException {
        Consent consent = new Consent(Optional.empty(), working(call.args()));
        String id = call.args().next("the id of a plug-in");
        call.args().end();
        at(call, place -> print(call, place.apply(new PluginChange.Remove(id), consent, monitor(call))));
    }

    private void sites(Call call) throws CommandException, InstallException, InterruptedException {
        Args args = call.args();
        at(call, place -> {
            Optional<String> what = args.nextIfAny();
            if (what.isPresent()) {
                if (!VERBS.contains(what.get())) {
                    throw args.wrong("expected add or remove, found \"%s\"".formatted(what.get()));
                }
                String text = args.next("the address of a site");
                URI site = ADDRESS.matcher(text).matches() ? URI.create(text) : Path.of(text).toAbsolutePath().toUri();
                if (what.get().equals("add")) {
                    place.addSite(site);
                } else {
                    place.removeSite(site);
                }
            }
            args.end();
            Report report = new Report("No site is known. Add one with plugin:sites add ADDRESS.", "site");
            place.sites().forEach(report::row);
            call.print(report);
        });
    }

    /** The offer that the words of a command name: site, id, and a version where it need not be the newest. */
    private static PluginOffer offer(Call call, PluginPlace place)
            throws CommandException, InstallException, InterruptedException {
        Args args = call.args();
        String where = args.next("the address of a site or an archive");
        String id = args.next("the id of a plug-in");
        Optional<String> version = args.nextIfAny();
        args.end();
        URI site = site(place, where);
        Predicate<PluginOffer> meant = offer -> offer.id().equals(id)
                && version.map(offer.version()::equals).orElse(true);
        return place.offers(site).stream().filter(meant).findFirst()
                .orElseThrow(() -> new CommandException("expected one of the plug-ins that plugin:offers %s lists, "
                        .formatted(site) + "found \"" + id + version.map(v -> " " + v).orElse("") + "\""));
    }

    private static Working working(Args args) {
        return args.has("cancel-working") ? Working.CANCEL : Working.LEAVE;
    }

    private static URI site(PluginPlace place, String text) throws CommandException, InterruptedException {
        return ADDRESS.matcher(text).matches() ? URI.create(text) : place.site(Path.of(text).toAbsolutePath());
    }

    private static InstallMonitor monitor(Call call) {
        String[] last = {""};
        return (step, share) -> {
            if (!step.equals(last[0])) {
                last[0] = step;
                call.say(step + " …");
            }
            return !Thread.currentThread().isInterrupted();
        };
    }

    private static void print(Call call, Facts facts) {
        Report report = new Report("", "id", "from", "to", "signer", "adds", "removes", "brokers", "working");
        report.row(facts.id(), facts.from(), facts.to(), facts.signer().map(PluginCommands::signer),
                shown(facts.adds()), shown(facts.removes()), shown(facts.brokers()), shown(facts.working()));
        call.printFacts(report);
    }

    private static String signer(Signer signer) {
        String trust = signer.trust().name().toLowerCase(Locale.ROOT);
        return signer.trust() == Signer.Trust.UNSIGNED ? trust
                : "%s: %s, SHA-256 %s".formatted(trust, signer.name(), signer.fingerprint());
    }

    private static Report.Shown brings(Brings brings) {
        List<String> all = new ArrayList<>();
        brings.brokers().forEach(broker -> all.add("broker " + broker));
        brings.views().forEach(view -> all.add("view " + view));
        brings.commands().forEach(command -> all.add("commands " + command));
        return shown(all);
    }

    private static Report.Shown shown(List<String> words) {
        return new Report.Shown(words, String.join(", ", words));
    }
}
