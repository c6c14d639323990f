package org.jts.wire;

import java.util.Optional;

import org.jts.api.connection.ConnectionState;
import org.jts.api.connection.Setting;
import org.jts.wire.proto.setup.BrokerSetting;
import org.jts.wire.proto.setup.BrokerSettingChoice;
import org.jts.wire.proto.setup.BrokerSettingKind;
import org.jts.wire.proto.setup.BrokerType;
import org.jts.wire.proto.setup.ConfiguredBroker;

/** Kinds of broker, what they want to know, and brokers as they are set up. @since 1.2 */
public final class SetupWire {

    private static final String KIND = "BROKER_SETTING_KIND_";
    private static final String NOT_RUNNING = "NOT_RUNNING";

    private SetupWire() {
    }

    public static BrokerType message(org.jts.api.connection.BrokerType type) {
        return BrokerType.newBuilder().setType(type.pid()).setName(type.name()).setDescription(type.description())
                .addAllSettings(type.settings().stream().map(SetupWire::message).toList()).build();
    }

    private static BrokerSetting message(Setting setting) {
        return BrokerSetting.newBuilder().setKey(setting.key()).setLabel(setting.label())
                .setDescription(setting.description())
                .setKind(Scalars.wire(BrokerSettingKind.class, KIND, setting.kind()))
                .setRequired(setting.required()).setMultiple(setting.multiple())
                .setDefaultValue(setting.defaultValue()).setMin(setting.min().orElse(""))
                .setMax(setting.max().orElse("")).addAllChoices(setting.choices().stream().map(choice ->
                        BrokerSettingChoice.newBuilder().setValue(choice.value()).setLabel(choice.label()).build())
                        .toList()).build();
    }

    /** @param state where its connection stands; empty while its gateway is not there */
    public static ConfiguredBroker message(org.jts.api.connection.ConfiguredBroker broker,
            Optional<ConnectionState> state) {
        return ConfiguredBroker.newBuilder().setBrokerId(broker.id().value()).setType(broker.pid())
                .putAllSettings(broker.settings()).setPhase(state.map(s -> s.phase().name()).orElse(NOT_RUNNING))
                .setDetail(state.map(ConnectionState::detail).orElse("")).build();
    }
}
