package org.jts.gateway.mock.internal;

import static org.jts.gateway.mock.internal.Words.T;

import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.jts.api.BrokerId;
import org.jts.api.CurrencyCode;
import org.jts.api.account.AccountId;
import org.jts.api.gateway.BrokerGateway;
import org.jts.api.market.SymbolId;

/**
 * Disturbs mock brokers while they run. A wrong word is an {@link IllegalArgumentException} that says what was
 * expected; the answer is a line for people. {@link MockConsole} makes commands of it.
 */
final class MockCommands {

    private final Map<BrokerId, MockGateway> gateways = new ConcurrentHashMap<>();

    void addGateway(BrokerGateway gateway) {
        if (gateway instanceof MockGateway mock) {
            gateways.put(mock.id(), mock);
        }
    }

    void removeGateway(BrokerGateway gateway) {
        gateways.remove(gateway.id(), gateway);
    }

    /** {@code mock:fault}: the faults of all mock brokers. */
    String fault() {
        return new TreeMap<>(gateways).entrySet().stream()
                .map(e -> e.getKey() + ": " + e.getValue().faults().describe()).collect(Collectors.joining("\n"));
    }

    /** {@code mock:fault mock}: the faults of one. */
    String fault(String broker) {
        return broker + ": " + gateway(broker).faults().describe();
    }

    /** {@code mock:fault mock latency 50-200}: orders a fault. */
    String fault(String broker, String name, String value) {
        MockGateway gateway = gateway(broker);
        gateway.faults(gateway.faults().with(name, value));
        return fault(broker);
    }

    /** {@code mock:clear mock}: no faults any more. */
    String clear(String broker) {
        gateway(broker).faults(FaultPlan.NONE);
        return fault(broker);
    }

    /** {@code mock:disconnect mock}: breaks the connection once. */
    String disconnect(String broker) {
        gateway(broker).breakLine(T.get("line.command"));
        return broker + ": the line is broken";
    }

    /** {@code mock:silence mock on}: requests stay without an answer. */
    String silence(String broker, String onOff) {
        return fault(broker, "silence", onOff);
    }

    /** {@code mock:lose mock}: the next order reaches the broker, its answer does not come back. */
    String lose(String broker) {
        gateway(broker).loseNextAnswer();
        return broker + ": the answer to the next order call will be lost";
    }

    /** {@code mock:price mock KRX:005930 80000}: the market thinks anew. */
    String price(String broker, String symbol, String price) {
        gateway(broker).control().setPrice(SymbolId.parse(symbol), number("price", price));
        return "%s: %s moves to %s, within the day's limits".formatted(broker, symbol, price);
    }

    /** {@code mock:shock mock KRX:005930 -0.1}: a fall by a tenth. */
    String shock(String broker, String symbol, String fraction) {
        gateway(broker).control().shock(SymbolId.parse(symbol), number("fraction", fraction).doubleValue());
        return "%s: %s moves by %s of its price, within the day's limits".formatted(broker, symbol, fraction);
    }

    /** {@code mock:halt mock KRX:005930}: trading stops. */
    String halt(String broker, String symbol) {
        gateway(broker).control().halt(SymbolId.parse(symbol));
        return "%s: %s is halted".formatted(broker, symbol);
    }

    /** {@code mock:resume mock KRX:005930}: trading goes on. */
    String resume(String broker, String symbol) {
        gateway(broker).control().resume(SymbolId.parse(symbol));
        return "%s: %s trades again".formatted(broker, symbol);
    }

    /** {@code mock:scenario mock KRX:005930 flash-crash}, or {@code all} symbols. */
    String scenario(String broker, String symbol, String name) {
        MockGateway gateway = gateway(broker);
        Scenario scenario = Scenario.parse(name);
        List<SymbolId> symbols = symbol.equals("all") ? gateway.listed() : List.of(SymbolId.parse(symbol));
        symbols.forEach(s -> gateway.control().scenario(s, scenario.model()));
        return "%s: %s goes on as %s".formatted(broker, symbol, scenario.text());
    }

    /** {@code mock:deposit mock MOCK-001 1000000 KRW}: money from outside; negative takes it away. */
    String deposit(String broker, String account, String amount, String currency) {
        gateway(broker).control().deposit(new AccountId(account), new CurrencyCode(currency),
                number("amount", amount));
        return "%s: %s %s came to %s".formatted(broker, amount, currency, account);
    }

    /** {@code mock:requests mock}: what the broker counted. */
    String requests(String broker) {
        RateDesk desk = gateway(broker).desk();
        return "%s: %d requests came, %d of them were too many, %s".formatted(broker, desk.arrivals(), desk.refusals(),
                desk.banLeft().map(left -> "banned for another %d s".formatted(left.plusMillis(999).toSeconds()))
                        .orElse("no ban"));
    }

    private MockGateway gateway(String broker) {
        MockGateway found = gateways.entrySet().stream().filter(e -> e.getKey().value().equals(broker))
                .map(Map.Entry::getValue).findFirst().orElse(null);
        if (found == null) {
            throw new IllegalArgumentException("expected one of the mock brokers %s, was \"%s\""
                    .formatted(gateways.keySet().stream().sorted().toList(), broker));
        }
        return found;
    }

    private static BigDecimal number(String name, String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("%s: expected a number, was \"%s\"".formatted(name, text), e);
        }
    }
}
