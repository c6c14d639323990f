package org.jts.trading.internal.proof;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.jts.api.BrokerId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.time.TimeSource;
import org.jts.testkit.FakeDataFolder;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.testkit.FakeRequestLimiters;
import org.jts.testkit.FakeSecretStore;

/** Gateways of the product that have their broker behind a port. */
final class Gateways {

    private static final int PLENTY = 1_000_000;

    private Gateways() {
    }

    /**
     * The gateway of KIS, for the account of {@link KisBroker}.
     *
     * @param address of a simulator, as {@code 127.0.0.1:9443}
     */
    static BrokerGateway kis(BrokerId id, String address, Path folder, TimeSource time) {
        Object config = Assembly.settings("org.jts.gateway.kis.internal.KisConfig", Map.of("environment", "real",
                "markets", "KRX", "accounts", new String[] {KisBroker.ACCOUNT.value()}, "hts_id", KisBroker.HTS_ID,
                "url_rest", "http://" + address, "url_stream", "ws://" + address));
        return (BrokerGateway) new Assembly(config, named(id), new FakeSecretStore(KisBroker.KEYS,
                folder.resolve("secrets.properties")), time, new FakeRequestLimiters(),
                new FakeLimitProfiles(profile("kis.real"), profile("kis.paper")), new FakeDataFolder(folder))
                        .make("org.jts.gateway.kis.internal.KisGateway");
    }

    /** The gateway of a JTS server on a port of this machine. @param broker one of the server's */
    static BrokerGateway server(BrokerId id, int port, BrokerId broker, TimeSource time) {
        Object config = Assembly.settings("org.jts.gateway.grpc.internal.GrpcConfig", Map.of("server_port", port,
                "server_broker", broker.value()));
        return (BrokerGateway) new Assembly(config, named(id), time).make(
                "org.jts.gateway.grpc.internal.GrpcGateway");
    }

    private static Map<String, Object> named(BrokerId id) {
        return Map.of(BrokerGateway.BROKER_ID, id.value());
    }

    private static LimitProfile profile(String id) {
        return LimitProfile.of(id, id, "a test", List.of(RateWindow.of(PLENTY, Duration.ofSeconds(1))));
    }
}
