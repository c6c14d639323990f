package org.jts.server.internal;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.tck.BrokerGatewayContract;
import org.jts.tck.Fault;
import org.jts.tck.GatewayHarness;

/** The gateway to a JTS server keeps the whole contract, over a socket, against a server with the mock broker. */
class GrpcGatewayContractTest extends BrokerGatewayContract {

    @Override
    protected GatewayHarness harness() {
        return new ServerHarness();
    }

    private static final class ServerHarness implements GatewayHarness {

        private final Rig rig = new Rig();
        private final String id = "remote-" + rig.broker;
        private final BrokerGateway gateway = rig.client(id, Map.of());

        @Override
        public BrokerGateway gateway() {
            return gateway;
        }

        @Override
        public AccountId account() {
            return Rig.MAIN;
        }

        @Override
        public Optional<AccountId> otherAccount() {
            return Optional.of(Rig.SECOND);
        }

        @Override
        public SymbolId symbol() {
            return Rig.SAMSUNG;
        }

        @Override
        public Optional<SymbolId> otherSymbol() {
            return Optional.of(SymbolId.parse("KRX:000660"));
        }

        @Override
        public Optional<OrderCall> ownCall() {
            return Optional.of(call("amount-order", Map.of("SYMBOL", Rig.SAMSUNG.toString(), "SIDE", "BUY", "AMOUNT",
                    "1000000", "PRICE", "60000"), false));
        }

        @Override
        public Optional<OrderCall> ownCancel(OrderCall placed, BrokerOrderId number) {
            return Optional.of(call("amount-order-cancel", Map.of("NUMBER", number.value()), true));
        }

        private OrderCall call(String name, Map<String, String> fields, boolean isCancel) {
            return new OrderCall(new AccountKey(gateway.id(), Rig.MAIN), name, "", "a call of a test", fields,
                    isCancel);
        }

        @Override
        public OptionalLong ownCallsReceived() {
            return OptionalLong.of(rig.desk.passed());
        }

        @Override
        public String threadPrefix() {
            return "jts-grpc-" + id + "-";
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Fault.NO_PERMIT, Fault.SIGN_IN_REFUSED, Fault.TOKEN_REVOKED,
                    Fault.GARBLED_ANSWER));
        }

        @Override
        public void inject(Fault fault) {
            switch (fault) {
                case CONNECT_REFUSED -> rig.relay.refuse(true);
                case SIGN_IN_REFUSED, TOKEN_REVOKED, GARBLED_ANSWER ->
                    throw new UnsupportedOperationException("the server asks for no token and sends whole messages");
                case CONNECTION_LOSS -> rig.relay.cut();
                case SILENCE -> rig.mock("silence", rig.broker, "on");
                case LOST_ANSWER -> rig.mock("lose", rig.broker);
                case REFUSAL -> rig.mock("fault", rig.broker, "refuse", "1");
                case DUPLICATE_EVENTS -> rig.mock("fault", rig.broker, "duplicate", "1");
                case DROPPED_EVENTS -> rig.mock("fault", rig.broker, "drop", "1");
                case NO_PERMIT -> throw new UnsupportedOperationException("the limiter is the server's");
            }
        }

        @Override
        public void clearFaults() {
            rig.mock("clear", rig.broker);
            rig.relay.refuse(false);
        }

        @Override
        public Duration watch() {
            return Duration.ofMillis(200);
        }

        @Override
        public void close() {
            rig.close();
        }
    }
}
