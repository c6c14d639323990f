package org.jts.simulator.kis.internal;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

import org.jts.api.account.AccountId;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisApi.Effect;
import org.jts.kis.catalog.KisApi.Kind;
import org.jts.kis.catalog.KisCatalog;
import org.jts.kis.catalog.KisEnvironment;
import org.jts.kis.catalog.KisField;
import org.jts.simulator.kis.KisFaults;

/** Checks a call as the broker's gateway does, and gives it to whoever answers it. */
final class Router {

    private static final int NOT_FOUND = 404;
    private static final String CUSTOMER_TYPES = "P|B";
    /** Accounts for futures, here and abroad, and of retirement pensions. */
    private static final String OTHER_PRODUCTS = "03|08|29";

    private final World world;
    private final OAuth oauth;
    private final OtherOrders others;
    private final KisFaults faults;
    private final Map<String, Function<Incoming, Reply>> oauthCalls = new HashMap<>();
    private final Map<String, Function<Incoming, Reply>> calls = new HashMap<>();
    private final Map<String, KisApi> byPath = new HashMap<>();

    Router(World world, OAuth oauth, KisFaults faults, OrderDesk orders, UsOrderDesk usOrders,
            OtherOrders others) {
        this.world = world;
        this.oauth = oauth;
        this.others = others;
        this.faults = faults;
        oauthCalls.put("/oauth2/tokenP", oauth::token);
        oauthCalls.put("/oauth2/revokeP", oauth::revoke);
        oauthCalls.put("/oauth2/Approval", oauth::approval);
        oauthCalls.put("/uapi/hashkey", oauth::hash);
        AccountDesk accounts = new AccountDesk(world);
        MarketDesk market = new MarketDesk(world);
        ChartDesk charts = new ChartDesk(world);
        calls.put("order-cash", orders::order);
        calls.put("order-credit", in -> others.onCredit(KisCatalog.get().api("order-credit"), in));
        calls.put("order-rvsecncl", orders::change);
        calls.put("inquire-balance", accounts::balance);
        calls.put("inquire-psbl-order", accounts::buyable);
        calls.put("inquire-psbl-sell", accounts::sellable);
        calls.put("inquire-daily-ccld", accounts::orders);
        calls.put("inquire-psbl-rvsecncl", accounts::open);
        calls.put("inquire-price", market::price);
        calls.put("inquire-asking-price-exp-ccn", market::book);
        calls.put("inquire-daily-itemchartprice", charts::days);
        calls.put("inquire-time-itemchartprice", charts::today);
        calls.put("inquire-time-dailychartprice", charts::past);
        calls.put("chk-holiday", market::days);
        UsAccountDesk usAccounts = new UsAccountDesk(world);
        UsMarketDesk usMarket = new UsMarketDesk(world);
        calls.put("overseas-stock/order", usOrders::order);
        calls.put("overseas-stock/order-rvsecncl", usOrders::change);
        calls.put("overseas-stock/daytime-order", usOrders::daytime);
        calls.put("overseas-stock/daytime-order-rvsecncl", usOrders::changeDaytime);
        calls.put("overseas-stock/inquire-balance", usAccounts::balance);
        calls.put("overseas-stock/inquire-present-balance", usAccounts::present);
        calls.put("overseas-stock/inquire-psamount", usAccounts::buyable);
        calls.put("overseas-stock/inquire-ccnl", usAccounts::orders);
        calls.put("overseas-stock/inquire-nccs", usAccounts::open);
        calls.put("overseas-price/price", usMarket::price);
        calls.put("overseas-price/price-detail", usMarket::detail);
        calls.put("overseas-price/inquire-asking-price", usMarket::book);
        calls.put("overseas-price/dailyprice", usMarket::days);
        calls.put("overseas-price/inquire-time-itemchartprice", usMarket::minutes);
        KisCatalog.get().apis().stream().filter(a -> a.kind() == Kind.REST)
                .forEach(a -> byPath.put(a.method() + " " + a.path(), a));
    }

    /** Whether the request counts against the limit of the key: all transactions do, signing in does not. */
    boolean isMetered(Incoming in) {
        return !oauthCalls.containsKey(in.path()) && byPath.containsKey(in.method() + " " + in.path());
    }

    /** Whether the call places, changes or cancels an order. */
    boolean isOrder(Incoming in) {
        KisApi api = byPath.get(in.method() + " " + in.path());
        return api != null && api.effect() == Effect.ORDERS;
    }

    Reply answer(Incoming in, boolean withinLimit) {
        Function<Incoming, Reply> signing = in.method().equals("POST") ? oauthCalls.get(in.path()) : null;
        if (signing != null) {
            return signing.apply(in);
        }
        KisApi api = byPath.get(in.method() + " " + in.path());
        if (api == null) {
            return new Reply(NOT_FOUND, "", Reply.refused("1", "OPSQ0002", "없는 서비스 코드 입니다.").body());
        }
        if (!withinLimit || faults.takeRateRefusal()) {
            return Reply.gateway("EGW00201", "초당 거래건수를 초과하였습니다.");
        }
        if (faults.takeLedgerBusy()) {
            return Reply.gateway("EGW00215", "원장에서 허용 가능한 초당 거래건수를 초과하였습니다.");
        }
        return check(in, api).orElseGet(() -> {
            Function<Incoming, Reply> call = calls.get(api.name());
            boolean isOther = api.effect() == Effect.ORDERS && (call == null || api.name().startsWith("overseas-stock/")
                    && OtherOrders.isElsewhere(api, in));
            return isOther ? others.order(api, in) : call == null ? Reply.of(Filler.answer(api, world.now()))
                    : call.apply(in);
        });
    }

    private Optional<Reply> check(Incoming in, KisApi api) {
        Reply wrong = oauth.check(in);
        if (wrong != null) {
            return Optional.of(wrong);
        }
        if (!in.header("custtype").matches(CUSTOMER_TYPES)) {
            return Optional.of(Reply.gateway("EGW00208", "custtype 이 유효하지 않습니다."));
        }
        return checkId(in, api).or(() -> checkHash(in)).or(() -> checkFields(in, api)).or(() -> checkAccount(in));
    }

    private Optional<Reply> checkId(Incoming in, KisApi api) {
        boolean paper = world.config().paper();
        KisEnvironment other = paper ? KisEnvironment.REAL : KisEnvironment.PAPER;
        boolean otherSellId = paper && in.trId().equals("VTTT1006U") && api.name().equals("overseas-stock/order");
        if (api.ids(world.config().environment()).containsValue(in.trId()) || otherSellId) {
            return Optional.empty();
        }
        if (api.ids(other).containsValue(in.trId())) {
            return Optional.of(paper ? Reply.gateway("EGW02006", "모의투자 TR 이 아닙니다.")
                    : Reply.gateway("EGW02004", "실전투자 TR 이 아닙니다."));
        }
        return Optional.of(Reply.refused("1", "OPSQ0002", "없는 서비스 코드 입니다."));
    }

    private static Optional<Reply> checkHash(Incoming in) {
        String hash = in.header("hashkey");
        return hash.isEmpty() || hash.equals(OAuth.hash(in.body())) ? Optional.empty()
                : Optional.of(Reply.gateway("EGW00131", "hashkey 가 유효하지 않습니다."));
    }

    /** A required field must be there; it may be empty. */
    private static Optional<Reply> checkFields(Incoming in, KisApi api) {
        for (KisField field : api.request()) {
            if (field.required() && !in.has(field.name())) {
                return Optional.of(Reply.refused("1", "OPSQ2001",
                        "ERROR : INPUT FIELD NOT FOUND [" + field.name() + "]"));
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> checkAccount(Incoming in) {
        if (!in.has("CANO")) {
            return Optional.empty();
        }
        if (!in.account().matches("\\d{8}-\\d{2}")) {
            return Optional.of(Reply.refused("1", "OPSQ2000", "ERROR : INPUT INVALID_CHECK_ACNO"));
        }
        boolean isOther = in.field("ACNT_PRDT_CD").matches(OTHER_PRODUCTS) && world.knowsCustomer(in.field("CANO"));
        return isOther || world.knows(new AccountId(in.account())) ? Optional.empty()
                : Optional.of(Reply.gateway("IGW00002", "현재 계좌의 계좌번호와 요청 계좌번호가 일치하지 않습니다."));
    }
}
