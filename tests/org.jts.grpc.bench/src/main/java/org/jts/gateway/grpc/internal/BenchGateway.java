package org.jts.gateway.grpc.internal;

import java.lang.reflect.Proxy;
import java.util.Map;

import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.time.TimeSource;

/** The gateway as it is in the product, without a framework around it. */
public final class BenchGateway {

    private BenchGateway() {
    }

    /**
     * @param port   of a server on this machine
     * @param broker its id there
     * @return connected
     */
    public static BrokerGateway connect(int port, String broker, TimeSource time)
            throws BrokerException, InterruptedException {
        BrokerGateway gateway = make(port, broker, time);
        connect(gateway, () -> System.err.println("the line is lost"));
        return gateway;
    }

    /** Not connected yet. */
    public static BrokerGateway make(int port, String broker, TimeSource time) {
        GrpcConfig config = (GrpcConfig) Proxy.newProxyInstance(GrpcConfig.class.getClassLoader(),
                new Class<?>[] {GrpcConfig.class}, (proxy, method, args) -> switch (method.getName()) {
                    case "server_port" -> port;
                    case "server_broker" -> broker;
                    default -> method.getDefaultValue();
                });
        return new GrpcGateway(config, Map.of(BrokerGateway.BROKER_ID, "bench"), time);
    }

    /** @param atLoss run when the line is lost */
    public static void connect(BrokerGateway gateway, Runnable atLoss) throws BrokerException, InterruptedException {
        gateway.connect(new GatewayListener() {
            @Override
            public void onConnectionLost(BrokerException reason) {
                atLoss.run();
            }

            @Override
            public void onNotice(String text) {
                System.err.println(text);
            }
        });
    }
}
