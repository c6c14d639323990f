package org.jts.api.order;

import org.jts.api.BrokerId;
import org.jts.api.text.Texts;

/**
 * What sides, types, times in force and states of orders are called in the language of the process: the same words in
 * every view, notice and refusal. Thread-safe.
 *
 * @since 1.0
 */
public final class OrderNames {
    private static final Texts T = Texts.of(OrderNames.class);

    private OrderNames() {
    }

    public static String side(Side side) {
        return side == Side.BUY ? T.get("side.buy") : T.get("side.sell");
    }

    public static String type(OrderType type) {
        return switch (type) {
            case MARKET -> T.get("type.market");
            case LIMIT -> T.get("type.limit");
            case STOP -> T.get("type.stop");
            case STOP_LIMIT -> T.get("type.stopLimit");
        };
    }

    public static String timeInForce(TimeInForce time) {
        return switch (time) {
            case DAY -> T.get("tif.day");
            case IOC -> T.get("tif.ioc");
            case FOK -> T.get("tif.fok");
            case GTC -> T.get("tif.gtc");
        };
    }

    /** That a broker takes no orders in its own words. @since 1.3 */
    public static String noCalls(OrderCall call, BrokerId broker) {
        return T.format("call.none", broker, call.fullName());
    }

    public static String status(OrderStatus status) {
        return switch (status) {
            case UNKNOWN -> T.get("status.unknown");
            case PENDING -> T.get("status.pending");
            case SUBMITTED -> T.get("status.submitted");
            case ACCEPTED -> T.get("status.accepted");
            case PARTIAL -> T.get("status.partial");
            case FILLED -> T.get("status.filled");
            case CANCELLED -> T.get("status.cancelled");
            case REJECTED -> T.get("status.rejected");
            case EXPIRED -> T.get("status.expired");
        };
    }
}
