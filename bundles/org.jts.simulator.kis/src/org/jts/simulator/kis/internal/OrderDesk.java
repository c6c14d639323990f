package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import org.jts.api.account.AccountId;
import org.jts.api.market.Symbol;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderRequest;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.exchange.Answer;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;
import org.jts.simulator.kis.KisFaults;

/** Takes orders, changes and cancels of domestic shares. There is no duplicate check: sent twice is two orders. */
final class OrderDesk {

    /** The office that every order goes through. */
    static final String BRANCH = "06010";

    private static final Map<String, Divisions.Division> DIVISIONS = Divisions.ALL;
    private static final KisApi CASH = KisCatalog.get().api("order-cash");

    private final World world;
    private final KisFaults faults;
    private final Consumer<List<Notice>> teller;

    OrderDesk(World world, KisFaults faults, Consumer<List<Notice>> teller) {
        this.world = world;
        this.faults = faults;
        this.teller = teller;
    }

    Reply order(Incoming in) {
        return order(CASH, in);
    }

    /** @param api whose ids tell a sale from a purchase */
    Reply order(KisApi api, Incoming in) {
        AccountId account = new AccountId(in.account());
        Optional<Symbol> symbol = world.symbol(in.field("PDNO"));
        Divisions.Division division = DIVISIONS.get(in.field("ORD_DVSN"));
        if (faults.refusesOrders()) {
            return refuse(RejectReason.OTHER);
        }
        if (symbol.isEmpty()) {
            return refuse(RejectReason.UNKNOWN_SYMBOL);
        }
        String exchange = in.field("EXCG_ID_DVSN_CD").isEmpty() ? "KRX" : in.field("EXCG_ID_DVSN_CD");
        if (division == null || paper() && !exchange.equals("KRX") || !division.isTakenBy(exchange)) {
            return refuse(RejectReason.UNSUPPORTED);
        }
        if (!division.isInSeason(world.now())) {
            return refuse(RejectReason.MARKET_CLOSED);
        }
        Amounts amounts = Amounts.read(in, "ORD_QTY", "ORD_UNPR", "CNDT_PRIC");
        if (amounts == null) {
            return Reply.gateway("IGW00007", "요청 전문을 해석할 수 없습니다.");
        }
        Side side = in.isRole(api, "sell") ? Side.SELL : Side.BUY;
        if (!division.isPriced() && division.type().hasLimitPrice()) {
            amounts = new Amounts(amounts.quantity(), division.price(world, symbol.orElseThrow(), side),
                    BigDecimal.ZERO);
        }
        boolean priced = division.type().hasLimitPrice();
        if (amounts.quantity().signum() <= 0 || priced && amounts.price().signum() <= 0) {
            return refuse(RejectReason.QUANTITY);
        }
        return submit(account, symbol.orElseThrow(), side, in.field("ORD_DVSN"), division, amounts, exchange);
    }

    /** @param route where it is sent, as its notices say */
    Reply submit(AccountId account, Symbol symbol, Side side, String code, Divisions.Division division,
            Amounts amounts, String route) {
        SimOrder order = world.ledger.begin(account, symbol, side, code, amounts.quantity(),
                division.isPriced() ? amounts.price() : BigDecimal.ZERO, amounts.stop(), world.now());
        order.route = route;
        String name = OrderLedger.nameOf(order);
        Answer answer = world.exchange.submit(new OrderRequest(new ClientOrderId(name), account, symbol.id(), side,
                division.type(), division.time(), amounts.quantity(),
                Optional.of(amounts.price()).filter(p -> division.type().hasLimitPrice()),
                Optional.of(amounts.stop()).filter(p -> division.type().hasStopPrice())));
        return switch (answer) {
            case Answer.Accepted accepted -> {
                order.exchangeId = accepted.order().brokerOrderId().orElseThrow();
                world.ledger.confirm(order);
                yield accepted(order, paper() ? side == Side.BUY ? "모의투자 매수주문이 완료 되었습니다."
                        : "모의투자 매도주문이 완료 되었습니다." : "주문 전송 완료 되었습니다.");
            }
            case Answer.Refused refused -> {
                world.ledger.forget(name, order);
                yield Refusals.of(paper(), refused);
            }
        };
    }

    Reply change(Incoming in) {
        if (faults.refusesOrders()) {
            return refuse(RejectReason.OTHER);
        }
        AccountId account = new AccountId(in.account());
        Optional<SimOrder> found = world.ledger.find(account, in.field("ORGN_ODNO"))
                .filter(o -> !World.isUs(o.symbol.id()));
        String exchange = in.field("EXCG_ID_DVSN_CD").isEmpty() ? "KRX" : in.field("EXCG_ID_DVSN_CD");
        if (found.isEmpty() || !found.orElseThrow().route.equals(exchange)) {
            return refuse(RejectReason.UNKNOWN_ORDER);
        }
        SimOrder order = found.orElseThrow();
        Amounts amounts = Amounts.read(in, "ORD_QTY", "ORD_UNPR", "CNDT_PRIC");
        if (amounts == null) {
            return Reply.gateway("IGW00007", "요청 전문을 해석할 수 없습니다.");
        }
        if (!order.isOpen() || order.exchangeId == null) {
            return refuse(RejectReason.ORDER_CLOSED);
        }
        BigDecimal part = in.field("QTY_ALL_ORD_YN").equals("Y") ? order.rest() : amounts.quantity();
        if (part.signum() <= 0 || part.compareTo(order.rest()) > 0) {
            return refuse(RejectReason.ORDER_CLOSED);
        }
        return in.field("RVSE_CNCL_DVSN_CD").equals("02") ? cancel(order, part) : modify(in, order, part, amounts);
    }

    Reply cancel(SimOrder order, BigDecimal part) {
        boolean whole = part.compareTo(order.rest()) == 0;
        Answer answer = whole ? world.exchange.cancel(order.account, order.exchangeId)
                : world.exchange.modify(order.account, order.exchangeId, exchangeTotal(order).subtract(part),
                        Optional.empty());
        if (answer instanceof Answer.Refused refused) {
            return Refusals.of(paper(), refused);
        }
        if (!whole) {
            world.ledger.cancelPart(order, part);
        }
        return confirm(order, part, paper() ? "모의투자 취소주문이 완료 되었습니다." : "주문 전송 완료 되었습니다.");
    }

    private Reply modify(Incoming in, SimOrder order, BigDecimal part, Amounts amounts) {
        if (part.compareTo(order.rest()) != 0) {
            return modifyPart(order, part, amounts);
        }
        String name = world.exchange.order(order.exchangeId).flatMap(o -> o.clientOrderId()).orElseThrow().value();
        SimOrder next = world.ledger.replace(order, name, in.field("ORD_DVSN"), order.rest(), amounts.price(),
                world.now());
        Answer answer = world.exchange.modify(order.account, order.exchangeId, exchangeTotal(order),
                Optional.of(amounts.price()));
        if (answer instanceof Answer.Refused refused) {
            world.ledger.takeBack(next, name);
            return Refusals.of(paper(), refused);
        }
        world.ledger.confirm(next);
        teller.accept(List.of(Notice.confirmed(next, world.now())));
        return accepted(next, paper() ? "모의투자 정정주문이 완료 되었습니다." : "주문 전송 완료 되었습니다.");
    }

    /** A part gets a new price and number, the rest stays as it was. */
    private Reply modifyPart(SimOrder order, BigDecimal part, Amounts amounts) {
        Answer lowered = world.exchange.modify(order.account, order.exchangeId, exchangeTotal(order).subtract(part),
                Optional.empty());
        if (lowered instanceof Answer.Refused refused) {
            return Refusals.of(paper(), refused);
        }
        world.ledger.cancelPart(order, part);
        return submit(order.account, order.symbol, order.side, "00", DIVISIONS.get("00"),
                new Amounts(part, amounts.price(), BigDecimal.ZERO), order.route);
    }

    Reply confirm(SimOrder order, BigDecimal part, String text) {
        SimOrder done = world.ledger.add(order, SimOrder.Kind.CANCEL, order.account, order.symbol, order.side,
                order.division, part, BigDecimal.ZERO, BigDecimal.ZERO, world.now());
        teller.accept(List.of(Notice.confirmed(done, world.now())));
        return accepted(done, text);
    }

    BigDecimal exchangeTotal(SimOrder order) {
        return world.exchange.order(order.exchangeId).orElseThrow().quantity();
    }

    Reply accepted(SimOrder order) {
        return accepted(order, paper() ? "모의투자 정정주문이 완료 되었습니다." : "주문 전송 완료 되었습니다.");
    }

    private Reply accepted(SimOrder order, String text) {
        Map<String, Object> body = Reply.success(paper() ? "40600000" : "APBK0013", text);
        Map<String, Object> output = new LinkedHashMap<>();
        output.put("KRX_FWDG_ORD_ORGNO", BRANCH);
        output.put("ODNO", order.number);
        output.put("ORD_TMD", Texts.clock(order.time));
        body.put("output", output);
        return Reply.of(body);
    }

    boolean refuses() {
        return faults.refusesOrders();
    }

    Reply refuse(RejectReason reason) {
        return Refusals.of(paper(), new Answer.Refused(reason, ""));
    }

    private boolean paper() {
        return world.config().paper();
    }

    /** Quantity and prices: whole numbers, or the broker's gateway cannot read them. */
    record Amounts(BigDecimal quantity, BigDecimal price, BigDecimal stop) {

        static Amounts read(Incoming in, String quantity, String price, String stop) {
            BigDecimal count = whole(in.field(quantity));
            BigDecimal won = whole(in.field(price));
            BigDecimal trigger = whole(in.field(stop));
            return count == null || won == null || trigger == null ? null : new Amounts(count, won, trigger);
        }

        static BigDecimal whole(String text) {
            return text.isEmpty() ? BigDecimal.ZERO : text.matches("\\d{1,15}") ? new BigDecimal(text) : null;
        }
    }
}
