package org.jts.trading.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * What orders in an account must keep to, before they are sent, with the defaults. All are texts, so that one reading
 * of them serves the configuration, the console and the dialog. Names and meanings are in OSGI-INF/l10n.
 */
@ObjectClassDefinition(id = LimitBook.PID, localization = "OSGI-INF/l10n/metatype", name = "%name",
        description = "%description")
public @interface LimitsConfig {

    @AttributeDefinition(name = "%account", description = "%account.help")
    String account() default "";

    @AttributeDefinition(name = "%max.quantity", description = "%max.quantity.help", required = false)
    String max_quantity() default "1000000";

    @AttributeDefinition(name = "%max.value", description = "%max.value.help", required = false)
    String max_value() default "100000000 KRW, 100000 USD";

    @AttributeDefinition(name = "%max.share", description = "%max.share.help", required = false)
    String max_share_percent() default "100";

    @AttributeDefinition(name = "%band", description = "%band.help", required = false)
    String band_percent() default "10";

    @AttributeDefinition(name = "%duplicate", description = "%duplicate.help", required = false)
    String duplicate_ms() default "500";

    @AttributeDefinition(name = "%hours", description = "%hours.help", required = false)
    String hours() default AccountLimits.HOURS_LIVE;

    @AttributeDefinition(name = "%stale", description = "%stale.help", required = false)
    String stale_seconds() default "60";

    @AttributeDefinition(name = "%daily.loss", description = "%daily.loss.help", required = false)
    String daily_loss() default "10%";

    @AttributeDefinition(name = "%daily.orders", description = "%daily.orders.help", required = false)
    String daily_orders() default "1000";
}
