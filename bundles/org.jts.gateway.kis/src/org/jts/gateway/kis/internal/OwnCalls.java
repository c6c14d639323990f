package org.jts.gateway.kis.internal;

import static org.jts.gateway.kis.internal.Words.T;

import java.util.List;
import java.util.Optional;

import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.limit.Lane;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;
import org.jts.api.time.TimeSource;
import org.jts.kis.call.KisForm;
import org.jts.kis.catalog.KisApi;
import org.jts.kis.catalog.KisCatalog;

/** Sends orders in the broker's own words, once, whatever they are for. */
final class OwnCalls {

    /** What the broker calls an order in its answer, that of today first, then those for another day. */
    static final List<String> NUMBERS = List.of("ODNO", "OVRS_RSVN_ODNO", "RSVN_ORD_SEQ");
    /** Cancels and changes may tell no number: it is that of the order which they are about. */
    private static final List<String> ABOUT = List.of("ORGN_ODNO", "OVRS_RSVN_ODNO", "RSVN_ORD_SEQ");

    /** Whether a reserved order was changed or cancelled: all that such an answer tells. */
    private static final String PROCESSED = "NRML_PRCS_YN";
    private static final String DAYTIME = "overseas-stock/daytime-order";

    private final KisSettings settings;
    private final KisRest rest;
    private final TimeSource time;
    private final Routes routes;
    private final OwnAnswers answers;

    /**
     * @param routes  where orders went: those of the day session are changed and cancelled there
     * @param answers keeps what came
     */
    OwnCalls(KisSettings settings, KisRest rest, TimeSource time, Routes routes, OwnAnswers answers) {
        this.routes = routes;
        this.answers = answers;
        this.settings = settings;
        this.rest = rest;
        this.time = time;
    }

    OrderOutcome send(ClientOrderId id, OrderCall call) {
        Optional<Rejected> refusal = CallForm.refusal(OwnForms.of(settings.environment()), call);
        if (refusal.isPresent()) {
            return refusal.get();
        }
        KisApi api = KisCatalog.get().api(call.name());
        if (!KisForm.isOwnOrder(api, call.variant(), call.fields())) {
            return new Rejected(RejectReason.UNSUPPORTED, "", T.format("call.desk", call.fullName()));
        }
        List<AccountId> all = settings.accounts().stream().map(Account::id).toList();
        if (!OwnOrders.account(all, call.fields()).equals(Optional.of(call.account().account()))) {
            // Its lock and its limits were asked for: the order goes into no other one.
            return new Rejected(RejectReason.UNKNOWN_ACCOUNT, "", T.format("call.otherAccount", call.account()
                    .account(), OwnOrders.account(all, call.fields()).map(AccountId::value).orElse("")));
        }
        KisRest.Call request = new KisRest.Call(api, call.variant(), call.fields(), call.isCancel()
                ? Lane.CANCEL : Lane.ORDER, "");
        return switch (Orders.send(rest, time, call::title, request, reply -> answers.keep(id, reply))) {
            case Orders.Sent.Done done -> done(api, call, done);
            case Orders.Sent.Otherwise other -> other.outcome();
        };
    }

    /** Some answers say beside that they were understood whether anything was done. */
    private OrderOutcome done(KisApi api, OrderCall call, Orders.Sent.Done done) {
        String processed = done.output().text(PROCESSED);
        if (done.output().has(PROCESSED) && !processed.equals("Y")) {
            return processed.equals("N") ? new Rejected(RejectReason.OTHER, "", T.format("call.notProcessed",
                    call.title())) : new Unknown(T.format("call.processedOrNot", call.title(), processed));
        }
        Optional<BrokerOrderId> number = number(api, call, done);
        if (api.name().startsWith(DAYTIME)) {
            number.flatMap(OrderName::of).ifPresent(name -> routes.went(name, Routes.DAYTIME));
        }
        return number.<OrderOutcome>map(n -> new Accepted(n, done.at()))
                .orElseGet(() -> new Unknown(T.format("call.noNumber", call.title())));
    }

    /** An order that may be listed among those of shares is called as it is there. */
    private static Optional<BrokerOrderId> number(KisApi api, OrderCall call, Orders.Sent.Done done) {
        Optional<String> told = NUMBERS.stream().map(done.output()::text).filter(t -> !t.isEmpty()).findFirst();
        if (isListed(api, call.variant()) && told.filter(n -> n.matches("\\d{1,10}")).isPresent()) {
            return Optional.of(OrderName.at(done.at(), api.name().startsWith("overseas"),
                    OrderName.number(told.get())).id());
        }
        return told.or(() -> api.name().endsWith("ccnl") || api.name().endsWith("rvsecncl") ? about(call)
                : Optional.empty()).map(BrokerOrderId::new);
    }

    private static Optional<String> about(OrderCall call) {
        return ABOUT.stream().map(f -> call.fields().getOrDefault(f, "").strip()).filter(t -> !t.isEmpty()).findFirst();
    }

    private static boolean isListed(KisApi api, String variant) {
        return api.name().equals("order-credit") || api.name().startsWith(DAYTIME)
                || api.name().equals("overseas-stock/order") && variant.startsWith("us");
    }
}
