package org.jts.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.List;
import java.util.Set;

import org.jts.api.account.Account;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.Feature;
import org.jts.api.order.Order;
import org.jts.api.order.OrderOutcome;
import org.jts.api.order.OrderOutcome.Accepted;
import org.jts.api.order.OrderOutcome.Unknown;
import org.jts.api.order.OrderRequest;

/** Keys and tokens, connecting over and over, and shutting down in the middle of things. */
abstract class SessionRules extends GatewayRules {

    private static final int TIMES = 5;

    /** Credentials that are refused are an AUTHENTICATION error, so that nobody tries them over and over. */
    @Rule("SES-01")
    void refusedCredentialsAreAnAuthenticationError() throws Exception {
        needs(Fault.SIGN_IN_REFUSED);
        harness.inject(Fault.SIGN_IN_REFUSED);
        BrokerException failure = assertThrows(BrokerException.class, this::connect, "connect with refused keys");
        assertEquals(ErrorCategory.AUTHENTICATION, failure.category(), () -> "category of " + failure);
        harness.clearFaults();
        connect();
    }

    /** A token that was revoked is renewed, or told as AUTHENTICATION; it is never a wrong answer. */
    @Rule("SES-02")
    void revokedTokenIsRenewedOrToldAsAuthentication() throws Exception {
        needs(Fault.TOKEN_REVOKED);
        connect();
        harness.inject(Fault.TOKEN_REVOKED);
        watch();
        try {
            assertFalse(answer("accounts", gateway::accounts).isEmpty(), "accounts with a renewed token");
            assertFalse(answer("balances", () -> gateway.balances(harness.account())).isEmpty(),
                    "balances with a renewed token");
        } catch (BrokerException e) {
            boolean told = e.category() == ErrorCategory.AUTHENTICATION
                    || line.losses.has(loss -> loss.category() == ErrorCategory.AUTHENTICATION);
            assertTrue(told, () -> "expected AUTHENTICATION of the read, or a loss told as AUTHENTICATION, was "
                    + e.category() + " \"" + e.getMessage() + "\", losses " + line.losses.all());
        }
    }

    /** An order under a revoked token is there once when Accepted, and not at all otherwise. */
    @Rule("SES-03")
    void orderUnderARevokedTokenIsThereOnceOrNotAtAll() throws Exception {
        needs(Fault.TOKEN_REVOKED);
        needs(Feature.PLACE_ORDER, Feature.OPEN_ORDERS);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.TOKEN_REVOKED);
        OrderOutcome outcome = place(request);
        assertFalse(outcome instanceof Unknown, () -> "a refused token is an answer, not silence; was " + outcome);
        harness.clearFaults();
        gateway.disconnect();
        connect();
        List<Order> open = answer("openOrders", () -> gateway.openOrders(harness.account()));
        assertEquals(outcome instanceof Accepted ? 1 : 0, open.size(), () -> outcome + ", but open are " + open);
    }

    /** Connecting again helps after a revoked token. */
    @Rule("SES-04")
    void connectingAgainHelpsAfterARevokedToken() throws Exception {
        needs(Fault.TOKEN_REVOKED);
        connect();
        harness.inject(Fault.TOKEN_REVOKED);
        watch();
        gateway.disconnect();
        connect();
        List<Account> accounts = answer("accounts", gateway::accounts);
        assertTrue(accounts.stream().anyMatch(a -> a.id().equals(harness.account())),
                () -> "expected the account with a new token, was " + accounts);
    }

    /** The health check asks the broker: it does not succeed while the broker is silent. */
    @Rule("SES-05")
    void healthCheckOfASilentBrokerDoesNotSucceed() throws Exception {
        needs(Fault.SILENCE);
        connect();
        harness.inject(Fault.SILENCE);
        Call<?> call = Call.start(() -> {
            gateway.checkHealth();
            return null;
        });
        call.awaitUnderWay();
        watch();
        call.interrupt();
        awaitDone("the interrupted health check", call);
        assertThrows(Exception.class, call::get, "a health check that the broker never answered");
    }

    /** Disconnecting ends a read under way, as NETWORK. */
    @Rule("SES-06")
    void disconnectEndsAReadUnderWay() throws Exception {
        needs(Fault.SILENCE);
        connect();
        harness.inject(Fault.SILENCE);
        Call<?> call = unanswered(() -> gateway.balances(harness.account()));
        disconnect();
        awaitDone("the read that was under way at disconnect", call);
        BrokerException failure =
                assertThrows(BrokerException.class, call::get, "a read that was under way at disconnect");
        assertEquals(ErrorCategory.NETWORK, failure.category(), () -> "category of " + failure);
    }

    /** An order under way at a disconnect is Unknown. */
    @Rule("SES-07")
    void orderUnderWayAtDisconnectIsUnknown() throws Exception {
        needs(Fault.SILENCE);
        needs(Feature.PLACE_ORDER);
        connect();
        OrderRequest request = farLimit();
        harness.inject(Fault.SILENCE);
        Call<OrderOutcome> call = unanswered(() -> gateway.place(request));
        disconnect();
        awaitDone("the order that was under way at disconnect", call);
        assertInstanceOf(Unknown.class, call.get(), "an order that was under way at disconnect");
    }

    /** A disconnect within a listener returns, and holds. */
    @Rule("SES-08")
    void disconnectWithinAListenerReturns() throws Exception {
        needs(Feature.QUOTE_STREAM);
        connect();
        Recorder<Boolean> returned = new Recorder<>();
        try {
            answer("subscribeQuotes", () -> gateway.subscribeQuotes(Set.of(harness.symbol()), quote -> {
                gateway.disconnect();
                returned.accept(true);
            }));
        } catch (BrokerException e) { // the listener may be quicker than the answer to the subscription
            assertEquals(ErrorCategory.NETWORK, e.category(), e.getMessage());
        }
        // a gateway that waits for its own listener may hold whoever lets time pass
        Call<?> waiting = Call.start(() -> {
            await("disconnect to return within a listener", () -> returned.count() > 0);
            return null;
        });
        if (!waiting.isDoneWithin(harness.patience().plusSeconds(2))) {
            waiting.interrupt();
            fail("expected disconnect within a listener to return, found that it waits");
        }
        waiting.get();
        fails(ErrorCategory.NETWORK, "accounts after a disconnect within a listener", gateway::accounts);
    }

    /** Connecting and disconnecting many times leaves nothing. */
    @Rule("SES-09")
    void manyConnectionsLeaveNothing() throws Exception {
        for (int i = 0; i < TIMES; i++) {
            connect();
            if (gateway.capabilities().has(Feature.QUOTE_STREAM)) {
                quotes(new Recorder<>());
            }
            if (gateway.capabilities().has(Feature.ORDER_STREAM)) {
                orderEvents();
            }
            disconnect();
        }
        await("no thread of the gateway after %d connections".formatted(TIMES),
                () -> Threads.named(harness.threadPrefix()).isEmpty());
        assertEquals(0, harness.plannedTasks(), "tasks of the gateway on the clock");
    }

    private void disconnect() throws Exception {
        answer("disconnect", () -> {
            gateway.disconnect();
            return null;
        });
    }
}
