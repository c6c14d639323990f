package org.jts.wire;

import java.util.Optional;

import org.jts.api.BrokerId;
import org.jts.api.install.Brings;
import org.jts.api.install.PluginOffer;
import org.jts.api.install.Preflight;
import org.jts.api.install.Signer;
import org.jts.wire.proto.plugin.Plugin;
import org.jts.wire.proto.plugin.PluginOrder;
import org.jts.wire.proto.plugin.PluginOrigin;
import org.jts.wire.proto.plugin.PluginPreflight;
import org.jts.wire.proto.plugin.PluginSigner;
import org.jts.wire.proto.plugin.PluginTrust;

/** Plug-ins, offers of them, and what a change of one does. @since 1.1 */
public final class PluginWire {

    private static final String ORIGIN = "PLUGIN_ORIGIN_";

    private PluginWire() {
    }

    public static Plugin message(org.jts.api.install.Plugin plugin) {
        return brings(Plugin.newBuilder(), plugin.brings()).setPluginId(plugin.id()).setVersion(plugin.version())
                .setName(plugin.name()).setDescription(plugin.description()).setProvider(plugin.provider())
                .setOrigin(Scalars.wire(PluginOrigin.class, ORIGIN, plugin.origin()))
                .addAllEarlier(plugin.earlier())
                .addAllBrokerIds(plugin.brokers().stream().map(BrokerId::value).toList()).build();
    }

    public static Plugin message(PluginOffer offer) {
        return brings(Plugin.newBuilder(), offer.brings()).setPluginId(offer.id()).setVersion(offer.version())
                .setName(offer.name()).setDescription(offer.description()).setProvider(offer.provider()).build();
    }

    private static Plugin.Builder brings(Plugin.Builder out, Brings brings) {
        return out.addAllBrokerTypes(brings.brokers()).addAllViews(brings.views())
                .addAllCommands(brings.commands());
    }

    public static PluginPreflight message(Preflight preflight) {
        PluginPreflight.Builder out = PluginPreflight.newBuilder().setFromVersion(preflight.from().orElse(""))
                .setToVersion(preflight.to().orElse("")).addAllProblems(preflight.problems())
                .addAllAdds(preflight.adds()).addAllRemoves(preflight.removes())
                .addAllBrokerIds(preflight.brokers().stream().map(BrokerId::value).toList());
        preflight.signer().ifPresent(signer -> out.setSigner(message(signer)));
        preflight.working().forEach(order -> out.addWorking(PluginOrder.newBuilder()
                .setBrokerId(order.broker().value()).setOrder(OrderWire.message(order.order()))
                .setOrderKey(order.key())));
        return out.build();
    }

    public static PluginSigner message(Signer signer) {
        return PluginSigner.newBuilder().setTrust(trust(signer.trust()))
                .setName(signer.name()).setFingerprint(signer.fingerprint()).build();
    }

    /** @return the signer to whom somebody said yes; empty when nobody is named */
    public static Optional<Signer> signer(PluginSigner in) {
        return switch (in.getTrust()) {
            case PLUGIN_TRUST_TRUSTED -> Optional.of(signer(in, Signer.Trust.TRUSTED));
            case PLUGIN_TRUST_NOT_KNOWN -> Optional.of(signer(in, Signer.Trust.UNKNOWN));
            case PLUGIN_TRUST_UNSIGNED -> Optional.of(signer(in, Signer.Trust.UNSIGNED));
            case PLUGIN_TRUST_UNKNOWN, UNRECOGNIZED -> Optional.empty();
        };
    }

    private static Signer signer(PluginSigner in, Signer.Trust trust) {
        return new Signer(trust, in.getName(), in.getFingerprint());
    }

    /** The zero of the wire says nothing; a signer of whom nothing is known is said. */
    private static PluginTrust trust(Signer.Trust trust) {
        return switch (trust) {
            case TRUSTED -> PluginTrust.PLUGIN_TRUST_TRUSTED;
            case UNKNOWN -> PluginTrust.PLUGIN_TRUST_NOT_KNOWN;
            case UNSIGNED -> PluginTrust.PLUGIN_TRUST_UNSIGNED;
        };
    }
}
