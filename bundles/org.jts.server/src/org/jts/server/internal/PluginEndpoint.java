package org.jts.server.internal;

import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import org.jts.api.Subscription;
import org.jts.api.audit.Correlation;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.install.Consent;
import org.jts.api.install.Consent.Working;
import org.jts.api.install.InstallException;
import org.jts.api.install.InstallMonitor;
import org.jts.api.install.PluginChange;
import org.jts.api.install.PluginInstaller;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.server.internal.Acts.Act;
import org.jts.wire.PluginWire;
import org.jts.wire.proto.plugin.CancelPluginChangeRequest;
import org.jts.wire.proto.plugin.ChangePluginSiteRequest;
import org.jts.wire.proto.plugin.GetPluginChangeRequest;
import org.jts.wire.proto.plugin.ListPluginOffersRequest;
import org.jts.wire.proto.plugin.ListPluginOffersResponse;
import org.jts.wire.proto.plugin.ListPluginsRequest;
import org.jts.wire.proto.plugin.ListPluginsResponse;
import org.jts.wire.proto.plugin.PluginArchive;
import org.jts.wire.proto.plugin.PluginServiceGrpc.PluginServiceImplBase;
import org.jts.wire.proto.plugin.StartPluginChangeRequest;
import org.jts.wire.proto.plugin.UploadPluginArchiveRequest;

import io.grpc.stub.StreamObserver;

/** Plug-ins of the server, changed while it serves. */
final class PluginEndpoint extends PluginServiceImplBase {

    private final Supplier<Optional<PluginInstaller>> installer;
    private final PluginChanges changes;
    private final PluginUploads uploads;
    private final Acts acts;

    PluginEndpoint(Supplier<Optional<PluginInstaller>> installer, PluginChanges changes, PluginUploads uploads,
            Acts acts) {
        this.installer = installer;
        this.changes = changes;
        this.uploads = uploads;
        this.acts = acts;
    }

    @Override
    public void listPlugins(ListPluginsRequest request, StreamObserver<ListPluginsResponse> out) {
        Calls.answer(out, this::list);
    }

    private ListPluginsResponse list() throws BrokerException {
        PluginInstaller here = installer();
        return ListPluginsResponse.newBuilder().addAllPlugins(here.plugins().stream().map(PluginWire::message).toList())
                .addAllRemoved(here.removed().stream().map(PluginWire::message).toList())
                .addAllSites(here.sites().stream().map(URI::toString).toList()).build();
    }

    @Override
    public void listPluginOffers(ListPluginOffersRequest request, StreamObserver<ListPluginOffersResponse> out) {
        Calls.answer(out, () -> {
            URI site = site(request.getSite());
            return ListPluginOffersResponse.newBuilder().addAllOffers(offers(site, InstallMonitor.NONE).stream()
                    .map(PluginWire::message).toList()).build();
        });
    }

    @Override
    public void changePluginSite(ChangePluginSiteRequest request, StreamObserver<ListPluginsResponse> out) {
        Act act = new Act(request.getForget() ? "plugin.site.forget" : "plugin.site.add",
                Map.of("site", request.getSite()));
        Calls.answer(out, () -> acts.write(act, () -> {
            URI site = site(request.getSite());
            try {
                if (request.getForget()) {
                    installer().removeSite(site);
                } else {
                    installer().addSite(site);
                }
            } catch (InstallException e) {
                throw refused(e);
            }
            return list();
        }));
    }

    @Override
    public void uploadPluginArchive(UploadPluginArchiveRequest request, StreamObserver<PluginArchive> out) {
        Act act = new Act("plugin.upload", Map.of("size", String.valueOf(request.getSize()), "sha256",
                request.getSha256()));
        boolean isFirst = request.getArchiveId().isEmpty();
        Calls.answer(out, () -> isFirst ? acts.write(act, () -> uploads.take(request)) : uploads.take(request));
    }

    @Override
    public void startPluginChange(StartPluginChangeRequest request,
            StreamObserver<org.jts.wire.proto.plugin.PluginChange> out) {
        Act act = act(request);
        Calls.answer(out, () -> {
            PluginInstaller here = installer();
            Optional<URI> site = request.getSite().isEmpty() ? Optional.empty() : Optional.of(site(request.getSite()));
            Consent consent = new Consent(PluginWire.signer(request.getTrusted()),
                    request.getCancelWorkingOrders() ? Working.CANCEL : Working.LEAVE);
            kind(request, site);
            Optional<String> name = Correlation.current();
            return changes.start(monitor -> {
                try (Correlation.Scope scope = Correlation.resume(name)) {
                    return acts.write(act, () -> change(here, request, site, consent, monitor));
                }
            }).orElseThrow(() -> wrong("expected one change at a time, found that one runs already; wait for its end, "
                    + "or give it up"));
        });
    }

    private Preflight change(PluginInstaller here, StartPluginChangeRequest request, Optional<URI> site,
            Consent consent, InstallMonitor monitor) throws Exception {
        try (Subscription use = site.map(uploads::use).orElse(() -> { })) {
            PluginChange change = change(here, request, site, monitor);
            if (request.getCheckOnly()) {
                return here.check(change, monitor);
            }
            Preflight done = here.apply(change, consent, monitor);
            site.ifPresent(uploads::used);
            return done;
        }
    }

    @Override
    public void getPluginChange(GetPluginChangeRequest request,
            StreamObserver<org.jts.wire.proto.plugin.PluginChange> out) {
        Calls.answer(out, () -> changes.find(request.getChangeId()).orElseThrow(
                () -> unknown(request.getChangeId())));
    }

    @Override
    public void cancelPluginChange(CancelPluginChangeRequest request,
            StreamObserver<org.jts.wire.proto.plugin.PluginChange> out) {
        Calls.answer(out, () -> changes.giveUp(request.getChangeId()).orElseThrow(
                () -> unknown(request.getChangeId())));
    }

    private static Act act(StartPluginChangeRequest request) {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("plugin", request.getPluginId());
        facts.put("site", request.getSite());
        facts.put("version", request.getVersion());
        facts.put("trusted", PluginWire.signer(request.getTrusted()).map(Signer::toString).orElse(""));
        facts.values().removeIf(String::isEmpty);
        String kind = request.getKind().name().replace("PLUGIN_CHANGE_KIND_", "").toLowerCase(Locale.ROOT);
        return new Act((request.getCheckOnly() ? "plugin.check." : "plugin.") + kind, facts);
    }

    /** Looks whether a request says what it has to, before anything is begun. */
    private static void kind(StartPluginChangeRequest request, Optional<URI> site) throws BrokerException {
        if (request.getPluginId().isBlank()) {
            throw wrong("plugin_id: expected the id of a plug-in, found none; ListPlugins and ListPluginOffers have "
                    + "them");
        }
        switch (request.getKind()) {
            case PLUGIN_CHANGE_KIND_ROLL_BACK, PLUGIN_CHANGE_KIND_REMOVE -> { }
            case PLUGIN_CHANGE_KIND_INSTALL -> {
                if (site.isEmpty()) {
                    throw wrong("site: expected the address of the site that offers it, found none");
                }
            }
            default -> throw wrong("kind: expected to install, roll back or remove, found neither");
        }
    }

    private static PluginChange change(PluginInstaller here, StartPluginChangeRequest request, Optional<URI> site,
            InstallMonitor monitor) throws InstallException, InterruptedException {
        return switch (request.getKind()) {
            case PLUGIN_CHANGE_KIND_ROLL_BACK -> new PluginChange.RollBack(request.getPluginId());
            case PLUGIN_CHANGE_KIND_REMOVE -> new PluginChange.Remove(request.getPluginId());
            default -> {
                PluginOffer offer = here.offers(site.orElseThrow(), monitor).stream()
                        .filter(o -> o.id().equals(request.getPluginId()))
                        .filter(o -> request.getVersion().isEmpty() || o.version().equals(request.getVersion()))
                        .findFirst().orElseThrow(() -> new InstallException(
                                "expected one of the plug-ins that %s offers, found %s %s".formatted(site.get(),
                                        request.getPluginId(), request.getVersion()).strip()));
                yield new PluginChange.Install(offer);
            }
        };
    }

    private List<PluginOffer> offers(URI site, InstallMonitor monitor) throws BrokerException, InterruptedException {
        try {
            return installer().offers(site, monitor);
        } catch (InstallException e) {
            throw refused(e);
        }
    }

    private PluginInstaller installer() throws BrokerException {
        return installer.get().orElseThrow(() -> new BrokerException(ErrorCategory.UNSUPPORTED,
                "expected a server that installs plug-ins, found one without org.jts.install; start it from a "
                + "product"));
    }

    private static URI site(String text) throws BrokerException {
        try {
            return URI.create(text);
        } catch (IllegalArgumentException e) {
            throw wrong("site: expected an address that begins with https: or file:, found \"" + text + "\"");
        }
    }

    private static BrokerException unknown(String id) {
        return wrong("change_id: expected one of the newest %d changes of this server, found \"%s\""
                .formatted(PluginChanges.REMEMBERED, id));
    }

    private static BrokerException refused(InstallException e) {
        return wrong(String.valueOf(e.getMessage()));
    }

    private static BrokerException wrong(String text) {
        return new BrokerException(ErrorCategory.VALIDATION, text);
    }
}
