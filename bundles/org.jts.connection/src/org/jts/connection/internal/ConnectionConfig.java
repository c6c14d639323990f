package org.jts.connection.internal;

import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Settings of all supervised connections. */
@ObjectClassDefinition(id = Limits.PID, name = "Connections",
        description = "Time limits, health checks and reconnects of all brokers.")
public @interface ConnectionConfig {

    @AttributeDefinition(description = "Connect to every broker when the workstation starts.")
    boolean connect_at_start() default true;

    @AttributeDefinition(min = "1", max = "600", description = "Time limit of connecting, in seconds.")
    int connect_seconds() default 15;

    @AttributeDefinition(min = "1", max = "60", description = "Time limit of disconnecting, in seconds.")
    int disconnect_seconds() default 5;

    @AttributeDefinition(min = "1", max = "60", description = "Time limit of a health check, in seconds.")
    int health_seconds() default 5;

    @AttributeDefinition(min = "1", max = "600", description = "Time limit of a read, in seconds.")
    int read_seconds() default 10;

    @AttributeDefinition(min = "1", max = "3600", description = "Time limit of reading candles, in seconds.")
    int candles_seconds() default 60;

    @AttributeDefinition(min = "1", max = "600", description = "Time limit of an order call, in seconds; after it the "
            + "order counts as unknown.")
    int order_seconds() default 10;

    @AttributeDefinition(min = "1", max = "3600", description = "A connection that answered nothing for so many "
            + "seconds is checked.")
    int health_interval_seconds() default 30;

    @AttributeDefinition(min = "1", max = "600", description = "After an unanswered check, seconds until the next.")
    int health_again_seconds() default 5;

    @AttributeDefinition(min = "1", max = "100", description = "Unanswered checks in a row that mean a lost "
            + "connection.")
    int health_misses() default 3;

    @AttributeDefinition(min = "1", max = "60000", description = "Wait before the first retry, in milliseconds.")
    int backoff_first_millis() default 1000;

    @AttributeDefinition(min = "1", max = "10", description = "By which each wait exceeds the one before.")
    double backoff_factor() default 2;

    @AttributeDefinition(min = "1", max = "3600", description = "Longest wait before a retry, in seconds.")
    int backoff_max_seconds() default 30;

    @AttributeDefinition(min = "0", max = "100", description = "By how many per cent a wait is spread to both sides.")
    int backoff_jitter_percent() default 20;

    @AttributeDefinition(min = "1", max = "100", description = "Attempts with refused keys or permissions after which "
            + "a person has to act. Brokers lock accounts after a few.")
    int tries_authentication() default 2;

    @AttributeDefinition(min = "1", max = "1000", description = "Attempts with a failing gateway after which a person "
            + "has to act.")
    int tries_fault() default 5;

    @AttributeDefinition(min = "0", max = "1000000", description = "Attempts after which a person has to act, "
            + "whatever the reason; 0 for never.")
    int tries_any() default 0;

    @AttributeDefinition(min = "1", max = "1000", description = "Reads that one broker may have under way.")
    int calls_read() default 16;

    @AttributeDefinition(min = "1", max = "1000", description = "Order calls that one broker may have under way.")
    int calls_order() default 8;

    @AttributeDefinition(min = "100", max = "10000000", description = "Order events that may wait for one receiver "
            + "before the connection is made anew.")
    int queue_orders() default 10_000;
}
