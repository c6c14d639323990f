package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.gateway.OrderInstruction;
import org.jts.api.order.OrderType;
import org.jts.api.order.Side;
import org.jts.api.order.TimeInForce;

/** The broker's kinds of orders and exchanges beside those of plain orders, as order instructions. */
final class Instructions {

    static final String US = "US";
    private static final char BETWEEN = '-';

    /**
     * A division at an exchange: {@code NXT-03}, {@code US-34}.
     *
     * @param route    KRX, NXT, SOR or US
     * @param division the broker's {@code ORD_DVSN}
     */
    record Instruction(String route, String division) {

        String code() {
            return route + BETWEEN + division;
        }
    }

    private Instructions() {
    }

    static Instruction of(String code) {
        int between = code.indexOf(BETWEEN);
        return between < 0 ? new Instruction("", code)
                : new Instruction(code.substring(0, between), code.substring(between + 1));
    }

    /** The instruction of that division there; empty for a division that the broker does not have. */
    static Optional<String> named(String route, String division) {
        Instruction one = new Instruction(route, division);
        boolean isKnown = route.equals(US) ? UsDivision.of(one).isPresent() : Divisions.base(division).isPresent();
        return isKnown ? Optional.of(one.code()) : Optional.empty();
    }

    /** Whether it is another order for Korean shares than a plain one that goes the usual way. */
    static boolean isSpecial(String code, String usual) {
        Instruction one = of(code);
        return !one.route().equals(usual) || !Divisions.name(one.division()).isEmpty();
    }

    /** @return why the broker does not take such an order for Korean shares; empty when it does */
    static Optional<String> refusal(Instruction wanted, boolean paper) {
        if (!Divisions.isTaken(wanted.division(), wanted.route())) {
            return Optional.of(T.format("division.none", wanted.division(), wanted.route(),
                    Divisions.taken(wanted.route())));
        }
        return paper && (!wanted.route().equals("KRX") || !Divisions.isOnPaper(wanted.division()))
                ? Optional.of(T.format("division.paper", wanted.division(), wanted.route())) : Optional.empty();
    }

    /** For Korean shares, those of the usual exchange first; what plain orders are sent as is none. */
    static List<OrderInstruction> korea(String usual, boolean paper) {
        List<OrderInstruction> all = new ArrayList<>();
        Stream.concat(Stream.of(usual), Divisions.ROUTES.stream().filter(r -> !r.equals(usual))).forEach(route -> {
            for (String division : Divisions.taken(route)) {
                Instruction one = new Instruction(route, division);
                if (refusal(one, paper).isEmpty() && isSpecial(one.code(), usual)) {
                    all.add(new OrderInstruction(one.code(), route, Divisions.name(division),
                            Divisions.base(division).orElseThrow(),
                            Divisions.time(division), Set.of(Side.values()), Set.of(Venue.KRX.name())));
                }
            }
        });
        return all;
    }

    /** For shares in the United States: in the auctions at the open and at the close; paper has none of them. */
    static List<OrderInstruction> us() {
        return Stream.of(UsDivision.values()).map(d -> new OrderInstruction(new Instruction(US, d.code).code(), "",
                d.title(), d.type, TimeInForce.DAY, d.sides, Venue.US.stream().map(Venue::name)
                        .collect(Collectors.toSet()))).toList();
    }

    /** Orders for the auctions of New York. At market they are for sales alone. */
    enum UsDivision {
        MARKET_ON_OPEN("31", OrderType.MARKET, Set.of(Side.SELL)),
        LIMIT_ON_OPEN("32", OrderType.LIMIT, Set.of(Side.values())),
        MARKET_ON_CLOSE("33", OrderType.MARKET, Set.of(Side.SELL)),
        LIMIT_ON_CLOSE("34", OrderType.LIMIT, Set.of(Side.values()));

        final String code;
        final OrderType type;
        final Set<Side> sides;

        UsDivision(String code, OrderType type, Set<Side> sides) {
            this.code = code;
            this.type = type;
            this.sides = sides;
        }

        private String title() {
            return switch (this) {
                case MARKET_ON_OPEN -> T.get("division.us.31");
                case LIMIT_ON_OPEN -> T.get("division.us.32");
                case MARKET_ON_CLOSE -> T.get("division.us.33");
                case LIMIT_ON_CLOSE -> T.get("division.us.34");
            };
        }

        static List<String> codes() {
            return Stream.of(values()).map(d -> new Instruction(US, d.code).code()).toList();
        }

        /** The one of an instruction, or of an order by name. */
        static Optional<UsDivision> of(Instruction wanted) {
            return wanted.route().equals(US) ? Stream.of(values()).filter(d -> d.code.equals(wanted.division()))
                    .findFirst() : Optional.empty();
        }
    }
}
