package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.exchange.Answer;

/** Takes orders for shares in the United States: limit orders for the day, and orders for the auctions. */
final class UsOrderDesk {

    /** Orders of the day session have interfaces of their own. */
    private static final String DAYTIME = "DAYTIME";
    private static final LocalTime DAY_FROM = LocalTime.of(10, 0);
    private static final LocalTime DAY_TO = LocalTime.of(18, 0);
    private static final String CLOCK = "([01]\\d|2[0-3])[0-5]\\d[0-5]\\d";

    private final World world;
    private final OrderDesk orders;
    private final UsAuctions auctions;
    private final Consumer<List<Notice>> teller;

    UsOrderDesk(World world, OrderDesk orders, UsAuctions auctions, Consumer<List<Notice>> teller) {
        this.world = world;
        this.orders = orders;
        this.auctions = auctions;
        this.teller = teller;
    }

    Reply order(Incoming in) {
        return order(in, "");
    }

    private Reply order(Incoming in, String route) {
        Optional<Symbol> symbol = world.traded(in.field("OVRS_EXCG_CD"), in.field("PDNO"));
        if (orders.refuses()) {
            return orders.refuse(RejectReason.OTHER);
        }
        if (symbol.isEmpty()) {
            return orders.refuse(RejectReason.UNKNOWN_SYMBOL);
        }
        String division = in.field("ORD_DVSN");
        boolean overHours = division.matches("35|36") && !world.config().paper();
        if (overHours && !isSpan(in)) {
            return Refusals.real("APBK0918", "TWAP/VWAP 주문시간 오류입니다.");
        }
        boolean auction = UsAuctions.isAuction(division) && !world.config().paper();
        if (!division.equals("00") && !auction && !overHours) {
            return orders.refuse(RejectReason.UNSUPPORTED);
        }
        BigDecimal quantity = OrderDesk.Amounts.whole(in.field("ORD_QTY"));
        BigDecimal price = decimal(in.field("OVRS_ORD_UNPR"));
        if (quantity == null || price == null) {
            return Reply.gateway("IGW00007", "요청 전문을 해석할 수 없습니다.");
        }
        boolean atMarket = UsAuctions.isAtMarket(division);
        if (quantity.signum() <= 0 || atMarket == price.signum() > 0) {
            return orders.refuse(RejectReason.QUANTITY);
        }
        // The sell id of paper is told in two ways, and both are taken.
        Side side = in.trId().matches("TTTT1006U|VTTT1001U|VTTT1006U|TTTS6037U") ? Side.SELL : Side.BUY;
        if (atMarket && side == Side.BUY) {
            return Refusals.real("APBK1269", "MOO/MOC 매수주문은 불가합니다.");
        }
        if (auction) {
            return orders.accepted(auctions.add(new AccountId(in.account()), symbol.orElseThrow(), side, division,
                    quantity, price));
        }
        return orders.submit(new AccountId(in.account()), symbol.orElseThrow(), side, "00", Divisions.ALL.get("00"),
                new OrderDesk.Amounts(quantity, price, BigDecimal.ZERO), route);
    }

    /** TWAP and VWAP: from when to when, or until the close. */
    private static boolean isSpan(Incoming in) {
        String from = in.field("START_TIME");
        String to = in.field("END_TIME");
        return switch (in.field("ALGO_ORD_TMD_DVSN_CD")) {
            case "02" -> true;
            case "00" -> from.matches(CLOCK) && to.matches(CLOCK) && from.compareTo(to) < 0;
            default -> false;
        };
    }

    /** An order in the day session, 10:00 to 18:00 in Seoul: limit orders alone. */
    Reply daytime(Incoming in) {
        return isDaytime() ? in.field("ORD_DVSN").equals("00") ? order(in, DAYTIME)
                : orders.refuse(RejectReason.UNSUPPORTED)
                : orders.refuse(RejectReason.MARKET_CLOSED);
    }

    Reply changeDaytime(Incoming in) {
        return isDaytime() ? change(in, DAYTIME) : orders.refuse(RejectReason.MARKET_CLOSED);
    }

    private boolean isDaytime() {
        LocalTime there = world.now().atZone(Texts.SEOUL).toLocalTime();
        return !there.isBefore(DAY_FROM) && there.isBefore(DAY_TO);
    }

    Reply change(Incoming in) {
        return change(in, "");
    }

    /** @param route of the session whose interface it is: that of the other one does not know the order */
    private Reply change(Incoming in, String route) {
        if (orders.refuses()) {
            return orders.refuse(RejectReason.OTHER);
        }
        Optional<SimOrder> found = world.ledger.find(new AccountId(in.account()), in.field("ORGN_ODNO"))
                .filter(o -> World.isUs(o.symbol.id()) && o.route.equals(DAYTIME) == route.equals(DAYTIME));
        if (found.isEmpty()) {
            return orders.refuse(RejectReason.UNKNOWN_ORDER);
        }
        SimOrder order = found.orElseThrow();
        BigDecimal quantity = OrderDesk.Amounts.whole(in.field("ORD_QTY"));
        BigDecimal price = decimal(in.field("OVRS_ORD_UNPR"));
        if (quantity == null || price == null) {
            return Reply.gateway("IGW00007", "요청 전문을 해석할 수 없습니다.");
        }
        if (order.isOpen() && order.exchangeId == null && quantity.compareTo(order.rest()) <= 0) {
            return changeWaiting(in, order, quantity, price);
        }
        if (!order.isOpen() || order.exchangeId == null || quantity.compareTo(order.rest()) > 0) {
            return orders.refuse(RejectReason.ORDER_CLOSED);
        }
        return in.field("RVSE_CNCL_DVSN_CD").equals("02") ? orders.cancel(order, order.rest())
                : modify(order, quantity, price);
    }

    private Reply changeWaiting(Incoming in, SimOrder order, BigDecimal quantity, BigDecimal price) {
        if (in.field("RVSE_CNCL_DVSN_CD").equals("02")) {
            BigDecimal rest = order.rest();
            return auctions.cancel(order) ? orders.confirm(order, rest, "주문 전송 완료 되었습니다.")
                    : orders.refuse(RejectReason.ORDER_CLOSED);
        }
        if (quantity.signum() <= 0 || UsAuctions.isAtMarket(order.division) == price.signum() > 0) {
            return orders.refuse(RejectReason.QUANTITY);
        }
        Optional<SimOrder> next = auctions.change(order, quantity, price);
        next.ifPresent(o -> teller.accept(List.of(Notice.confirmed(o, world.now()))));
        return next.map(orders::accepted).orElseGet(() -> orders.refuse(RejectReason.ORDER_CLOSED));
    }

    /** What is left goes on with that quantity and price, under another number. */
    private Reply modify(SimOrder order, BigDecimal quantity, BigDecimal price) {
        if (quantity.signum() <= 0 || price.signum() <= 0) {
            return orders.refuse(RejectReason.QUANTITY);
        }
        BigDecimal total = orders.exchangeTotal(order).subtract(order.rest()).add(quantity);
        String name = world.exchange.order(order.exchangeId).flatMap(o -> o.clientOrderId()).orElseThrow().value();
        SimOrder next = world.ledger.replace(order, name, "00", quantity, price, world.now());
        Answer answer = world.exchange.modify(order.account, order.exchangeId, total, Optional.of(price));
        if (answer instanceof Answer.Refused refused) {
            world.ledger.takeBack(next, name);
            return Refusals.of(world.config().paper(), refused);
        }
        world.ledger.confirm(next);
        teller.accept(List.of(Notice.confirmed(next, world.now())));
        return orders.accepted(next);
    }

    private static BigDecimal decimal(String text) {
        return text.isEmpty() ? BigDecimal.ZERO : text.matches("\\d{1,9}(\\.\\d{1,8})?") ? new BigDecimal(text)
                : null;
    }
}
