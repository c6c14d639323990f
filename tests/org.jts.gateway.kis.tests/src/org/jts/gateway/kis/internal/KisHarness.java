package org.jts.gateway.kis.internal;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.UnaryOperator;

import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.limit.Lane;
import org.jts.api.limit.LimitProfile;
import org.jts.api.limit.RateWindow;
import org.jts.api.market.SymbolId;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.OrderCall;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.simulator.kis.KisSimulator;
import org.jts.tck.Fault;
import org.jts.tck.GatewayHarness;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.testkit.FakeRequestLimiter;
import org.jts.testkit.FakeRequestLimiters;

/** The gateway against the simulator, over real sockets and in real time. */
class KisHarness implements GatewayHarness {

    static final SymbolId APPLE = SymbolId.parse("NASDAQ:AAPL");
    static final SymbolId SAMSUNG = SymbolId.parse("KRX:005930");
    static final AccountId MAIN = new AccountId("50012345-01");
    static final AccountId SECOND = new AccountId("50099999-01");
    static final String KEY = "PSplantedKeyPlantedKeyPlantedKey0001";
    static final String SECRET = "plantedSecret".repeat(14).substring(0, 180);
    private static final BigDecimal MILLIONS = new BigDecimal("100000000");
    private static final int PLENTY = 1_000_000;
    /** So often the market moves and streams tell of it. */
    private static final Duration STEP = Duration.ofMillis(50);
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final KisEnvironment environment;
    private final SymbolId symbol;
    static final String KEY2 = "PSplantedKeyPlantedKeyPlantedKey0002";
    static final String SECRET2 = "plantedSecond".repeat(14).substring(0, 180);
    private static final Map<String, String> ENVIRONMENT = Map.of("KIS_APP_KEY", KEY, "KIS_APP_SECRET", SECRET,
            "KIS_APP_KEY_2", KEY2, "KIS_APP_SECRET_2", SECRET2);

    final RealTime time = new RealTime();
    final FakeSecrets secrets = new FakeSecrets(ENVIRONMENT);
    final Folder folder = new Folder();
    final Trail trail = new Trail();
    final FakeRequestLimiters limiters = new FakeRequestLimiters();
    final KisSimulator broker;
    final KisGateway kis;
    final FakeRequestLimiter limiter;

    KisHarness(KisEnvironment environment) {
        this(environment, Map.of());
    }

    KisHarness(KisEnvironment environment, Map<String, Object> settings) {
        this(environment, settings, SAMSUNG);
    }

    KisHarness(KisEnvironment environment, Map<String, Object> settings, SymbolId symbol) {
        this(environment, settings, symbol, builder -> builder);
    }

    /** @param more of the simulator's setup */
    KisHarness(KisEnvironment environment, Map<String, Object> settings, SymbolId symbol,
            UnaryOperator<KisSimulator.Builder> more) {
        this.environment = environment;
        this.symbol = symbol;
        try {
            broker = more.apply(KisSimulator.builder().environment(environment).key(KEY, SECRET).key(KEY2, SECRET2)
                    .htsId("trader")
                    .account(MAIN.value(), MILLIONS).account(SECOND.value(), MILLIONS).requestsPerSecond(PLENTY / 1_000)
                    .step(STEP).ping(Duration.ofMillis(300))).open(time);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        kis = gateway(settings, tokens());
        limiter = limiters.put(kis.id(), "kis/" + keyName(environment), FakeRequestLimiter.perSecond("KIS", PLENTY));
    }

    /** As the next start of the workstation makes it. */
    TokenDesk tokens() {
        return new TokenDesk(time, secrets, trail);
    }

    KisGateway gateway(Map<String, Object> more, TokenDesk tokens) {
        Map<String, Object> settings = new HashMap<>(Map.of("environment", name(environment), "accounts",
                new String[] {MAIN.value() + ":Main", SECOND.value()}, "hts_id", "trader", "url_rest",
                broker.address().toString(), "url_stream", broker.streamAddress().toString()));
        settings.putAll(more);
        return new KisGateway(Configs.with(settings), Map.of(BrokerGateway.BROKER_ID, "test"), time, limiters,
                new FakeLimitProfiles(profile("kis.real"), profile("kis.paper")), tokens, folder, trail, secrets);
    }

    private static String name(KisEnvironment environment) {
        return environment == KisEnvironment.REAL ? "real" : "paper";
    }

    private static LimitProfile profile(String id) {
        return LimitProfile.of(id, id, "a test", List.of(RateWindow.of(PLENTY, Duration.ofSeconds(1))));
    }

    static String keyName(KisEnvironment environment) {
        return KisSettings.of(Configs.with(Map.of("environment", name(environment),
                "accounts", new String[] {MAIN.value()})), new FakeSecrets(ENVIRONMENT)).keyName();
    }

    @Override
    public BrokerGateway gateway() {
        return kis;
    }

    @Override
    public Instant now() {
        return time.now();
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
        return symbol;
    }

    @Override
    public Optional<SymbolId> otherSymbol() {
        return symbol.equals(SAMSUNG) ? Optional.of(SymbolId.parse("KRX:000660")) : Optional.empty();
    }

    /** A reserved order, which the paper service does not have. */
    @Override
    public Optional<OrderCall> ownCall() {
        return reserved("order-resv", "", Map.of("PDNO", "005930", "ORD_QTY", "1"));
    }

    @Override
    public Optional<OrderCall> ownCancel(OrderCall placed, BrokerOrderId number) {
        return reserved("order-resv-rvsecncl", "cancel", Map.of("RSVN_ORD_SEQ", number.value()));
    }

    private Optional<OrderCall> reserved(String name, String variant, Map<String, String> said) {
        Optional<CallForm> form = OwnForms.of(environment).stream().filter(f -> f.name().equals(name)
                && f.variant().equals(variant)).findFirst();
        return form.map(f -> {
            Map<String, String> fields = new HashMap<>(Map.of("CANO", "50012345", "ACNT_PRDT_CD", "01"));
            fields.putAll(said);
            f.fields().stream().filter(CallForm.Field::isRequired).forEach(x -> fields.putIfAbsent(x.name(), ""));
            return f.call(new AccountKey(kis.id(), MAIN), fields);
        });
    }

    @Override
    public OptionalLong ownCallsReceived() {
        return OptionalLong.of(broker.otherOrders().size());
    }

    @Override
    public OptionalLong permits(Lane lane) {
        return OptionalLong.of(limiter.granted(lane));
    }

    @Override
    public Set<String> secrets() {
        return Set.of(KEY, SECRET);
    }

    @Override
    public String threadPrefix() {
        return "kis-test-";
    }

    @Override
    public Set<Fault> faults() {
        return EnumSet.complementOf(EnumSet.of(Fault.SIGN_IN_REFUSED, Fault.TOKEN_REVOKED, Fault.GARBLED_ANSWER));
    }

    @Override
    public void inject(Fault fault) {
        switch (fault) {
            case CONNECT_REFUSED -> broker.faults().maintenance(true);
            case SIGN_IN_REFUSED, TOKEN_REVOKED, GARBLED_ANSWER ->
                throw new UnsupportedOperationException("a token once a minute, and garbled answers: KisGatewayTest");
            case CONNECTION_LOSS -> broker.cutStreams();
            case SILENCE -> broker.faults().silent(true);
            case LOST_ANSWER -> broker.faults().loseNextOrder();
            case REFUSAL -> broker.faults().refuseOrders(true);
            case DUPLICATE_EVENTS -> broker.faults().duplicateFrames(true);
            case DROPPED_EVENTS -> broker.faults().dropNotices(true);
            case NO_PERMIT -> limiter.empty(true);
        }
    }

    @Override
    public void clearFaults() {
        broker.faults().clear();
        limiter.empty(false);
    }

    /** Five steps of the market, as the kit has it for one that moves ten times a second. */
    @Override
    public Duration watch() {
        return STEP.multipliedBy(5);
    }

    @Override
    public Optional<Spending> spending() {
        // A notice may have made the gateway look at the list: that request is on its way, with its permit.
        long end = System.nanoTime() + SETTLED.toNanos();
        while ((limiter.open() > 0 || limiter.granted() != broker.rates().requests()) && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        return Optional.of(new Spending(broker.rates().requests(), limiter.granted(), limiter.open()));
    }

    @Override
    public void close() {
        kis.close();
        broker.close();
        time.close();
        folder.close();
    }
}
