package org.jts.gateway.mock.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Dictionary;
import java.util.EnumSet;
import java.util.Hashtable;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.tck.Fault;
import org.jts.tck.GatewayHarness;
import org.junit.jupiter.api.Test;
import org.osgi.service.cm.Configuration;

/** The gateway keeps the contract as a component, in real time, disturbed by its console commands. */
class MockGatewayOSGiContractTest {

    private static final int NEARLY_ALL_RULES = 105;

    private final AtomicInteger number = new AtomicInteger();

    @Test
    void componentKeepsTheWholeContractInRealTime() {
        ContractRun run = ContractRun.of(() -> new ServiceHarness("tck-" + number.incrementAndGet()));
        assertEquals(Map.of(), run.failed(), "rules that failed");
        assertTrue(run.passed().size() >= NEARLY_ALL_RULES, () -> "rules that passed: " + run.passed());
    }

    private static final class ServiceHarness implements GatewayHarness {

        private final Framework framework = new Framework();
        private final String broker;
        private final Configuration configuration;
        private final BrokerGateway gateway;

        ServiceHarness(String broker) {
            this.broker = broker;
            try {
                framework.start();
                configuration = framework.configuration();
                Dictionary<String, Object> settings = new Hashtable<>();
                settings.put(BrokerGateway.BROKER_ID, broker);
                settings.put("market.quotes.per.symbol", 50);
                settings.put("limit.windows", "100000/1s");
                configuration.update(settings);
                gateway = framework.gateway(broker);
                framework.awaitCommandsFor(broker);
            } catch (Exception e) {
                throw new AssertionError("expected a gateway of the configuration", e);
            }
        }

        @Override
        public BrokerGateway gateway() {
            return gateway;
        }

        @Override
        public AccountId account() {
            return MockHarness.MAIN;
        }

        @Override
        public Optional<AccountId> otherAccount() {
            return Optional.of(MockHarness.SECOND);
        }

        @Override
        public SymbolId symbol() {
            return MockHarness.SAMSUNG;
        }

        @Override
        public String threadPrefix() {
            return "mock-" + broker + "-";
        }

        @Override
        public Set<Fault> faults() {
            return EnumSet.complementOf(EnumSet.of(Fault.NO_PERMIT, Fault.TOKEN_REVOKED, Fault.GARBLED_ANSWER));
        }

        @Override
        public void inject(Fault fault) {
            switch (fault) {
                case CONNECT_REFUSED -> command("fault", broker, "connect", "network");
                case SIGN_IN_REFUSED -> command("fault", broker, "connect", "authentication");
                case TOKEN_REVOKED, GARBLED_ANSWER ->
                    throw new UnsupportedOperationException("no command does that");
                case CONNECTION_LOSS -> command("disconnect", broker);
                case SILENCE -> command("silence", broker, "on");
                case LOST_ANSWER -> command("lose", broker);
                case REFUSAL -> command("fault", broker, "refuse", "1");
                case DUPLICATE_EVENTS -> command("fault", broker, "duplicate", "1");
                case DROPPED_EVENTS -> command("fault", broker, "drop", "1");
                case NO_PERMIT -> throw new UnsupportedOperationException("the limiter is everybody's");
            }
        }

        @Override
        public void clearFaults() {
            command("clear", broker);
        }

        @Override
        public Duration watch() {
            return Duration.ofMillis(200);
        }

        @Override
        public void close() {
            try {
                configuration.delete();
                framework.awaitNoGateway(broker);
            } catch (Exception e) {
                throw new AssertionError("expected the gateway to go with its configuration", e);
            }
        }

        private void command(String function, String... arguments) {
            try {
                framework.commands(function, arguments);
            } catch (Exception e) {
                throw new AssertionError("command mock:" + function, e);
            }
        }
    }
}
