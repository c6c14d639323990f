package org.jts.gateway.mock.internal;

import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.limit.Lane;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderRequest;
import org.jts.tck.Fault;
import org.jts.tck.GatewayHarness;
import org.jts.tck.fault.FaultGateway;
import org.jts.tck.time.FakeTime;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;

/** The mock gateway in virtual time, whole or broken on purpose. */
class MockHarness implements GatewayHarness {

    static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    static final AccountId MAIN = new AccountId("MOCK-001");
    /** Early in a day of both exchanges, Korean and crypto; late enough for several candles of an hour. */
    private static final Instant EARLY = Instant.parse("2026-01-02T02:05:00Z");
    static final AccountId SECOND = new AccountId("MOCK-002");

    static final String SECRET = "planted-secret-0001";

    final FakeTime time = new FakeTime();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();
    final FakeRequestLimiter limiter = FakeRequestLimiter.perSecond("Mock", 1_000_000);
    final MockGateway mock;
    /** The mock gateway, whose answers can be garbled on their way; what broken gateways wrap. */
    final FaultGateway whole;
    private final BrokerGateway gateway;
    private volatile boolean disturbed;
    private final List<Runnable> closing = new CopyOnWriteArrayList<>();

    MockHarness() {
        this(harness -> harness.mock, FakeTime.START, MockSettings.ALWAYS);
    }

    /**
     * For gateways that are wrapped, of which there are hundreds: each connect makes up prices for what has passed of
     * the day, and candles of months are made of all minutes of their days, so days are short and have just begun.
     */
    MockHarness(Function<MockHarness, BrokerGateway> wrapping) {
        this(wrapping, EARLY, MockSettings.EXCHANGE_HOURS);
    }

    private MockHarness(Function<MockHarness, BrokerGateway> wrapping, Instant start, String hours) {
        time.setWallClock(start);
        mock = new MockGateway(Configs.with(Map.of("market_quotes_per_symbol", 10, "market_hours", hours)),
                Map.of(BrokerGateway.BROKER_ID, "mock"), time);
        limiters.put(mock.id(), "mock/mock", limiter);
        mock.bindLimiters(limiters);
        whole = new FaultGateway(mock, time);
        gateway = wrapping.apply(this);
    }

    @Override
    public BrokerGateway gateway() {
        return gateway;
    }

    @Override
    public AccountId account() {
        return MAIN;
    }

    @Override
    public Optional<AccountId> otherAccount() {
        return Optional.of(SECOND);
    }

    @Override
    public SymbolId symbol() {
        return SAMSUNG;
    }

    @Override
    public Optional<SymbolId> otherSymbol() {
        return Optional.of(SymbolId.parse("KRX:000660"));
    }

    @Override
    public Optional<OrderOutcome> placeElsewhere(OrderRequest request) {
        return Optional.of(mock.placeElsewhere(request));
    }

    @Override
    public Optional<OrderCall> ownCall() {
        return Optional.of(call("amount-order", Map.of("SYMBOL", SAMSUNG.toString(), "SIDE", "BUY", "AMOUNT",
                "1000000", "PRICE", "60000")));
    }

    @Override
    public Optional<OrderCall> ownCancel(OrderCall placed, BrokerOrderId number) {
        return Optional.of(call("amount-order-cancel", Map.of("NUMBER", number.value())));
    }

    private OrderCall call(String name, Map<String, String> fields) {
        return new OrderCall(new AccountKey(mock.id(), MAIN), name, "", "a call of a test", fields,
                name.endsWith("cancel"));
    }

    @Override
    public OptionalLong ownCallsReceived() {
        return OptionalLong.of(mock.ownCalls().received());
    }

    @Override
    public OptionalLong permits(Lane lane) {
        return OptionalLong.of(limiter.granted(lane));
    }

    /** The mock has none: this one is for gateways that tell what they must not. */
    @Override
    public Set<String> secrets() {
        return Set.of(SECRET);
    }

    @Override
    public String threadPrefix() {
        return "mock-mock-";
    }

    @Override
    public int plannedTasks() {
        return time.pendingTasks();
    }

    @Override
    public Set<Fault> faults() {
        return gateway == mock ? EnumSet.complementOf(EnumSet.of(Fault.GARBLED_ANSWER)) : EnumSet.allOf(Fault.class);
    }

    @Override
    public void inject(Fault fault) {
        disturbed = true;
        switch (fault) {
            case CONNECT_REFUSED -> plan("connect", "network");
            case SIGN_IN_REFUSED -> plan("connect", "authentication");
            case TOKEN_REVOKED -> mock.revokeToken();
            case CONNECTION_LOSS -> mock.breakLine("broken by a test");
            case SILENCE -> plan("silence", "on");
            case LOST_ANSWER -> mock.loseNextAnswer();
            case GARBLED_ANSWER -> whole.play("next call of balances: garble\nnext call of order: garble");
            case REFUSAL -> plan("refuse", "1");
            case DUPLICATE_EVENTS -> plan("duplicate", "1");
            case DROPPED_EVENTS -> plan("drop", "1");
            case NO_PERMIT -> limiter.empty(true);
        }
    }

    @Override
    public void clearFaults() {
        mock.faults(FaultPlan.NONE);
        whole.clear();
        limiter.empty(false);
    }

    @Override
    public Optional<Spending> spending() {
        return Optional.of(new Spending(mock.desk().weight(), limiter.granted(), limiter.open()));
    }

    @Override
    public Duration patience() {
        return Duration.ofSeconds(3);
    }

    @Override
    public boolean waitsByTheClockAlone() {
        return true;
    }

    @Override
    public Duration watch() {
        return Duration.ofMillis(300);
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

    /** Whether a rule has ever caused a fault. */
    boolean disturbed() {
        return disturbed;
    }

    /** For what a broken gateway leaves behind. */
    void onClose(Runnable task) {
        closing.add(task);
    }

    @Override
    public void close() {
        mock.close();
        closing.forEach(Runnable::run);
    }

    private void plan(String name, String value) {
        mock.faults(mock.faults().with(name, value));
    }
}
