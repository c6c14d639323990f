package org.jts.simulator.kis.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.order.Execution;
import org.jts.api.order.Side;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisBlock;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.UsSession;

/** Answers what an account holds and has ordered in the United States. */
final class UsAccountDesk {

    private static final int KEY_WIDTH = 200;
    private static final int HOLDINGS = 100;
    private static final int OPEN_ORDERS = 40;
    private static final int ORDERS = 20;
    private static final int PAPER_ORDERS = 15;

    private final World world;
    private final KisApi balance = KisCatalog.get().api("overseas-stock/inquire-balance");
    private final KisApi present = KisCatalog.get().api("overseas-stock/inquire-present-balance");
    private final KisApi buyable = KisCatalog.get().api("overseas-stock/inquire-psamount");
    private final KisApi orders = KisCatalog.get().api("overseas-stock/inquire-ccnl");
    private final KisApi open = KisCatalog.get().api("overseas-stock/inquire-nccs");

    UsAccountDesk(World world) {
        this.world = world;
    }

    private static String plain(BigDecimal amount) {
        return amount.signum() == 0 ? "0.0000" : amount.stripTrailingZeros().scale() < 4
                ? amount.setScale(4, RoundingMode.UNNECESSARY).toPlainString()
                : amount.stripTrailingZeros().toPlainString();
    }

    private Optional<Balance> dollars(AccountId account) {
        return world.exchange.balances(account).stream().filter(b -> b.currency().equals(CurrencyCode.USD))
                .findFirst();
    }

    /** On the real service NASD is all of the United States, on paper Nasdaq alone. */
    Reply balance(Incoming in) {
        String exchange = in.field("OVRS_EXCG_CD");
        boolean all = exchange.equals("NASD") && !paper();
        List<Position> held = world.exchange.positions(new AccountId(in.account())).stream()
                .filter(p -> World.isUs(p.symbol())).filter(p -> all || exchange.equals(UsListings.TRADING.get(
                        p.symbol().exchange()))).toList();
        Map<String, Object> body = done();
        Reply reply = Pages.answer(in, body, KEY_WIDTH, HOLDINGS, "output1", held, this::position);
        body.put("output2", Filler.record(balance, "output2", world.now()));
        return reply;
    }

    private Map<String, Object> position(Position held) {
        Map<String, Object> row = Filler.record(balance, "output1", world.now());
        BigDecimal cost = held.averagePrice().multiply(held.quantity());
        row.put("ovrs_pdno", held.symbol().code());
        row.put("ovrs_item_name", held.name());
        row.put("ovrs_cblc_qty", Texts.won(held.quantity()));
        row.put("ord_psbl_qty", Texts.won(held.sellable()));
        row.put("pchs_avg_pric", held.averagePrice().setScale(4, RoundingMode.HALF_UP).toPlainString());
        row.put("now_pric2", plain(held.currentPrice()));
        row.put("frcr_pchs_amt1", cost.setScale(4, RoundingMode.HALF_UP).toPlainString());
        row.put("ovrs_stck_evlu_amt", plain(held.marketValue()));
        row.put("frcr_evlu_pfls_amt", held.marketValue().subtract(cost).setScale(4, RoundingMode.HALF_UP)
                .toPlainString());
        row.put("evlu_pfls_rt", Texts.ratio(held.marketValue().subtract(cost), cost));
        row.put("tr_crcy_cd", "USD");
        row.put("ovrs_excg_cd", UsListings.TRADING.get(held.symbol().exchange()));
        return row;
    }

    /** Paper fills its last block alone. */
    Reply present(Incoming in) {
        Map<String, Object> body = done();
        List<Map<String, Object>> money = new ArrayList<>();
        if (!paper()) {
            AccountId account = new AccountId(in.account());
            dollars(account).ifPresent(b -> {
                Map<String, Object> row = Filler.record(present, "output2", world.now());
                row.put("crcy_cd", "USD");
                row.put("crcy_cd_name", "미국 달러");
                BigDecimal bought = traded(account, Side.BUY).negate();
                BigDecimal sold = traded(account, Side.SELL);
                row.put("frcr_dncl_amt_2", plain(b.cash().add(bought).subtract(sold)));
                row.put("frcr_buy_amt_smtl", plain(bought));
                row.put("frcr_sll_amt_smtl", plain(sold));
                row.put("frcr_drwg_psbl_amt_1", plain(b.cash()));
                money.add(row);
            });
        }
        body.put("output1", List.of());
        body.put("output2", money);
        body.put("output3", Filler.record(present, "output3", world.now()));
        return Reply.of(body);
    }

    /** What trades of today did to the dollars: they settle later. */
    private BigDecimal traded(AccountId account, Side side) {
        return world.exchange.executions(account, world.now().atZone(UsSession.ZONE).toLocalDate().atStartOfDay(
                UsSession.ZONE).toInstant()).stream().filter(e -> World.isUs(e.symbol()) && e.side() == side)
                .map(Execution::cashEffect).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    Reply buyable(Incoming in) {
        Map<String, Object> output = Filler.record(buyable, "output", world.now());
        BigDecimal power = dollars(new AccountId(in.account())).map(Balance::buyingPower).orElse(BigDecimal.ZERO);
        output.put("tr_crcy_cd", "USD");
        output.put("ord_psbl_frcr_amt", plain(power));
        output.put("ovrs_ord_psbl_amt", plain(power));
        output.put("frcr_ord_psbl_amt1", plain(power));
        String price = in.field("OVRS_ORD_UNPR");
        if (price.matches("\\d{1,9}(\\.\\d{1,4})?") && new BigDecimal(price).signum() > 0) {
            output.put("max_ord_psbl_qty", Texts.won(power.divide(new BigDecimal(price), 0, RoundingMode.DOWN)));
        }
        Map<String, Object> body = done();
        body.put("output", output);
        return Reply.of(body);
    }

    /** Filters are not looked at on paper; the number of an order is nowhere. Nothing is one row of blanks. */
    Reply orders(Incoming in) {
        List<SimOrder> all = new ArrayList<>(world.ledger.of(new AccountId(in.account())).stream()
                .filter(o -> World.isUs(o.symbol.id())).filter(o -> wanted(in, o)).toList());
        if (!in.field("SORT_SQN").equals("DS")) {
            all = all.reversed();
        }
        Map<String, Object> body = done();
        Reply reply = Pages.answer(in, body, KEY_WIDTH, paper() ? PAPER_ORDERS : ORDERS, "output", all,
                o -> order(orders, o));
        if (all.isEmpty()) {
            Map<String, Object> blank = Filler.record(orders, "output", world.now());
            blank.replaceAll((name, value) -> "");
            body.put("output", blank);
        }
        return reply;
    }

    private boolean wanted(Incoming in, SimOrder order) {
        String day = day(order);
        String open = in.field("CCLD_NCCS_DVSN");
        return day.compareTo(in.field("ORD_STRT_DT")) >= 0 && day.compareTo(in.field("ORD_END_DT")) <= 0
                && (paper() || !open.equals("01") || order.filled.signum() > 0)
                && (paper() || !open.equals("02") || order.isOpen());
    }

    private static String day(SimOrder order) {
        return DateTimeFormatter.BASIC_ISO_DATE.format(order.time.atZone(UsSession.ZONE).toLocalDate());
    }

    /** The real service alone has it. */
    Reply open(Incoming in) {
        List<SimOrder> all = world.ledger.of(new AccountId(in.account())).stream().filter(o -> World.isUs(
                o.symbol.id())).filter(SimOrder::isOpen).toList();
        return Pages.answer(in, done(), KEY_WIDTH, OPEN_ORDERS, "output", all, o -> order(open, o));
    }

    private Map<String, Object> order(KisApi api, SimOrder order) {
        Map<String, Object> row = Filler.record(api, "output", world.now());
        boolean sell = order.side == Side.SELL;
        row.put("ord_dt", day(order));
        row.put("ord_gno_brno", OrderDesk.BRANCH);
        row.put("odno", order.number);
        row.put("orgn_odno", order.originalNumber());
        row.put("sll_buy_dvsn_cd", sell ? "01" : "02");
        row.put("sll_buy_dvsn_cd_name", sell ? "매도" : "매수");
        row.put("rvse_cncl_dvsn", order.kind == SimOrder.Kind.NEW ? "00" : order.kind == SimOrder.Kind.MODIFY ? "01"
                : "02");
        row.put("pdno", order.symbol.id().code());
        row.put("prdt_name", order.symbol.name());
        row.put("ft_ord_qty", Texts.won(order.quantity));
        row.put("ft_ord_unpr3", order.price.setScale(8, RoundingMode.UNNECESSARY).toPlainString());
        row.put("ft_ccld_qty", Texts.won(order.filled));
        row.put("ft_ccld_unpr3", order.average().setScale(8, RoundingMode.HALF_UP).toPlainString());
        row.put("ft_ccld_amt3", plain(order.value));
        row.put("nccs_qty", Texts.won(order.rest()));
        row.put("prcs_stat_name", order.refused.signum() > 0 ? "거부" : "완료");
        row.put("rjct_rson", order.refused.signum() > 0 ? "1" : "");
        row.put("rjct_rson_name", "");
        row.put("ord_tmd", DateTimeFormatter.ofPattern("HHmmss").format(order.time.atZone(UsSession.ZONE)));
        row.put("ovrs_excg_cd", UsListings.TRADING.get(order.symbol.id().exchange()));
        row.put("tr_crcy_cd", "USD");
        row.put("dmst_ord_dt", Texts.day(order.time));
        row.put("thco_ord_tmd", Texts.clock(order.time));
        row.keySet().retainAll(api.block("output").map(KisBlock::names).orElseThrow());
        return row;
    }

    private boolean paper() {
        return world.config().paper();
    }

    private Map<String, Object> done() {
        return paper() ? Reply.success("20310000", "모의투자 조회가 완료되었습니다")
                : Reply.success("KIOK0510", "조회가 완료되었습니다");
    }
}
