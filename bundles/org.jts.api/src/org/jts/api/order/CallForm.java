package org.jts.api.order;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.internal.Check;
import org.jts.api.text.Texts;

/**
 * A call of a broker's own for orders, as its gateway offers it: what an {@link OrderCall} may say to it.
 *
 * @param name      of the call at the broker, 1 to 100 characters
 * @param variant   which of its kinds, such as {@code buy}, at most 40 characters; empty where there is one
 * @param title     what it does, for people, in the language of the process, 1 to 200 characters
 * @param fields    what may be said to it, in order
 * @param takesBack what its fields must hold for it to only take back what is open: an empty map where it always does,
 *                  empty where it never does. Only a call that cannot place anything, whatever its fields say, has it
 * @param currencies in which it trades, by the value of a field; empty where it trades in the account's home currency
 * @since 1.5
 */
public record CallForm(String name, String variant, String title, List<Field> fields,
        Optional<Map<String, String>> takesBack, Optional<Currencies> currencies) {

    private static final Texts T = Texts.of(CallForm.class);
    private static final int MAX_FLAW = 1_500;
    private static final int MOST_NAMED = 8;
    /** So long at least is the part of an account's number that tells whose it is. */
    private static final int WHOSE = 8;

    /**
     * Something that may be said to a call.
     *
     * @param name       at the broker, 1 to 100 characters
     * @param title      what it means, for people, in the language of the process; empty where nobody knows
     * @param isRequired whether it must be there, if only as an empty text
     */
    public record Field(String name, String title, boolean isRequired) {
        public Field {
            Check.text(name, "name of a field", OrderCall.MAX_NAME);
            Objects.requireNonNull(title, "title of a field");
        }
    }

    /**
     * In which currency a call trades.
     *
     * @param field   which says it
     * @param byValue for its values; another value says nothing
     */
    public record Currencies(String field, Map<String, CurrencyCode> byValue) {
        public Currencies {
            Check.text(field, "name of a field", OrderCall.MAX_NAME);
            byValue = Map.copyOf(byValue);
        }
    }

    public CallForm {
        OrderCall.checkNames(name, variant, title);
        fields = List.copyOf(fields);
        takesBack = takesBack.map(Map::copyOf);
        Objects.requireNonNull(currencies, "currencies");
    }

    /** One that trades in the account's home currency. */
    public CallForm(String name, String variant, String title, List<Field> fields,
            Optional<Map<String, String>> takesBack) {
        this(name, variant, title, fields, takesBack, Optional.empty());
    }

    /** Name and variant, as {@link OrderCall#fullName()}. */
    public String fullName() {
        return OrderCall.fullName(name, variant);
    }

    /** Whether a call with these values only takes back what is open. */
    public boolean isCancel(Map<String, String> values) {
        return takesBack.filter(all -> all.entrySet().stream()
                .allMatch(e -> e.getValue().equals(values.getOrDefault(e.getKey(), "").strip()))).isPresent();
    }

    /** A call with these values, for people called by what it does and what it says, without whose account it is. */
    public OrderCall call(AccountKey account, Map<String, String> values) {
        List<String> whose = Arrays.stream(account.account().value().split("-")).filter(p -> p.length() >= WHOSE)
                .toList();
        String said = values.entrySet().stream().filter(e -> !e.getValue().isBlank() && !whose.contains(e.getValue()
                .strip())).map(e -> e.getKey() + "=" + e.getValue().strip()).collect(Collectors.joining(" "));
        String whole = (title + " " + said).strip();
        String cut = whole.substring(0, Math.min(whole.length(), OrderCall.MAX_TITLE));
        return new OrderCall(account, name, variant, cut, values, isCancel(values), currency(values));
    }

    private Optional<CurrencyCode> currency(Map<String, String> values) {
        return currencies.map(c -> c.byValue().get(values.getOrDefault(c.field(), "").strip()));
    }

    /**
     * What is wrong with a call before anything of it is sent: that it is none of those that are offered, that it says
     * what nobody asked for or lacks what must be said, or that it is said to only take something back and does not.
     *
     * @return a {@link RejectReason#UNSUPPORTED} refusal, or empty when it may be sent
     */
    public static Optional<OrderOutcome.Rejected> refusal(List<CallForm> offered, OrderCall call) {
        Optional<CallForm> form = offered.stream().filter(f -> f.name().equals(call.name())
                && f.variant().equals(call.variant())).findFirst();
        String flaw = form.map(f -> f.flaw(call)).orElseGet(() -> unknown(offered, call));
        return flaw.isEmpty() ? Optional.empty() : Optional.of(new OrderOutcome.Rejected(RejectReason.UNSUPPORTED, "",
                flaw.substring(0, Math.min(flaw.length(), MAX_FLAW))));
    }

    private static String unknown(List<CallForm> offered, OrderCall call) {
        if (offered.isEmpty()) {
            return OrderNames.noCalls(call, call.account().broker());
        }
        List<String> near = names(offered.stream().filter(f -> f.name().equals(call.name())).toList());
        return T.format("call.unknown", call.account().broker(), String.join(", ", near.isEmpty() ? names(offered)
                : near), call.fullName());
    }

    private static List<String> names(List<CallForm> forms) {
        List<String> names = new ArrayList<>(forms.stream().limit(MOST_NAMED).map(CallForm::fullName).toList());
        if (forms.size() > MOST_NAMED) {
            names.add("…");
        }
        return names;
    }

    private String flaw(OrderCall call) {
        Map<String, String> others = new LinkedHashMap<>(call.fields());
        fields.forEach(f -> others.remove(f.name()));
        String known = fields.stream().map(Field::name).collect(Collectors.joining(", "));
        if (!others.isEmpty()) {
            return T.format("call.field", fullName(), known, String.join(", ", others.keySet()));
        }
        List<String> missing = fields.stream().filter(f -> f.isRequired() && !call.fields().containsKey(f.name()))
                .map(Field::name).toList();
        if (!missing.isEmpty()) {
            return T.format("call.missing", fullName(), String.join(", ", missing));
        }
        return call.isCancel() && !isCancel(call.fields()) ? T.format("call.noCancel", fullName()) : "";
    }
}
