package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.api.gateway.BrokerException;
import org.jts.api.limit.Lane;
import org.jts.api.market.SymbolId;
import org.jts.api.order.Side;
import org.jts.api.time.TimeSource;

/** Reads the dollars of an account and the shares in the United States that it holds. */
final class UsAccount {

    /** What could be bought is asked for a symbol: any will do, the amount is the same. */
    private static final String ANY_SYMBOL = "AAPL";
    private static final String ANY_PRICE = "1";

    private final KisRest rest;
    private final OrderReader pages;
    private final TimeSource time;
    private final boolean paper;
    private final FeeRates fees;

    UsAccount(KisRest rest, OrderReader pages, TimeSource time, boolean paper, FeeRates fees) {
        this.fees = fees;
        this.rest = rest;
        this.pages = pages;
        this.time = time;
        this.paper = paper;
    }

    /** The paper service does not tell what dollars there are: it is what could be bought and what open orders hold. */
    Balance balance(AccountId account) throws BrokerException, InterruptedException {
        BigDecimal buyable = buyingPower(account);
        BigDecimal cash = paper ? KnownOrder.plain(buyable.add(held(account))) : cash(account);
        BigDecimal worth = positions(account).stream().map(Position::marketValue).reduce(BigDecimal.ZERO,
                BigDecimal::add);
        return new Balance(account, CurrencyCode.USD, cash.add(worth), cash, buyable, time.now());
    }

    private BigDecimal held(AccountId account) throws BrokerException, InterruptedException {
        BigDecimal held = BigDecimal.ZERO;
        for (OrderRow row : pages.us(account, time.now().atZone(Venue.NEW_YORK).toLocalDate().minusDays(1)).rows()) {
            if (row.side() == Side.BUY && row.rest().signum() > 0) {
                BigDecimal value = row.rest().multiply(row.price());
                held = held.add(value).add(fees.commission(true, value));
            }
        }
        return held;
    }

    BigDecimal buyingPower(AccountId account) throws BrokerException, InterruptedException {
        Map<String, String> fields = OrderReader.account(account);
        fields.put("OVRS_EXCG_CD", Venue.NASDAQ.trading);
        fields.put("OVRS_ORD_UNPR", ANY_PRICE);
        fields.put("ITEM_CD", ANY_SYMBOL);
        return rest.read(T.get("what.buyingPower"), KisRest.Call.of("overseas-stock/inquire-psamount", Lane.ACCOUNT,
                fields)).body().block("output").number("ord_psbl_frcr_amt").max(BigDecimal.ZERO);
    }

    /** The deposit has not heard of the trades of today, which stand beside it. */
    private BigDecimal cash(AccountId account) throws BrokerException, InterruptedException {
        Map<String, String> fields = OrderReader.account(account);
        fields.put("WCRC_FRCR_DVSN_CD", "02");
        fields.put("NATN_CD", "840");
        fields.put("TR_MKET_CD", "00");
        fields.put("INQR_DVSN_CD", "00");
        for (Node row : rest.read(T.get("what.balances"), KisRest.Call.of("overseas-stock/inquire-present-balance",
                Lane.ACCOUNT, fields)).body().rows("output2")) {
            if (row.text("crcy_cd").equals("USD")) {
                return KnownOrder.plain(row.number("frcr_dncl_amt_2").subtract(row.number("frcr_buy_amt_smtl"))
                        .add(row.number("frcr_sll_amt_smtl")));
            }
        }
        return BigDecimal.ZERO;
    }

    /** On the real service NASD stands for all of the United States, on paper for itself. */
    List<Position> positions(AccountId account) throws BrokerException, InterruptedException {
        Map<SymbolId, Position> positions = new LinkedHashMap<>();
        for (Venue venue : paper ? Venue.US : List.of(Venue.NASDAQ)) {
            Map<String, String> fields = OrderReader.account(account);
            fields.put("OVRS_EXCG_CD", venue.trading);
            fields.put("TR_CRCY_CD", "USD");
            for (Node row : pages.pages(T.get("what.positions"), KisRest.Call.of("overseas-stock/inquire-balance",
                    Lane.ACCOUNT, fields), "output1", OrderReader.LONG_KEY)) {
                position(account, row).ifPresent(p -> positions.put(p.symbol(), p));
            }
        }
        return new ArrayList<>(positions.values());
    }

    private static Optional<Position> position(AccountId account, Node row) throws BrokerException {
        BigDecimal quantity = row.number("ovrs_cblc_qty");
        Optional<Venue> venue = Venue.trading(row.text("ovrs_excg_cd")).filter(Venue::isUs);
        String code = row.text("ovrs_pdno");
        if (quantity.signum() == 0 || code.isEmpty() || venue.isEmpty()) {
            return Optional.empty();
        }
        String name = row.text("ovrs_item_name");
        return Optional.of(new Position(account, venue.orElseThrow().symbol(code), name.isEmpty() ? code : name,
                CurrencyCode.USD, quantity, row.number("ord_psbl_qty"), row.number("pchs_avg_pric").max(
                        BigDecimal.ZERO), row.number("now_pric2").max(BigDecimal.ZERO)));
    }
}
