package org.jts.accounts.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of the account book. */
@ObjectClassDefinition(id = AccountBookImpl.PID, name = "Accounts",
        description = "How often balances and positions are read.")
public @interface AccountsConfig {

    @AttributeDefinition(min = "5", max = "86400", description = "Seconds between two reads when nothing happens.")
    int refresh_seconds() default 60;

    @AttributeDefinition(min = "1", max = "10000", description = "Milliseconds from an order event to the read that "
            + "it causes; events in between cause no other.")
    int settle_millis() default 200;
}
