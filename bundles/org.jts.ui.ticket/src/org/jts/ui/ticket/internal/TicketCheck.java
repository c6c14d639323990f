package org.jts.ui.ticket.internal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.jts.api.account.Balance;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.market.Symbol;
import org.jts.api.order.Side;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;
import org.jts.ui.kit.Formats;
import org.jts.ui.kit.Palette;
import org.jts.ui.kit.Texts;
import org.jts.ui.kit.Updates;

/** Says what is wrong with each field, what the order is worth, and whether it can be sent. */
final class TicketCheck {
    private static final Texts T = Texts.of(TicketCheck.class);
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    private final TicketServices services;
    private final TicketModel model;
    private final TicketForm form;
    private boolean valid;

    TicketCheck(TicketServices services, TicketModel model, TicketForm form) {
        this.services = services;
        this.model = model;
        this.form = form;
    }

    boolean isValid() {
        return valid;
    }

    void show(Optional<BrokerConnection> connection, Submission submission) {
        Optional<OrderDraft> draft = model.draft();
        List<Violation> violations = draft.map(services.desk()::check).orElse(List.of());
        Palette palette = Palette.of(form.root);
        String limit = problem(form.limit, text(violations, Field.LIMIT_PRICE));
        String stop = problem(form.stop, text(violations, Field.STOP_PRICE));
        String quantity = problem(form.quantity, quantityProblem(violations));
        form.limit.paint(!limit.isEmpty(), palette);
        form.stop.paint(!stop.isEmpty(), palette);
        form.quantity.paint(!quantity.isEmpty(), palette);
        amounts();
        String reason = reason(connection, violations, List.of(limit, stop, quantity));
        valid = reason.isEmpty() && draft.isPresent() && violations.isEmpty();
        Updates.enabled(form.submit, valid && !submission.isBusy());
        Updates.text(form.submit, submission.isSending() ? T.get("submit.busy")
                : model.isLive() ? live() : model.side == Side.BUY ? T.get("submit.buy.key")
                : T.get("submit.sell.key"));
        form.paint(model.side);
        form.messages.reason(reason, palette.warning());
    }

    private String live() {
        return model.side == Side.BUY ? T.get("submit.live.buy.key") : T.get("submit.live.sell.key");
    }

    /** @return what is wrong with a field that is shown, with the name of the field; empty for nothing */
    private static String problem(NumberField field, String violation) {
        String what = field.mistake().isEmpty() ? violation : field.mistake();
        return what.isEmpty() || !field.isShown() ? "" : T.format("problem", field.name(), what);
    }

    private String quantityProblem(List<Violation> violations) {
        if (model.quantity.isEmpty() && model.symbol.isPresent()) {
            return T.get("violation.quantity");
        }
        return text(violations, Field.QUANTITY);
    }

    private String text(List<Violation> violations, Field field) {
        return violations.stream().filter(v -> v.field() == field).map(v -> Violations.text(v, model))
                .collect(Collectors.joining("\n"));
    }

    /** Why the order cannot be sent: what stands in the way of any order first, then what is wrong with this one. */
    private String reason(Optional<BrokerConnection> connection, List<Violation> violations, List<String> problems) {
        if (model.symbol.isEmpty()) {
            return T.get("reason.nosymbol");
        }
        if (connection.isEmpty()) {
            return T.get("reason.nobroker");
        }
        if (!connection.get().state().isConnected()) {
            String detail = connection.get().state().detail();
            return T.format("reason.offline", connection.get().name(), detail.isEmpty() ? "" : " (" + detail + ")");
        }
        if (model.account.isEmpty()) {
            return T.get("reason.noaccount");
        }
        Stream<String> others = violations.stream()
                .filter(v -> v.field() != Field.QUANTITY && v.field() != Field.LIMIT_PRICE
                        && v.field() != Field.STOP_PRICE)
                .map(v -> Violations.text(v, model));
        return Stream.concat(problems.stream(), others).filter(text -> !text.isEmpty()).distinct()
                .collect(Collectors.joining("\n"));
    }

    private void amounts() {
        Optional<BigDecimal> value = model.value();
        Optional<BigDecimal> rate = model.feeRate();
        if (value.isEmpty() || model.symbol.isEmpty()) {
            Updates.text(form.value, "");
            Updates.text(form.fee, "");
            Updates.text(form.after, "");
            return;
        }
        Symbol symbol = model.symbol.get();
        String about = model.type.hasLimitPrice() ? "" : "≈ ";
        Updates.text(form.value, about + Formats.money(symbol.currency(), value.get()));
        Optional<BigDecimal> fee = rate.map(r -> value.get().multiply(r));
        Updates.text(form.fee, fee.map(f -> T.format("fee.last", Formats.money(symbol.currency(), f),
                rate.get().multiply(HUNDRED).setScale(3, RoundingMode.HALF_UP).stripTrailingZeros().toPlainString()))
                .orElse(T.get("fee.unknown")));
        Updates.text(form.after, model.balance().map(Balance::buyingPower).map(power -> Formats.money(symbol.currency(),
                after(power, value.get(), fee.orElse(BigDecimal.ZERO)))).orElse(""));
    }

    private BigDecimal after(BigDecimal power, BigDecimal value, BigDecimal fee) {
        return model.side == Side.BUY ? power.subtract(value).subtract(fee) : power.add(value).subtract(fee);
    }
}
