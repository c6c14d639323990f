package org.jts.gateway.template.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.gateway.template.simulator.Simulator;
import org.jts.tck.Fault;
import org.jts.tck.GatewayHarness;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;

/** What the contract kit needs to know of this gateway: the simulator plays the broker, on a port, in real time. */
// snippet: harness
class TemplateHarness implements GatewayHarness {

    private final Simulator broker = simulator();
    private final FakeRequestLimiters limiters = new FakeRequestLimiters();
    private final TemplateGateway gateway = new TemplateGateway(settings(broker.address().toString(), ""),
            Map.of(BrokerGateway.BROKER_ID, "template"), limiters, new FakeLimitProfiles(),
            new KnownSecrets(Map.of()));

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
    public Optional<AccountId> otherAccount() {
        return Optional.of(new AccountId("TEMPLATE-2"));
    }

    @Override
    public Optional<SymbolId> otherSymbol() {
        return Optional.of(SymbolId.parse("DEMO:TWO"));
    }

    // snippet: faults
    @Override
    public Set<Fault> faults() {
        return EnumSet.allOf(Fault.class);
    }

    @Override
    public void inject(Fault fault) {
        switch (fault) {
            case CONNECT_REFUSED -> broker.down = true;
            case SIGN_IN_REFUSED -> broker.refusesKeys = true;
            case TOKEN_REVOKED -> broker.revokeTokens();
            case CONNECTION_LOSS -> broker.cut();
            case SILENCE -> broker.silent = true;
            case LOST_ANSWER -> broker.loseNextAnswer();
            case GARBLED_ANSWER -> broker.garbleNextAnswer();
            case REFUSAL -> broker.refusesOrders = true;
            case DUPLICATE_EVENTS -> broker.doublesEvents = true;
            case DROPPED_EVENTS -> broker.dropsEvents = true;
            case NO_PERMIT -> limiter().empty(true);
        }
    }

    @Override
    public void clearFaults() {
        broker.clearFaults();
        limiter().empty(false);
    }

    @Override
    public Optional<Spending> spending() {
        return Optional.of(new Spending(broker.requests(), limiter().granted(), limiter().open()));
    }
    // end

    @Override
    public Optional<OrderOutcome> placeElsewhere(OrderRequest order) {
        try {
            String id = broker.placeElsewhere(order.account().value(), order.symbol().code(), order.side() == Side.BUY,
                    order.type() == OrderType.MARKET, order.quantity().longValueExact(),
                    order.limitPrice().map(price -> price.longValueExact()).orElse(0L));
            return Optional.of(new OrderOutcome.Accepted(new BrokerOrderId(id), Instant.now()));
        } catch (Exception e) {
            throw new AssertionError("expected the simulator to take " + order, e);
        }
    }

    @Override
    public Duration watch() {
        return Duration.ofMillis(200);
    }

    @Override
    public void close() {
        gateway.close();
        broker.close();
    }

    private FakeRequestLimiter limiter() {
        return (FakeRequestLimiter) limiters.limiters(gateway.id()).values().iterator().next();
    }

    static Simulator simulator() {
        try {
            return new Simulator(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The settings with the defaults of the form, but for address and key. */
    static TemplateConfig settings(String address, String key) {
        Map<String, Object> set = Map.of("address", address, "key", key);
        return (TemplateConfig) Proxy.newProxyInstance(TemplateConfig.class.getClassLoader(),
                new Class<?>[] {TemplateConfig.class}, (proxy, method, arguments) ->
                        set.getOrDefault(method.getName(), method.getDefaultValue()));
    }
}
