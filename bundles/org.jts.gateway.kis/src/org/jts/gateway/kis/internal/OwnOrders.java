package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderNames;
import org.jts.api.order.Side;
import org.jts.kis.call.KisForm;
import org.jts.kis.call.KisRequest;
import org.jts.kis.catalog.KisApi;

/** The broker's calls for orders that the desk cannot express, as orders in the broker's own words. */
final class OwnOrders {

    private static final int MOST = 200;

    private OwnOrders() {
    }

    /** @throws IllegalArgumentException when the account is none of the gateway's */
    static OrderCall of(KisGateway gateway, KisRequest request) {
        KisApi api = request.api();
        boolean isCancel = KisForm.isCancel(api, request.role(), request.fields());
        return new OrderCall(new AccountKey(gateway.id(), account(gateway, request)), api.name(), request.role(),
                title(request), request.fields(), isCancel, OwnForms.currency(request.fields()));
    }

    /** What it is about stands first: whoever reads it in a list knows which one it was. */
    private static String title(KisRequest request) {
        StringBuilder title = new StringBuilder(OwnForms.title(request.api(), request.role()));
        String side = request.fields().getOrDefault("SLL_BUY_DVSN_CD", "").strip();
        title.append(side.equals("01") ? " " + OrderNames.side(Side.SELL) : side.equals("02") ? " "
                + OrderNames.side(Side.BUY) : "");
        String kind = isChange(request) ? request.fields().getOrDefault("RVSE_CNCL_DVSN_CD", "").strip() : "";
        title.append(kind.equals("01") ? " " + T.get("call.toChange") : kind.equals("02") ? " " + T.get("call.toCancel")
                : "");
        for (String field : List.of("PDNO", "SHTN_PDNO", "OVRS_FUTR_FX_PDNO", "ORGN_ODNO", "RSVN_ORD_SEQ",
                "OVRS_RSVN_ODNO", "ORD_QTY", "ORD_QTY2", "FT_ORD_QTY", "FM_ORD_QTY", "ORD_UNPR", "OVRS_ORD_UNPR",
                "UNIT_PRICE", "FT_ORD_UNPR3", "FM_LIMIT_ORD_PRIC", "BOND_ORD_UNPR")) {
            String value = request.fields().getOrDefault(field, "").strip();
            title.append(value.isEmpty() ? "" : " " + value);
        }
        return title.length() <= MOST ? title.toString() : title.substring(0, MOST);
    }

    /** Whether the interface changes or cancels: others have the field and do not read it. */
    private static boolean isChange(KisRequest request) {
        return request.api().name().endsWith("rvsecncl");
    }

    private static AccountId account(KisGateway gateway, KisRequest request) {
        List<AccountId> all = gateway.configuredAccounts().stream().map(Account::id).toList();
        return account(all, request.fields()).orElseThrow(() -> new IllegalArgumentException(T.format("call.account",
                all, whole(request.fields()))));
    }

    /**
     * Whose locks hold: those of the account itself, and of a customer's accounts that are for something else those of
     * the first one for shares.
     *
     * @param all that are set up
     * @return empty when the customer has none of them
     */
    static Optional<AccountId> account(List<AccountId> all, Map<String, String> fields) {
        String customer = fields.getOrDefault("CANO", "").strip();
        return all.stream().filter(a -> a.value().equals(whole(fields))).findFirst()
                .or(() -> all.stream().filter(a -> a.value().startsWith(customer + "-")).findFirst());
    }

    private static String whole(Map<String, String> fields) {
        return fields.getOrDefault("CANO", "").strip() + "-" + fields.getOrDefault("ACNT_PRDT_CD", "").strip();
    }
}
