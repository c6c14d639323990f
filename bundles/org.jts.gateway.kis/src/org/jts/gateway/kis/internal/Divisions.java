package org.jts.gateway.kis.internal;

import java.util.Optional;

import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** The broker's {@code ORD_DVSN}, which is order type and time in force in one. */
final class Divisions {

    private Divisions() {
    }

    /** Empty for what the broker does not have. */
    static Optional<String> code(OrderType type, TimeInForce time) {
        return Optional.ofNullable(switch (type) {
            case LIMIT -> switch (time) {
                case DAY -> "00";
                case IOC -> "11";
                case FOK -> "12";
                case GTC -> null;
            };
            case MARKET -> switch (time) {
                case DAY -> "01";
                case IOC -> "13";
                case FOK -> "14";
                case GTC -> null;
            };
            case STOP_LIMIT -> time == TimeInForce.DAY ? "22" : null;
            case STOP -> null;
        });
    }

    /** Types that we do not place, such as best limit, are shown as what comes nearest. */
    static OrderType type(String code, boolean priced) {
        return switch (code) {
            case "22" -> OrderType.STOP_LIMIT;
            case "01", "03", "04", "13", "14", "15", "16" -> OrderType.MARKET;
            default -> priced ? OrderType.LIMIT : OrderType.MARKET;
        };
    }

    static TimeInForce time(String code) {
        return switch (code) {
            case "11", "13", "15", "23", "42", "45" -> TimeInForce.IOC;
            case "12", "14", "16", "24", "43", "46" -> TimeInForce.FOK;
            default -> TimeInForce.DAY;
        };
    }
}
