package org.jts.gateway.template.internal;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.tck.GatewayHarness;
import org.jts.tck.time.FakeTime;

/**
 * What the contract kit needs to know of this gateway, in virtual time. Next: {@code faults()} and {@code inject()}, so
 * that the rules on lost answers and broken lines apply, and {@code spending()} for those on request limits.
 */
// snippet: harness
class TemplateHarness implements GatewayHarness {

    private final FakeTime time = new FakeTime();
    private final TemplateGateway gateway =
            new TemplateGateway(defaults(), Map.of(BrokerGateway.BROKER_ID, "template"), time);

    @Override
    public BrokerGateway gateway() {
        return gateway;
    }

    @Override
    public AccountId account() {
        return new AccountId("TEMPLATE-1");
    }

    @Override
    public SymbolId symbol() {
        return SymbolId.parse("DEMO:ONE");
    }

    @Override
    public String threadPrefix() {
        return "template-template-";
    }
    // end

    @Override
    public int plannedTasks() {
        return time.pendingTasks();
    }

    @Override
    public Instant now() {
        return time.now();
    }

    @Override
    public void pass(Duration duration) {
        time.advance(duration);
        LockSupport.parkNanos(100_000); // lets the threads go on that waited for this moment
    }

    @Override
    public void close() {
        gateway.close();
    }

    /** The settings with the defaults of the form. */
    private static TemplateConfig defaults() {
        return (TemplateConfig) Proxy.newProxyInstance(TemplateConfig.class.getClassLoader(),
                new Class<?>[] {TemplateConfig.class}, (proxy, method, arguments) -> method.getDefaultValue());
    }
}
