package org.jts.trading.internal.proof;

import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import org.jts.api.account.AccountId;
import org.jts.api.order.OrderEvent;
import org.jts.testkit.Samples;

/** Which broker a desk trades at, and through which gateway. */
enum Kind {

    /** Fills, ends and renumbers at random. */
    SIM(SimBroker.class, Samples.ACCOUNT, 0),
    /** The mock gateway with its exchange, in the broker's process. */
    MOCK(MockBroker.class, Samples.ACCOUNT, Kind.AT_THE_MARKET),
    /** The same behind a JTS server, through the gateway for such servers in the desk's process. */
    SERVER(ServerBroker.class, Samples.ACCOUNT, Kind.AT_THE_MARKET),
    /** The KIS simulator, through the KIS gateway in the desk's process. */
    KIS(KisBroker.class, KisBroker.ACCOUNT, Kind.AT_THE_MARKET);

    /** From this number on orders have prices at which an exchange trades. */
    private static final long AT_THE_MARKET = 110_000;

    final Class<? extends LineBroker> broker;
    final AccountId account;
    /** Number of the first order. */
    final long first;

    Kind(Class<? extends LineBroker> broker, AccountId account, long first) {
        this.broker = broker;
        this.account = account;
        this.first = first;
    }

    /** Whether only what an order says tells which of ours it is: there is no name of ours in the broker's books. */
    boolean isNameless() {
        return this == KIS;
    }

    /**
     * @param folder of the desk
     * @param port   of the broker, which is a {@link LineBroker}
     * @param line   what happens to order events on their way
     */
    Way way(Path folder, int port, boolean named, FastTime time, SimGateway.Steps steps,
            UnaryOperator<Consumer<OrderEvent>> line) {
        if (this == SIM || this == MOCK) {
            return new SimGateway(port, named, time, steps, line);
        }
        try {
            return new GatewayWay(this, folder, port, time, steps, line);
        } catch (IOException e) {
            throw new IllegalStateException("expected a broker on port " + port, e);
        }
    }
}
