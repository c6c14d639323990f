package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.order.Execution;
import org.jts.api.order.Side;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisCatalog;

/** Answers what an account holds, could buy, and has ordered. */
final class AccountDesk {

    private static final int KEY_WIDTH = 100;

    private final World world;
    private final KisApi balance = KisCatalog.get().api("inquire-balance");
    private final KisApi buyable = KisCatalog.get().api("inquire-psbl-order");
    private final KisApi sellable = KisCatalog.get().api("inquire-psbl-sell");
    private final KisApi orders = KisCatalog.get().api("inquire-daily-ccld");
    private final KisApi open = KisCatalog.get().api("inquire-psbl-rvsecncl");

    AccountDesk(World world) {
        this.world = world;
    }

    Reply balance(Incoming in) {
        AccountId account = new AccountId(in.account());
        Balance money = world.exchange.balances(account).getFirst();
        List<Position> held = world.exchange.positions(account).stream().filter(p -> !World.isUs(p.symbol())).toList();
        Map<String, Object> body = done();
        Reply reply = Pages.answer(in, body, KEY_WIDTH, paper() ? 20 : 50, "output1", held, this::position);
        body.put("output2", List.of(totals(account, money, held)));
        return reply;
    }

    private Map<String, Object> position(Position position) {
        Map<String, Object> row = Filler.record(balance, "output1", world.now());
        BigDecimal worth = position.marketValue();
        BigDecimal cost = position.averagePrice().multiply(position.quantity());
        row.put("pdno", position.symbol().code());
        row.put("prdt_name", position.name());
        row.put("trad_dvsn_name", "현금");
        row.put("hldg_qty", Texts.won(position.quantity()));
        row.put("ord_psbl_qty", Texts.won(position.sellable()));
        row.put("pchs_avg_pric", position.averagePrice().setScale(4, RoundingMode.HALF_UP).toPlainString());
        row.put("pchs_amt", Texts.won(cost));
        row.put("prpr", Texts.won(position.currentPrice()));
        row.put("evlu_amt", Texts.won(worth));
        row.put("evlu_pfls_amt", Texts.won(worth.subtract(cost)));
        row.put("evlu_pfls_rt", Texts.ratio(worth.subtract(cost), cost));
        return row;
    }

    private Map<String, Object> totals(AccountId account, Balance money, List<Position> held) {
        BigDecimal worth = held.stream().map(Position::marketValue).reduce(BigDecimal.ZERO, BigDecimal::add);
        BigDecimal cost = held.stream().map(p -> p.averagePrice().multiply(p.quantity())).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        BigDecimal traded = world.exchange.executions(account, world.now().atZone(Texts.SEOUL).toLocalDate()
                .atStartOfDay(Texts.SEOUL).toInstant()).stream().filter(e -> !World.isUs(e.symbol()))
                .map(Execution::cashEffect).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        Map<String, Object> row = Filler.record(balance, "output2", world.now());
        row.put("dnca_tot_amt", Texts.won(money.cash().subtract(traded)));
        row.put("nxdy_excc_amt", Texts.won(money.cash().subtract(traded)));
        row.put("prvs_rcdl_excc_amt", Texts.won(money.cash()));
        row.put("scts_evlu_amt", Texts.won(worth));
        row.put("tot_evlu_amt", Texts.won(money.cash().add(worth)));
        row.put("nass_amt", Texts.won(money.cash().add(worth)));
        row.put("pchs_amt_smtl_amt", Texts.won(cost));
        row.put("evlu_amt_smtl_amt", Texts.won(worth));
        row.put("evlu_pfls_smtl_amt", Texts.won(worth.subtract(cost)));
        return row;
    }

    Reply buyable(Incoming in) {
        Balance money = world.exchange.balances(new AccountId(in.account())).getFirst();
        Map<String, Object> output = Filler.record(buyable, "output", world.now());
        String amount = Texts.won(money.buyingPower());
        for (String name : List.of("ord_psbl_cash", "ruse_psbl_amt", "nrcvb_buy_amt", "max_buy_amt")) {
            output.put(name, amount);
        }
        BigDecimal price = price(in);
        if (price.signum() > 0) {
            String quantity = Texts.won(money.buyingPower().divide(price, 0, RoundingMode.DOWN));
            output.put("psbl_qty_calc_unpr", Texts.won(price));
            output.put("nrcvb_buy_qty", quantity);
            output.put("max_buy_qty", quantity);
        }
        Map<String, Object> body = done();
        body.put("output", output);
        return Reply.of(body);
    }

    /** Without a price a purchase is counted at the upper limit of the day. */
    private BigDecimal price(Incoming in) {
        String text = in.field("ORD_UNPR");
        if (text.matches("[1-9]\\d{0,14}")) {
            return new BigDecimal(text);
        }
        return world.symbol(in.field("PDNO")).flatMap(s -> MarketDesk.limits(world, s)).map(r -> r.highest())
                .orElse(BigDecimal.ZERO);
    }

    Reply sellable(Incoming in) {
        Map<String, Object> output = Filler.record(sellable, "output", world.now());
        Optional<Position> held = world.exchange.positions(new AccountId(in.account())).stream()
                .filter(p -> p.symbol().code().equals(in.field("PDNO"))).findFirst();
        output.put("pdno", in.field("PDNO"));
        held.ifPresent(p -> {
            output.put("prdt_name", p.name());
            output.put("cblc_qty", Texts.won(p.quantity()));
            output.put("ord_psbl_qty", Texts.won(p.sellable()));
            output.put("now_pric", Texts.won(p.currentPrice()));
        });
        Map<String, Object> body = done();
        body.put("output", output);
        return Reply.of(body);
    }

    /** Orders and what they traded: all, the filled or the open ones. */
    Reply orders(Incoming in) {
        List<SimOrder> all = new ArrayList<>(world.ledger.of(new AccountId(in.account())).stream()
                .filter(o -> !World.isUs(o.symbol.id())).filter(o -> wanted(in, o)).toList());
        if (!in.field("INQR_DVSN").equals("01")) {
            all.sort(Comparator.comparing((SimOrder o) -> o.number).reversed());
        }
        Map<String, Object> body = done();
        Reply reply = Pages.answer(in, body, KEY_WIDTH, paper() ? 15 : 100, "output1", all, this::order);
        Map<String, Object> totals = Filler.record(orders, "output2", world.now());
        totals.put("tot_ord_qty", sum(all, o -> o.quantity));
        totals.put("tot_ccld_qty", sum(all, o -> o.filled));
        totals.put("tot_ccld_amt", sum(all, o -> o.value));
        totals.put("prsm_tlex_smtl", sum(all, o -> o.fees));
        body.put("output2", totals);
        return reply;
    }

    private static boolean wanted(Incoming in, SimOrder order) {
        String day = Texts.day(order.time);
        String side = in.field("SLL_BUY_DVSN_CD");
        String filled = in.field("CCLD_DVSN");
        String number = in.field("ODNO");
        return day.compareTo(in.field("INQR_STRT_DT")) >= 0 && day.compareTo(in.field("INQR_END_DT")) <= 0
                && (!side.equals("01") || order.side == Side.SELL) && (!side.equals("02") || order.side == Side.BUY)
                && (!filled.equals("01") || order.filled.signum() > 0) && (!filled.equals("02") || order.isOpen())
                && (in.field("PDNO").isEmpty() || in.field("PDNO").equals(order.symbol.id().code()))
                && (number.isEmpty() || Texts.padded(number, 10).equals(order.number));
    }

    private Map<String, Object> order(SimOrder order) {
        Map<String, Object> row = Filler.record(orders, "output1", world.now());
        row.put("ord_dt", Texts.day(order.time));
        row.put("ord_gno_brno", OrderDesk.BRANCH);
        row.put("odno", order.number);
        row.put("orgn_odno", order.originalNumber());
        row.put("ord_dvsn_name", order.division.equals("00") ? "지정가" : "시장가");
        row.put("sll_buy_dvsn_cd", order.side == Side.SELL ? "01" : "02");
        row.put("sll_buy_dvsn_cd_name", order.side == Side.SELL ? "현금매도" : "현금매수");
        row.put("pdno", order.symbol.id().code());
        row.put("prdt_name", order.symbol.name());
        row.put("ord_qty", Texts.won(order.quantity));
        row.put("ord_unpr", Texts.won(order.price));
        row.put("ord_tmd", Texts.clock(order.time));
        row.put("tot_ccld_qty", Texts.won(order.filled));
        row.put("avg_prvs", order.average().toPlainString());
        row.put("tot_ccld_amt", Texts.won(order.value));
        row.put("cncl_yn", order.kind == SimOrder.Kind.CANCEL ? "Y" : "N");
        row.put("ord_dvsn_cd", order.division);
        row.put("cnc_cfrm_qty", Texts.won(order.cancelled));
        row.put("cncl_cfrm_qty", Texts.won(order.cancelled));
        row.put("rmn_qty", Texts.won(order.rest()));
        row.put("rjct_qty", Texts.won(order.refused));
        row.put("infm_tmd", Texts.clock(order.time));
        row.put("prdt_type_cd", "300");
        row.put("excg_dvsn_cd", "02");
        row.put("excg_id_dvsn_Cd", order.route);
        row.put("stpm_cndt_pric", Texts.won(order.stop));
        return row;
    }

    /** Orders that may still be changed; the real service has it alone. */
    Reply open(Incoming in) {
        List<SimOrder> all = world.ledger.of(new AccountId(in.account())).stream().filter(o -> !World.isUs(
                o.symbol.id())).filter(SimOrder::isOpen).toList();
        return Pages.answer(in, done(), KEY_WIDTH, 50, "output", all, o -> {
            Map<String, Object> row = Filler.record(open, "output", world.now());
            row.putAll(order(o));
            row.keySet().retainAll(open.block("output").map(KisBlock::names).orElseThrow());
            row.put("psbl_qty", Texts.won(o.rest()));
            row.put("excg_id_dvsn_cd", o.route);
            return row;
        });
    }

    private static String sum(List<SimOrder> all, Function<SimOrder, BigDecimal> what) {
        return Texts.won(all.stream().map(what).reduce(BigDecimal.ZERO, BigDecimal::add));
    }

    private boolean paper() {
        return world.config().paper();
    }

    private Map<String, Object> done() {
        return paper() ? Reply.success("20310000", "모의투자 조회가 완료되었습니다")
                : Reply.success("KIOK0510", "조회가 완료되었습니다");
    }
}
