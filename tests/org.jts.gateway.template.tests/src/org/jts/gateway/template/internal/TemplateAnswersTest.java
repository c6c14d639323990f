package org.jts.gateway.template.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.gateway.GatewayListener;
import org.jts.api.order.Order;
import org.jts.gateway.template.simulator.Simulator;
import org.jts.testkit.FakeLimitProfiles;
import org.jts.testkit.FakeRequestLimiters;
import org.junit.jupiter.api.Test;

/** What the gateway makes of answers that are not as they should be, and of keys. */
class TemplateAnswersTest {

    private static final AccountId ACCOUNT = new AccountId("TEMPLATE-1");
    private static final String TIME = "\"2026-01-02T09:00:00.000\"";
    private static final String ORDER = json("{'id':'1','account':'TEMPLATE-1','symbol':'ONE','side':'BUY',"
            + "'type':'LIMIT','quantity':10,'price':9000,'status':'OPEN','filled':0,'average':0,'fee':0,"
            + "'name':'a','created':@,'updated':@}");
    private static final Map<String, Function<Json, ?>> ANSWERS = Map.of(ORDER, Answers::order,
            json("{'symbol':'ONE','time':@,'last':1,'size':1,'bid':1,'ask':2,'depth':1,'volume':1}"), Answers::quote,
            json("{'symbol':'ONE','time':@,'bids':[[1,1]],'asks':[[2,1]]}"), Answers::book,
            json("{'open':@,'first':1,'high':1,'low':1,'last':1,'volume':1}"), Answers::candle,
            json("{'symbol':'ONE','quantity':1,'sellable':1,'paid':1,'price':1}"),
            answer -> Answers.position(ACCOUNT, answer),
            json("{'id':'T1','order':'1','name':'','symbol':'ONE','side':'SELL','quantity':1,'price':1,'fee':0,"
                    + "'time':@}"), answer -> Answers.trade(ACCOUNT, answer),
            "{\"order\":" + ORDER + "}", Answers::event);
    private static final Pattern VALUE = Pattern.compile(":(\"[^\"]*\"|-?\\d+|\\[\\[)");

    @Test
    void whateverIsWrongWithAnAnswerIsToldAsUnreadable() {
        ANSWERS.forEach((whole, reader) -> {
            Json.read(whole, reader);
            List<int[]> values = VALUE.matcher(whole).results().map(m -> new int[] {m.start(1), m.end(1)}).toList();
            assertTrue(values.size() > 3, whole);
            for (int[] value : values) {
                for (String other : List.of("null", "\"?\"", "-1", "0", "{}", "[]", "true", "1e99", "")) {
                    String broken = whole.substring(0, value[0]) + other + whole.substring(value[1]);
                    try {
                        Json.read(broken, reader);
                    } catch (RuntimeException e) {
                        assertInstanceOf(Json.UnreadableException.class, e, broken);
                    }
                }
            }
        });
    }

    @Test
    void anOrderWithoutANameHasNone() {
        Order order = Json.read(ORDER.replace("\"name\":\"a\"", "\"name\":null"), Answers::order);
        assertEquals(Optional.empty(), order.clientOrderId());
    }

    @Test
    void aKeyThatLeadsNowhereIsSaidAndNoOtherIsUsedInItsPlace() throws Exception {
        try (Simulator broker = TemplateHarness.simulator()) {
            TemplateGateway gateway = gateway(broker, "${env:NOT_SET}", Map.of());
            BrokerException failure = assertThrows(BrokerException.class, () -> gateway.connect(new Nobody()));
            assertEquals(ErrorCategory.AUTHENTICATION, failure.category());
            assertTrue(failure.getMessage().contains("${env:NOT_SET}"), failure.getMessage());
            assertEquals(0, broker.requests(), "requests with another key");
            gateway.close();
        }
    }

    @Test
    void theKeyThatTheSettingsNameIsTheOneThatIsSent() throws Exception {
        try (Simulator broker = TemplateHarness.simulator()) {
            TemplateGateway wrong = gateway(broker, "${secure:mine}", Map.of("${secure:mine}", "another key"));
            assertEquals(ErrorCategory.AUTHENTICATION,
                    assertThrows(BrokerException.class, () -> wrong.connect(new Nobody())).category());
            wrong.close();
            TemplateGateway right = gateway(broker, "${secure:mine}", Map.of("${secure:mine}", "template-key"));
            right.connect(new Nobody());
            assertEquals(2, right.accounts().size());
            right.close();
        }
    }

    private static String json(String text) {
        return text.replace('\'', '"').replace("@", TIME);
    }

    private static TemplateGateway gateway(Simulator broker, String key, Map<String, String> secrets) {
        return new TemplateGateway(TemplateHarness.settings(broker.address().toString(), key),
                Map.of(BrokerGateway.BROKER_ID, "answers"), new FakeRequestLimiters(), new FakeLimitProfiles(),
                new KnownSecrets(secrets));
    }

    private static final class Nobody implements GatewayListener {
        @Override
        public void onConnectionLost(BrokerException reason) {
            throw new AssertionError("expected the line to hold", reason);
        }

        @Override
        public void onNotice(String text) {
            throw new AssertionError("expected no notice, found " + text);
        }
    }
}
