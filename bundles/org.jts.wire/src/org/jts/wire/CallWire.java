package org.jts.wire;

import static org.jts.wire.Scalars.checked;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountKey;
import org.jts.api.order.CallForm;
import org.jts.api.order.ClientOrderId;
import org.jts.api.order.OrderCall;
import org.jts.wire.proto.gateway.CallCurrencies;
import org.jts.wire.proto.gateway.CallField;
import org.jts.wire.proto.gateway.CallValues;
import org.jts.wire.proto.gateway.GetCallFormsResponse;
import org.jts.wire.proto.gateway.PlaceCallRequest;

/** Orders in a broker's own words, and which of them there are. @since 1.3 */
public final class CallWire {

    private CallWire() {
    }

    public static GetCallFormsResponse message(List<CallForm> forms) {
        GetCallFormsResponse.Builder out = GetCallFormsResponse.newBuilder();
        forms.forEach(form -> out.addForms(message(form)));
        return out.build();
    }

    private static org.jts.wire.proto.gateway.CallForm message(CallForm form) {
        var out = org.jts.wire.proto.gateway.CallForm.newBuilder().setName(form.name()).setVariant(form.variant())
                .setTitle(form.title());
        form.fields().forEach(field -> out.addFields(CallField.newBuilder().setName(field.name())
                .setTitle(field.title()).setRequired(field.isRequired())));
        form.takesBack().ifPresent(values -> out.setTakesBack(CallValues.newBuilder().putAllValues(values)));
        form.currencies().ifPresent(c -> {
            CallCurrencies.Builder all = CallCurrencies.newBuilder().setField(c.field());
            c.byValue().forEach((value, currency) -> all.putByValue(value, currency.value()));
            out.setCurrencies(all);
        });
        return out.build();
    }

    public static List<CallForm> forms(GetCallFormsResponse in) {
        return in.getFormsList().stream().map(CallWire::form).toList();
    }

    private static CallForm form(org.jts.wire.proto.gateway.CallForm in) {
        return checked("call " + in.getName(), () -> new CallForm(in.getName(), in.getVariant(), in.getTitle(),
                in.getFieldsList().stream().map(f -> new CallForm.Field(f.getName(), f.getTitle(), f.getRequired()))
                        .toList(),
                in.hasTakesBack() ? Optional.of(in.getTakesBack().getValuesMap()) : Optional.empty(),
                in.hasCurrencies() ? Optional.of(currencies(in.getCurrencies())) : Optional.empty()));
    }

    private static CallForm.Currencies currencies(CallCurrencies in) {
        Map<String, CurrencyCode> byValue = new HashMap<>();
        in.getByValueMap().forEach((value, currency) -> byValue.put(value, new CurrencyCode(currency)));
        return new CallForm.Currencies(in.getField(), byValue);
    }

    /**
     * @param name   under which it is sent
     * @param broker the broker's id at the server
     */
    public static PlaceCallRequest message(ClientOrderId name, OrderCall call, String broker) {
        return PlaceCallRequest.newBuilder().setBrokerId(broker).setAccountId(call.account().account().value())
                .setName(call.name()).setVariant(call.variant()).putAllFields(call.fields())
                .setClientOrderId(name.value()).setTakesBack(call.isCancel()).build();
    }

    /**
     * What is asked for, as the broker's own offer says it: what it does, in which order its fields come and in which
     * currency it trades is not for the sender to say. It is said to take back what is open when the offer says so, or
     * else when the sender does: then {@link CallForm#refusal} refuses it.
     */
    public static OrderCall call(PlaceCallRequest in, AccountKey account, List<CallForm> offered) {
        Optional<CallForm> form = offered.stream().filter(f -> f.name().equals(in.getName())
                && f.variant().equals(in.getVariant())).findFirst();
        return checked("call", () -> {
            OrderCall call = form.map(f -> f.call(account, inOrder(f, in.getFieldsMap()))).orElseGet(() ->
                    new OrderCall(account, in.getName(), in.getVariant(), in.getName(), in.getFieldsMap(), false));
            return call.isCancel() || !in.getTakesBack() ? call : new OrderCall(account, call.name(), call.variant(),
                    call.title(), call.fields(), true, call.currency());
        });
    }

    private static Map<String, String> inOrder(CallForm form, Map<String, String> fields) {
        Map<String, String> ordered = new LinkedHashMap<>();
        form.fields().stream().map(CallForm.Field::name).filter(fields::containsKey)
                .forEach(name -> ordered.put(name, fields.get(name)));
        fields.forEach(ordered::putIfAbsent);
        return ordered;
    }
}
