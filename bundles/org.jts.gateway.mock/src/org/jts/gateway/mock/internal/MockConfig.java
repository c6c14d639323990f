package org.jts.gateway.mock.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings as Configuration Admin keeps them; {@code broker.id} comes beside them. Texts are in OSGI-INF/l10n. */
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface MockConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "Mock";

    @AttributeDefinition(name = "%accounts", description = "%accounts.help")
    String[] accounts() default {"MOCK-001:100000000:KRW:Paper trading", "MOCK-002:10000000:KRW:Small account",
        "MOCK-CRYPTO:50000000:KRW:Crypto" };

    @AttributeDefinition(name = "%accounts.live", description = "%accounts.live.help", required = false)
    String[] accounts_live() default {};

    @AttributeDefinition(name = "%market.seed", description = "%market.seed.help")
    long market_seed() default 42;

    @AttributeDefinition(name = "%market.hours", description = "%market.hours.help", options = {
        @Option(label = "%market.hours.always", value = MockSettings.ALWAYS),
        @Option(label = "%market.hours.exchange", value = MockSettings.EXCHANGE_HOURS) })
    String market_hours() default MockSettings.ALWAYS;

    @AttributeDefinition(name = "%market.holidays", description = "%market.holidays.help", required = false)
    String[] market_holidays() default {};

    @AttributeDefinition(name = "%market.scenario", description = "%market.scenario.help", options = {
        @Option(label = "%scenario.normal", value = "normal"),
        @Option(label = "%scenario.mean-reversion", value = "mean-reversion"),
        @Option(label = "%scenario.trend-up", value = "trend-up"),
        @Option(label = "%scenario.trend-down", value = "trend-down"),
        @Option(label = "%scenario.volatile", value = "volatile"),
        @Option(label = "%scenario.flash-crash", value = "flash-crash"),
        @Option(label = "%scenario.no-liquidity", value = "no-liquidity") })
    String market_scenario() default "normal";

    @AttributeDefinition(name = "%market.start", description = "%market.start.help", options = {
        @Option(label = "%market.start.history", value = MockSettings.FROM_HISTORY),
        @Option(label = "%market.start.built-in", value = MockSettings.BUILT_IN) })
    String market_start() default MockSettings.FROM_HISTORY;

    @AttributeDefinition(name = "%market.quotes", description = "%market.quotes.help", min = "1", max = "50",
            type = AttributeType.INTEGER)
    int market_quotes_per_symbol() default 1;

    @AttributeDefinition(name = "%market.extra", description = "%market.extra.help", min = "0", max = "5000",
            type = AttributeType.INTEGER)
    int market_extra_symbols() default 0;

    @AttributeDefinition(name = "%limit.windows", description = "%limit.windows.help")
    String limit_windows() default RateRules.WINDOWS;

    @AttributeDefinition(name = "%limit.ban", description = "%limit.ban.help", min = "0", max = "3600")
    int limit_ban_s() default 10;

    @AttributeDefinition(name = "%fault.connect", description = "%fault.connect.help", options = {
        @Option(label = "%fault.connect.none", value = "none"),
        @Option(label = "%fault.connect.network", value = "network"),
        @Option(label = "%fault.connect.authentication", value = "authentication") })
    String fault_connect() default "none";

    @AttributeDefinition(name = "%fault.latency.min", description = "%fault.latency.min.help", min = "0", max = "60000")
    int fault_latency_min_ms() default 0;

    @AttributeDefinition(name = "%fault.latency.max", description = "%fault.latency.max.help", min = "0", max = "60000")
    int fault_latency_max_ms() default 0;

    @AttributeDefinition(name = "%fault.refuse", description = "%fault.refuse.help", min = "0", max = "1")
    double fault_refuse_ratio() default 0;

    @AttributeDefinition(name = "%fault.lose", description = "%fault.lose.help", min = "0", max = "1")
    double fault_lose_ratio() default 0;

    @AttributeDefinition(name = "%fault.drop", description = "%fault.drop.help", min = "0", max = "1")
    double fault_drop_ratio() default 0;

    @AttributeDefinition(name = "%fault.duplicate", description = "%fault.duplicate.help", min = "0", max = "1")
    double fault_duplicate_ratio() default 0;

    @AttributeDefinition(name = "%fault.disconnect", description = "%fault.disconnect.help", min = "0", max = "86400")
    int fault_disconnect_after_s() default 0;

    @AttributeDefinition(name = "%fault.silence", description = "%fault.silence.help")
    boolean fault_silence() default false;

    @AttributeDefinition(name = "%fault.rate.drift", description = "%fault.rate.drift.help")
    boolean fault_rate_drift() default false;
}
