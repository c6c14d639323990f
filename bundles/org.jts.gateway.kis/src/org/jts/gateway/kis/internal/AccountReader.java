package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.time.TimeSource;

/** Reads what an account holds and could buy. */
final class AccountReader {

    private final KisRest rest;
    private final OrderReader pages;
    private final TimeSource time;

    AccountReader(KisRest rest, OrderReader pages, TimeSource time) {
        this.rest = rest;
        this.pages = pages;
        this.time = time;
    }

    /** Asks what could be bought: that fails for an account that is not the customer's. */
    BigDecimal buyingPower(AccountId account) throws BrokerException, InterruptedException {
        Map<String, String> fields = OrderReader.account(account);
        fields.put("PDNO", "");
        fields.put("ORD_UNPR", "");
        fields.put("ORD_DVSN", "01");
        fields.put("CMA_EVLU_AMT_ICLD_YN", "N");
        fields.put("OVRS_ICLD_YN", "N");
        return rest.read(T.get("what.buyingPower"), KisRest.Call.of("inquire-psbl-order", Lane.ACCOUNT, fields)).body()
                .block("output").number("nrcvb_buy_amt").max(BigDecimal.ZERO);
    }

    /** Cash is that of D+2, which has today's trades in it. */
    Balance balance(AccountId account) throws BrokerException, InterruptedException {
        KisReply reply = rest.read(T.get("what.balances"), holdings(account));
        Node totals = reply.body().block("output2");
        return new Balance(account, CurrencyCode.KRW, totals.number("tot_evlu_amt"),
                totals.number("prvs_rcdl_excc_amt"), buyingPower(account), time.now());
    }

    /** What was sold today stays in the list with a quantity of 0. */
    List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        List<Position> positions = new ArrayList<>();
        for (Node row : pages.pages(T.get("what.positions"), holdings(account), "output1", OrderReader.KEY)) {
            BigDecimal quantity = row.number("hldg_qty");
            if (quantity.signum() != 0 && !row.text("pdno").isEmpty()) {
                String name = row.text("prdt_name");
                positions.add(new Position(account, Venue.KRX.symbol(row.text("pdno")), name.isEmpty()
                        ? row.text("pdno") : name, CurrencyCode.KRW, quantity, row.number("ord_psbl_qty"),
                        row.number("pchs_avg_pric").max(BigDecimal.ZERO), row.number("prpr").max(BigDecimal.ZERO)));
            }
        }
        return positions;
    }

    private static KisRest.Call holdings(AccountId account) {
        Map<String, String> fields = OrderReader.account(account);
        fields.put("AFHR_FLPR_YN", "N");
        fields.put("OFL_YN", "");
        fields.put("INQR_DVSN", "02");
        fields.put("UNPR_DVSN", "01");
        fields.put("FUND_STTL_ICLD_YN", "N");
        fields.put("FNCG_AMT_AUTO_RDPT_YN", "N");
        fields.put("PRCS_DVSN", "00");
        fields.put("CTX_AREA_FK100", "");
        fields.put("CTX_AREA_NK100", "");
        return KisRest.Call.of("inquire-balance", Lane.ACCOUNT, fields);
    }
}
