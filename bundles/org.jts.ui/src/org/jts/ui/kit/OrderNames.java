package org.jts.ui.kit;

import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;
import org.jts.ui.internal.UiTexts;

/**
 * What sides, types and times in force of orders are called in the user's language, the same in every view.
 * Thread-safe.
 *
 * @since 1.0
 */
public final class OrderNames {
    private static final Texts T = UiTexts.TEXTS;

    private OrderNames() {
    }

    public static String side(Side side) {
        return side == Side.BUY ? T.get("order.side.buy") : T.get("order.side.sell");
    }

    public static String type(OrderType type) {
        return switch (type) {
            case MARKET -> T.get("order.type.market");
            case LIMIT -> T.get("order.type.limit");
            case STOP -> T.get("order.type.stop");
            case STOP_LIMIT -> T.get("order.type.stoplimit");
        };
    }

    public static String timeInForce(TimeInForce time) {
        return switch (time) {
            case DAY -> T.get("order.tif.day");
            case IOC -> T.get("order.tif.ioc");
            case FOK -> T.get("order.tif.fok");
            case GTC -> T.get("order.tif.gtc");
        };
    }
}
