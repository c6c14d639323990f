package org.jts.trading.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** What orders in an account must keep to, before they are sent. */
@ObjectClassDefinition(id = AccountLimits.PID, name = "Order limits",
        description = "Limits that every order in an account keeps to before it is sent. An account without limits "
                + "of its own "
                + "has those without an account, or else the default ones.")
public @interface LimitsConfig {

    @AttributeDefinition(description =
            "The account, as BROKER/ACCOUNT; empty for every account without limits of its own.")
    String account() default "";

    @AttributeDefinition(description = "The largest quantity of an order; empty for no limit.")
    String max_quantity() default "";

    @AttributeDefinition(description = "The largest value of an order, in the symbol's currency; empty for no limit.")
    String max_value() default "";

    @AttributeDefinition(min = "1", max = "100",
            description = "The largest share of the buying power that one order may "
            + "take, in per cent.")
    int max_share_percent() default 100;

    @AttributeDefinition(description =
            "By how many per cent a buy may be limited above the last trade, and a sale below it; "
            + "empty for no limit.")
    String band_percent() default "30";

    @AttributeDefinition(min = "0", max = "3600000",
            description = "For how many milliseconds the same order is not taken "
            + "again; 0 for no limit.")
    long duplicate_ms() default 500;

    @AttributeDefinition(description =
            "When orders are taken, by the clock of the exchange, from Monday to Friday, such as "
            + "09:00-15:30; empty for always.")
    String hours() default "";

    @AttributeDefinition(min = "0", max = "86400", description = "How old the last price may be for a market order, in "
            + "seconds; 0 for no limit.")
    int stale_seconds() default 0;

    @AttributeDefinition(description =
            "By how much the account's equity may fall on one day, in its currency, before no more "
            + "orders are taken; empty for no limit.")
    String daily_loss() default "";

    @AttributeDefinition(min = "0", max = "1000000",
            description = "How many orders are taken on one day; 0 for no limit.")
    int daily_orders() default 0;
}
