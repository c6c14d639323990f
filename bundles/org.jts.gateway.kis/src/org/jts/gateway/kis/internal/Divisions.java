package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import org.jts.api.order.OrderType;
import org.jts.api.order.TimeInForce;

/** The broker's {@code ORD_DVSN}, which is order type and time in force in one. */
final class Divisions {

    /** The exchanges that an order may name. */
    static final List<String> ROUTES = List.of("KRX", "NXT", "SOR");
    private static final String EVERYWHERE = "KRX NXT SOR";
    private static final String BOTH = "KRX NXT";

    /** All of them, as published up to September 2026, and who takes them. */
    private enum Division {
        LIMIT("00", OrderType.LIMIT, EVERYWHERE),
        MARKET("01", OrderType.MARKET, "KRX SOR"),
        /** A limit that becomes a market order in the closing auction. */
        CONDITIONAL("02", OrderType.LIMIT, "KRX"),
        /** At the best price of the other side. */
        BEST("03", OrderType.MARKET, EVERYWHERE),
        /** At the best price of the own side. */
        PRIORITY("04", OrderType.MARKET, EVERYWHERE),
        /** Before the opening, at the close of the day before. */
        BEFORE_HOURS("05", OrderType.MARKET, "KRX"),
        /** After the close, at the close. */
        AFTER_HOURS("06", OrderType.MARKET, "KRX"),
        LIMIT_IOC("11", OrderType.LIMIT, EVERYWHERE),
        LIMIT_FOK("12", OrderType.LIMIT, EVERYWHERE),
        MARKET_IOC("13", OrderType.MARKET, EVERYWHERE),
        MARKET_FOK("14", OrderType.MARKET, EVERYWHERE),
        BEST_IOC("15", OrderType.MARKET, EVERYWHERE),
        BEST_FOK("16", OrderType.MARKET, EVERYWHERE),
        /** Half-way between the two sides. */
        MIDDLE("21", OrderType.MARKET, BOTH),
        STOP_LIMIT("22", OrderType.STOP_LIMIT, BOTH),
        MIDDLE_IOC("23", OrderType.MARKET, BOTH),
        MIDDLE_FOK("24", OrderType.MARKET, BOTH),
        /** In the market of NXT before the opening. */
        EARLY_LIMIT("27", OrderType.LIMIT, "NXT"),
        EARLY_BEST("28", OrderType.MARKET, "NXT"),
        EARLY_PRIORITY("29", OrderType.MARKET, "NXT"),
        /** In the market after hours, since 2026-09-14. */
        LATE_LIMIT("41", OrderType.LIMIT, "KRX"),
        LATE_LIMIT_IOC("42", OrderType.LIMIT, "KRX"),
        LATE_LIMIT_FOK("43", OrderType.LIMIT, "KRX"),
        LATE_BEST("44", OrderType.MARKET, "KRX"),
        LATE_BEST_IOC("45", OrderType.MARKET, "KRX"),
        LATE_BEST_FOK("46", OrderType.MARKET, "KRX"),
        LATE_PRIORITY("47", OrderType.MARKET, "KRX");

        private final String code;
        private final OrderType base;
        private final List<String> routes;

        Division(String code, OrderType base, String routes) {
            this.code = code;
            this.base = base;
            this.routes = List.of(routes.split(" "));
        }

        static Optional<Division> of(String code) {
            return Arrays.stream(values()).filter(d -> d.code.equals(code)).findFirst();
        }
    }

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

    /** The type of ours that comes nearest, and under which such an order is placed; empty for no division. */
    static Optional<OrderType> base(String code) {
        return Division.of(code).map(d -> d.base);
    }

    /** What traders call it; empty for what plain orders are sent as. */
    static String name(String code) {
        return switch (Division.of(code).orElseThrow()) {
            case LIMIT, MARKET, LIMIT_IOC, LIMIT_FOK, MARKET_IOC, MARKET_FOK, STOP_LIMIT -> "";
            case CONDITIONAL -> T.get("division.conditional");
            case BEST -> T.get("division.best");
            case PRIORITY -> T.get("division.priority");
            case BEFORE_HOURS -> T.get("division.before");
            case AFTER_HOURS -> T.get("division.after");
            case BEST_IOC -> T.get("division.best.ioc");
            case BEST_FOK -> T.get("division.best.fok");
            case MIDDLE -> T.get("division.middle");
            case MIDDLE_IOC -> T.get("division.middle.ioc");
            case MIDDLE_FOK -> T.get("division.middle.fok");
            case EARLY_LIMIT -> T.get("division.early.limit");
            case EARLY_BEST -> T.get("division.early.best");
            case EARLY_PRIORITY -> T.get("division.early.priority");
            case LATE_LIMIT -> T.get("division.late.limit");
            case LATE_LIMIT_IOC -> T.get("division.late.limit.ioc");
            case LATE_LIMIT_FOK -> T.get("division.late.limit.fok");
            case LATE_BEST -> T.get("division.late.best");
            case LATE_BEST_IOC -> T.get("division.late.best.ioc");
            case LATE_BEST_FOK -> T.get("division.late.best.fok");
            case LATE_PRIORITY -> T.get("division.late.priority");
        };
    }

    static boolean isTaken(String code, String route) {
        return Division.of(code).filter(d -> d.routes.contains(route)).isPresent();
    }

    /** The paper service has the regular session alone; of stop orders nothing is known there. */
    static boolean isOnPaper(String code) {
        return Division.of(code).filter(d -> d.ordinal() < Division.MIDDLE.ordinal() && d != Division.BEFORE_HOURS
                && d != Division.AFTER_HOURS).isPresent();
    }

    /** Codes that go there. */
    static List<String> taken(String route) {
        return Arrays.stream(Division.values()).filter(d -> d.routes.contains(route)).map(d -> d.code).toList();
    }

    /** Types that we do not place by ourselves, such as best limit, are shown as what comes nearest. */
    static OrderType type(String code, boolean priced) {
        return base(code).filter(t -> t != OrderType.LIMIT).orElse(priced ? OrderType.LIMIT : OrderType.MARKET);
    }

    static TimeInForce time(String code) {
        String name = Division.of(code).map(Enum::name).orElse("");
        return name.endsWith("_IOC") ? TimeInForce.IOC : name.endsWith("_FOK") ? TimeInForce.FOK : TimeInForce.DAY;
    }
}
