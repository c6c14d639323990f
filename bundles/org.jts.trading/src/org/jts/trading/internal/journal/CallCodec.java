package org.jts.trading.internal.journal;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountKey;
import org.jts.api.order.BrokerOrderId;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.RejectReason;

/** The fields of {@link Entry.Calling} and {@link Entry.Called}. */
final class CallCodec {

    private static final String FIELD = "field ";
    private static final String CANCEL = "cancel";
    private static final String CURRENCY = "currency";
    private static final String GIVEN = "given";
    private static final String OUTCOME = "outcome";
    /** What a call holds at most. */
    private static final int MAX_FIELDS = 100;
    private static final int MAX_NAME = 100;
    private static final int MAX_VALUE = 1_000;
    private static final String TEXT = "text";

    private CallCodec() {
    }

    static Fields.Writer write(Fields.Writer out, Entry.Calling entry) {
        OrderCall call = entry.call();
        out.put("key", entry.key()).put("placed", entry.placed()).put("broker", call.account().broker())
                .put("account", call.account().account()).put("name", call.name()).put("variant", call.variant())
                .put("title", call.title()).put(CANCEL, Boolean.toString(call.isCancel()))
                .putText(CURRENCY, call.currency());
        if (entry.isGiven()) {
            out.put(GIVEN, "true");
        }
        for (Map.Entry<String, String> field : call.fields().entrySet()) {
            out.put(FIELD + field.getKey(), field.getValue());
        }
        return out;
    }

    /** A journal may be older than what bounds a call: what a call cannot hold is left out, and the rest is read. */
    static Entry calling(Fields.Reader in) throws IOException {
        Map<String, String> fields = new LinkedHashMap<>();
        in.all().forEach((name, value) -> {
            String field = name.startsWith(FIELD) ? bounded(name.substring(FIELD.length()), MAX_NAME) : "";
            if (!field.isBlank() && fields.size() < MAX_FIELDS) {
                fields.put(field, bounded(value, MAX_VALUE));
            }
        });
        return new Entry.Calling(in.get("key"), new OrderCall(new AccountKey(in.get("broker", BrokerId::new),
                in.get("account", AccountId::new)), in.get("name"), in.get("variant"), in.get("title"), fields,
                Boolean.parseBoolean(in.get(CANCEL)), in.text(CURRENCY).map(CurrencyCode::new)),
                in.instant("placed"), in.text(GIVEN).isPresent());
    }

    private static String bounded(String text, int most) {
        return text.substring(0, Math.min(most, text.length())).replaceAll("[\\p{Cntrl}\\x80-\\x9f]", " ");
    }

    static Fields.Writer write(Fields.Writer out, Entry.Called entry) {
        out.put("key", entry.key());
        return switch (entry.outcome()) {
            case OrderOutcome.Accepted a -> out.put(OUTCOME, "accepted").put("order", a.brokerOrderId())
                    .put("time", a.at());
            case OrderOutcome.Rejected r -> out.put(OUTCOME, "rejected").put("reason", r.reason())
                    .put("code", r.brokerCode()).put(TEXT, r.text());
            case OrderOutcome.NotSent n -> out.put(OUTCOME, "not sent").put(TEXT, n.why());
            case OrderOutcome.Unknown u -> out.put(OUTCOME, Answers.UNKNOWN).put(TEXT, u.why());
        };
    }

    static Entry called(Fields.Reader in) throws IOException {
        return new Entry.Called(in.get("key"), switch (in.get(OUTCOME)) {
            case "accepted" -> new OrderOutcome.Accepted(in.get("order", BrokerOrderId::new), in.instant("time"));
            case "rejected" -> new OrderOutcome.Rejected(in.get("reason", RejectReason::valueOf), in.get("code"),
                    in.get(TEXT));
            case "not sent" -> new OrderOutcome.NotSent(in.get(TEXT));
            case Answers.UNKNOWN -> new OrderOutcome.Unknown(in.get(TEXT));
            default -> throw new IOException("expected an outcome of an order call, found " + in.get(OUTCOME));
        });
    }
}
