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
        return connect(port, broker, time, () -> System.err.println("the line is lost"));
    }

    /** @param atLoss run when the line is lost */
    public static BrokerGateway connect(int port, String broker, TimeSource time, Runnable atLoss)
            throws BrokerException, InterruptedException {
        GrpcConfig config = (GrpcConfig) Proxy.newProxyInstance(GrpcConfig.class.getClassLoader(),
                new Class<?>[] {GrpcConfig.class}, (proxy, method, args) -> switch (method.getName()) {
                    case "server_port" -> port;
                    case "server_broker" -> broker;
                    default -> method.getDefaultValue();
                });
        BrokerGateway gateway = new GrpcGateway(config, Map.of(BrokerGateway.BROKER_ID, "bench"), time);
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
        return gateway;
    }
}
