package org.jts.gateway.kis.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.AttributeType;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** The settings as Configuration Admin keeps them; {@code broker.id} comes beside them. Texts are in OSGI-INF/l10n. */
@ObjectClassDefinition(localization = "OSGI-INF/l10n/metatype", name = "%name", description = "%description")
@interface KisConfig {

    @AttributeDefinition(name = "%broker.name", description = "%broker.name.help", min = "1", max = "100")
    String broker_name() default "KIS";

    @AttributeDefinition(name = "%environment", description = "%environment.help", options = {
        @Option(label = "%environment.paper", value = "paper"),
        @Option(label = "%environment.real", value = "real") })
    String environment() default "paper";

    @AttributeDefinition(name = "%app.key", description = "%app.key.help", type = AttributeType.PASSWORD)
    String app_key() default "${env:KIS_APP_KEY}";

    @AttributeDefinition(name = "%app.secret", description = "%app.secret.help", type = AttributeType.PASSWORD)
    String app_secret() default "${env:KIS_APP_SECRET}";

    @AttributeDefinition(name = "%more.keys", description = "%more.keys.help", required = false)
    String[] more_keys() default {};

    @AttributeDefinition(name = "%accounts", description = "%accounts.help")
    String[] accounts() default {};

    @AttributeDefinition(name = "%hts.id", description = "%hts.id.help", required = false)
    String hts_id() default "";

    @AttributeDefinition(name = "%markets", description = "%markets.help", options = {
        @Option(label = "%markets.both", value = "BOTH"), @Option(label = "%markets.krx", value = "KRX"),
        @Option(label = "%markets.us", value = "US") })
    String markets() default "BOTH";

    @AttributeDefinition(name = "%route", description = "%route.help", options = {
        @Option(label = "KRX", value = "KRX"), @Option(label = "NXT", value = "NXT"),
        @Option(label = "SOR", value = "SOR") })
    String route() default "KRX";

    @AttributeDefinition(name = "%fee.commission", description = "%fee.commission.help")
    String fee_commission() default "0.015";

    @AttributeDefinition(name = "%fee.tax", description = "%fee.tax.help")
    String fee_tax() default "0.20";

    @AttributeDefinition(name = "%fee.us", description = "%fee.us.help")
    String fee_us() default "0.25";

    @AttributeDefinition(name = "%us.slippage", description = "%us.slippage.help")
    String us_slippage() default "0";

    @AttributeDefinition(name = "%hashkey", description = "%hashkey.help")
    boolean hashkey() default false;

    @AttributeDefinition(name = "%url.rest", description = "%url.rest.help", required = false)
    String url_rest() default "";

    @AttributeDefinition(name = "%url.stream", description = "%url.stream.help", required = false)
    String url_stream() default "";

    @AttributeDefinition(name = "%tls.trust", description = "%tls.trust.help", required = false)
    String tls_trust() default "";

    @AttributeDefinition(name = "%master.url", description = "%master.url.help", required = false)
    String master_url() default "";

    @AttributeDefinition(name = "%master.folder", description = "%master.folder.help", required = false)
    String master_folder() default "";
}
