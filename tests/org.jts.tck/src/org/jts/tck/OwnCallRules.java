package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import org.jts.api.account.AccountKey;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.limit.Lane;
import org.jts.api.order.CallForm;
import org.jts.api.order.OrderCall;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.NotSent;
import org.jts.api.order.OrderOutcome.Rejected;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.RejectReason;

/** Orders in the broker's own words: only what is offered goes out, once, and nothing is made up of what came of it. */
abstract class OwnCallRules extends GatewayRules {

    private static final String NOBODYS = "no-such-call";

    /** What has left for the broker, as far as the harness can count it. */
    private record Sent(OptionalLong calls, Optional<GatewayHarness.Spending> spending) {
    }

    /** A gateway without own calls refuses every one as UNSUPPORTED, and sends nothing. */
    @Rule("CAL-01")
    void whoHasNoOwnCallsRefusesEveryOne() throws Exception {
        connect();
        assumeTrue(forms().isEmpty(), "the gateway has own calls");
        unsupported(call(NOBODYS, Map.of("QUANTITY", "1"), false));
        unsupported(call(NOBODYS, Map.of("NUMBER", "1"), true));
    }

    /** A call that is not offered is refused as UNSUPPORTED, and nothing is sent. */
    @Rule("CAL-02")
    void callThatIsNotOfferedIsNotSent() throws Exception {
        List<CallForm> forms = connectWithForms();
        unsupported(call(NOBODYS, Map.of(), false));
        CallForm known = forms.getFirst();
        unsupported(new OrderCall(key(), known.name(), "no-such-kind", known.title(), blank(known), false));
    }

    /** A field that a call does not have is refused as UNSUPPORTED, and nothing is sent. */
    @Rule("CAL-03")
    void fieldThatACallDoesNotHaveIsNotSent() throws Exception {
        CallForm form = connectWithForms().getFirst();
        OrderCall whole = harness.ownCall().orElseGet(() -> form.call(key(), blank(form)));
        Map<String, String> more = new LinkedHashMap<>(whole.fields());
        more.put("NO_SUCH_FIELD", "1");
        unsupported(with(whole, more, whole.isCancel()));
    }

    /** A call without a field that must be there is refused as UNSUPPORTED, and nothing is sent. */
    @Rule("CAL-04")
    void callWithoutAFieldThatItNeedsIsNotSent() throws Exception {
        Optional<CallForm> form = connectWithForms().stream()
                .filter(f -> f.fields().stream().anyMatch(CallForm.Field::isRequired)).findFirst();
        assumeTrue(form.isPresent(), "no call of the gateway needs a field");
        Map<String, String> less = blank(form.get());
        less.remove(form.get().fields().stream().filter(CallForm.Field::isRequired).findFirst().orElseThrow().name());
        unsupported(form.get().call(key(), less));
    }

    /** A call that can place something is not taken for a cancel, whatever is said of it, and nothing is sent. */
    @Rule("CAL-05")
    void whatCanPlaceSomethingIsNoCancel() throws Exception {
        Optional<CallForm> form = connectWithForms().stream().filter(f -> f.takesBack().isEmpty()).findFirst();
        assumeTrue(form.isPresent(), "every call of the gateway only takes back");
        OrderCall whole = harness.ownCall().orElseGet(() -> form.get().call(key(), blank(form.get())));
        unsupported(with(whole, whole.fields(), true));
    }

    /** A call goes out once, and Accepted says what the broker calls its order. */
    @Rule("CAL-06")
    void callGoesOutOnce() throws Exception {
        OrderCall call = connectWithCall();
        OptionalLong before = harness.ownCallsReceived();
        assertInstanceOf(Accepted.class, call(call), () -> "outcome of " + call);
        assertCameOnce(before);
    }

    /** A call whose answer was lost is Unknown, and was sent once. */
    @Rule("CAL-07")
    void callWithALostAnswerIsUnknownAndSentOnce() throws Exception {
        needs(Fault.LOST_ANSWER);
        OrderCall call = connectWithCall();
        OptionalLong before = harness.ownCallsReceived();
        harness.inject(Fault.LOST_ANSWER);
        assertInstanceOf(Unknown.class, impatiently(() -> gateway.call(newId(), call)), "a call with a lost answer");
        assertCameOnce(before);
    }

    /** A call to a broker that stays silent is Unknown. */
    @Rule("CAL-08")
    void callToASilentBrokerIsUnknown() throws Exception {
        needs(Fault.SILENCE);
        OrderCall call = connectWithCall();
        harness.inject(Fault.SILENCE);
        assertInstanceOf(Unknown.class, impatiently(() -> gateway.call(newId(), call)),
                "a call that was never answered");
    }

    /** A call that the broker refuses is Rejected, in the broker's words. */
    @Rule("CAL-09")
    void callThatTheBrokerRefusesIsRejected() throws Exception {
        needs(Fault.REFUSAL);
        OrderCall call = connectWithCall();
        harness.inject(Fault.REFUSAL);
        Rejected refusal = assertInstanceOf(Rejected.class, call(call), "a call that the broker refuses");
        assertTrue(refusal.text().length() >= 10, () -> "expected a text that helps, was " + refusal);
    }

    /** A call that only takes back is offered as such, and takes back what another call placed. */
    @Rule("CAL-10")
    void callThatTakesBackIsOfferedAsSuch() throws Exception {
        OrderCall call = connectWithCall();
        assertFalse(form(call).isCancel(call.fields()), () -> call.fullName() + " places something");
        Accepted placed = assertInstanceOf(Accepted.class, call(call), () -> "outcome of " + call);
        OrderCall cancel = cancelOf(call, placed);
        assertTrue(form(cancel).isCancel(cancel.fields()), () -> cancel.fullName() + " only takes back");
        assertInstanceOf(Accepted.class, call(cancel), () -> "outcome of " + cancel);
    }

    /** A call takes a permit of the lane of orders, one that takes back of the lane of cancels. */
    @Rule("CAL-11")
    void callsTakePermitsOfTheirLane() throws Exception {
        assumeTrue(harness.permits(Lane.ORDER).isPresent(), "the harness cannot count permits by lane");
        OrderCall call = connectWithCall();
        long orders = harness.permits(Lane.ORDER).orElseThrow();
        long cancels = harness.permits(Lane.CANCEL).orElseThrow();
        Accepted placed = assertInstanceOf(Accepted.class, call(call), () -> "outcome of " + call);
        assertTrue(harness.permits(Lane.ORDER).orElseThrow() > orders, "an order in the lane of orders");
        assertEquals(cancels, harness.permits(Lane.CANCEL).orElseThrow(), "cancels after an order");
        orders = harness.permits(Lane.ORDER).orElseThrow();
        call(cancelOf(call, placed));
        assertTrue(harness.permits(Lane.CANCEL).orElseThrow() > cancels, "a cancel in the lane of cancels");
        assertEquals(orders, harness.permits(Lane.ORDER).orElseThrow(), "orders after a cancel");
    }

    /** Without a permit a call is NotSent, and nothing is sent. */
    @Rule("CAL-12")
    void withoutAPermitNoCallIsSent() throws Exception {
        needs(Fault.NO_PERMIT);
        OrderCall call = connectWithCall();
        harness.inject(Fault.NO_PERMIT);
        Sent before = sent();
        assertInstanceOf(NotSent.class, call(call), "a call without a permit");
        assertEquals(before, sent(), "what was sent");
    }

    /** Without a connection calls are NotSent, and the offer fails as NETWORK. */
    @Rule("CAL-13")
    void withoutAConnectionNoCallIsSent() throws Exception {
        Optional<OrderCall> sample = harness.ownCall();
        assumeTrue(sample.isPresent(), "the harness has no call of the broker's own");
        OrderOutcome before = call(sample.get());
        connectWithCall();
        assertInstanceOf(NotSent.class, before, "a call before connecting");
        gateway.disconnect();
        assertInstanceOf(NotSent.class, call(sample.get()), "a call after disconnecting");
        fails(ErrorCategory.NETWORK, "offer of calls after disconnecting", gateway::callForms);
    }

    /** Nothing that is said of calls holds a secret of the settings. */
    @Rule("CAL-14")
    void whatIsSaidOfCallsHoldsNoSecret() throws Exception {
        assumeFalse(harness.secrets().isEmpty(), "the harness knows no secret of the gateway");
        connect();
        List<Object> said = new ArrayList<>(forms());
        said.add(call(call(NOBODYS, Map.of(), false)));
        Optional<OrderCall> sample = harness.ownCall();
        if (sample.isPresent() && !forms().isEmpty()) {
            said.add(call(sample.get()));
            for (Fault fault : List.of(Fault.REFUSAL, Fault.LOST_ANSWER)) {
                if (harness.faults().contains(fault)) {
                    harness.inject(fault);
                    said.add(impatiently(() -> gateway.call(newId(), sample.get())));
                    harness.clearFaults();
                }
            }
        }
        for (String secret : harness.secrets()) {
            assertFalse(said.toString().contains(secret), () -> "expected no secret in " + said.toString()
                    .replace(secret, "(a secret)"));
        }
    }

    private List<CallForm> forms() throws Exception {
        return answer("callForms", gateway::callForms);
    }

    private List<CallForm> connectWithForms() throws Exception {
        connect();
        List<CallForm> forms = forms();
        assumeFalse(forms.isEmpty(), "the gateway has no own calls");
        return forms;
    }

    private OrderCall connectWithCall() throws Exception {
        connectWithForms();
        Optional<OrderCall> call = harness.ownCall();
        assumeTrue(call.isPresent(), "the harness has no call of the broker's own");
        return call.get();
    }

    private OrderCall cancelOf(OrderCall call, Accepted placed) {
        Optional<OrderCall> cancel = harness.ownCancel(call, placed.brokerOrderId());
        assumeTrue(cancel.isPresent(), "the harness has no call that takes back");
        return cancel.get();
    }

    private CallForm form(OrderCall call) throws Exception {
        return forms().stream().filter(f -> f.fullName().equals(call.fullName())).findFirst()
                .orElseThrow(() -> new AssertionError("expected the gateway to offer " + call.fullName()));
    }

    private AccountKey key() {
        return new AccountKey(gateway.id(), harness.account());
    }

    private OrderCall call(String name, Map<String, String> fields, boolean isCancel) {
        return new OrderCall(key(), name, "", "a call of nobody's", fields, isCancel);
    }

    private static OrderCall with(OrderCall call, Map<String, String> fields, boolean isCancel) {
        return new OrderCall(call.account(), call.name(), call.variant(), call.title(), fields, isCancel);
    }

    /** Everything that it needs, empty. */
    private static Map<String, String> blank(CallForm form) {
        Map<String, String> fields = new LinkedHashMap<>();
        form.fields().stream().filter(CallForm.Field::isRequired).forEach(f -> fields.put(f.name(), ""));
        return fields;
    }

    private OrderOutcome call(OrderCall call) throws Exception {
        return answer("call", () -> gateway.call(newId(), call));
    }

    private Sent sent() {
        return new Sent(harness.ownCallsReceived(), harness.spending());
    }

    private void unsupported(OrderCall call) throws Exception {
        Sent before = sent();
        Rejected refusal = assertInstanceOf(Rejected.class, call(call), () -> "outcome of " + call);
        assertEquals(RejectReason.UNSUPPORTED, refusal.reason(), () -> call + ": " + refusal.text());
        assertTrue(refusal.text().length() >= 15, () -> "expected a text that helps, was " + refusal.text());
        assertEquals(before, sent(), () -> "what was sent after " + call);
    }

    private void assertCameOnce(OptionalLong before) throws InterruptedException {
        if (before.isPresent()) {
            watch();
            assertEquals(before.getAsLong() + 1, harness.ownCallsReceived().orElseThrow(), "calls at the broker");
        }
    }
}
