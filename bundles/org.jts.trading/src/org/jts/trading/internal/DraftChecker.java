package org.jts.trading.internal;

import static org.jts.trading.internal.Words.T;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountSnapshot;
import org.jts.api.account.AccountType;
import org.jts.api.account.Position;
import org.jts.api.connection.BrokerConnection;
import org.jts.api.connection.BrokerRegistry;
import org.jts.api.feed.LiveQuote;
import org.jts.api.feed.MarketFeed;
import org.jts.api.gateway.Capabilities;
import org.jts.api.gateway.Feature;
import org.jts.api.gateway.OrderInstruction;
import org.jts.api.market.Symbol;
import org.jts.api.order.Order;
import org.jts.api.order.OrderNames;
import org.jts.api.order.RejectReason;
import org.jts.api.order.Side;
import org.jts.api.trading.DeskOrder;
import org.jts.api.trading.OrderDraft;
import org.jts.api.trading.Violation;
import org.jts.api.trading.Violation.Field;

/**
 * The rules a draft must keep before it may be sent. Reads memory only. The broker has the last word: this finds early
 * what it would refuse, and says it better.
 */
final class DraftChecker {

    /** The broker dates its orders, this machine what it reads. */
    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(2);

    private final BrokerRegistry registry;
    private final MarketFeed feed;
    private final AccountBook accounts;
    private final Function<AccountKey, Optional<Instant>> touched;
    private final LiveLocks locks;
    private final LimitChecks limits;

    DraftChecker(BrokerRegistry registry, MarketFeed feed, AccountBook accounts, Function<AccountKey,
            Optional<Instant>> touched,
            LiveLocks locks, LimitChecks limits) {
        this.registry = registry;
        this.feed = feed;
        this.accounts = accounts;
        this.touched = touched;
        this.locks = locks;
        this.limits = limits;
    }

    /** @param taken how many places among the orders of the day the draft has taken already */
    List<Violation> check(OrderDraft draft, int taken) {
        List<Violation> found = new ArrayList<>();
        Optional<BrokerConnection> connection = registry.broker(draft.account().broker());
        if (connection.isEmpty()) {
            found.add(new Violation(Field.ACCOUNT, RejectReason.UNKNOWN_ACCOUNT,
                    T.format("check.broker", draft.account().broker())));
            return found;
        }
        checkConnection(connection.get(), found);
        checkAccount(draft, found);
        checkKind(draft, connection.get(), found);
        Optional<Symbol> symbol = feed.symbol(draft.account().broker(), draft.symbol());
        if (symbol.isEmpty()) {
            found.add(new Violation(Field.SYMBOL, RejectReason.UNKNOWN_SYMBOL,
                    T.format("check.symbol", connection.get().name(), draft.symbol())));
            return found;
        }
        checkNumbers(draft, symbol.get(), found);
        if (found.isEmpty()) {
            checkMeans(draft, symbol.get(), found);
            limits.check(draft, symbol.get(), found);
            limits.checkNew(draft, taken, found);
        }
        return found;
    }

    /**
     * The rules that a change of an open order must keep: those of a draft, but for the means, part of which the order
     * itself has reserved. An adopted order of a live account is locked like any other there.
     */
    List<Violation> checkChange(DeskOrder known, BigDecimal quantity, Optional<BigDecimal> limitPrice) {
        Order order = known.order();
        List<Violation> found = new ArrayList<>();
        OrderDraft changed = new OrderDraft(known.account(), order.symbol(), order.side(), order.type(),
                order.timeInForce(), quantity, limitPrice.or(order::limitPrice), order.stopPrice());
        checkAccount(changed, found);
        feed.symbol(known.broker(), order.symbol()).ifPresent(symbol -> {
            checkNumbers(changed, symbol, found);
            limits.check(changed, symbol, found);
        });
        return found;
    }

    private static void checkConnection(BrokerConnection connection, List<Violation> found) {
        if (!connection.state().isConnected()) {
            found.add(new Violation(Field.ACCOUNT, RejectReason.NOT_TRADABLE,
                    T.format("check.offline", connection.name(), Words.of(connection.state().phase()))));
        }
    }

    private void checkAccount(OrderDraft draft, List<Violation> found) {
        Optional<AccountSnapshot> account = accounts.account(draft.account());
        if (account.isEmpty()) {
            found.add(new Violation(Field.ACCOUNT, RejectReason.UNKNOWN_ACCOUNT,
                    T.format("check.account",
                            accounts.accounts(draft.account().broker()).stream().map(a -> a.account().id()).toList(),
                            draft.account().account())));
        } else if (account.get().account().type() == AccountType.LIVE && !locks.isUnlocked(draft.account())) {
            found.add(new Violation(Field.ACCOUNT, RejectReason.RISK_CHECK,
                    T.format("check.live", draft.account().account())));
        }
    }

    private static void checkKind(OrderDraft draft, BrokerConnection connection, List<Violation> found) {
        var can = connection.gateway().capabilities();
        if (!can.has(Feature.PLACE_ORDER)) {
            found.add(new Violation(Field.ACCOUNT, RejectReason.UNSUPPORTED,
                    T.format("check.noOrders", connection.name())));
        } else if (draft.instruction().isPresent()) {
            checkInstruction(draft, can, connection.name(), found);
        } else if (!can.orders().containsKey(draft.type())) {
            found.add(new Violation(Field.TYPE, RejectReason.UNSUPPORTED, T.format("check.type",
                    connection.name(), list(can.orders().keySet(), OrderNames::type),
                    OrderNames.type(draft.type()))));
        } else if (!can.takes(draft.type(), draft.timeInForce())) {
            found.add(new Violation(Field.TIME_IN_FORCE, RejectReason.UNSUPPORTED,
                    T.format("check.timeInForce", OrderNames.type(draft.type()), connection.name(),
                            list(can.orders().get(draft.type()), OrderNames::timeInForce),
                            OrderNames.timeInForce(draft.timeInForce()))));
        }
    }

    private static void checkInstruction(OrderDraft draft, Capabilities can, String broker, List<Violation> found) {
        List<OrderInstruction> taken = can.instructions(draft.side(), draft.symbol());
        Optional<OrderInstruction> meant = taken.stream().filter(i -> i.code().equals(draft.instruction().get()))
                .findFirst();
        if (meant.isEmpty()) {
            found.add(new Violation(Field.TYPE, RejectReason.UNSUPPORTED, T.format("check.instruction", broker,
                    taken.isEmpty() ? T.get("check.instruction.none") : taken.stream().map(OrderInstruction::code)
                            .collect(Collectors.joining(", ")), draft.instruction().get())));
        } else if (meant.get().type() != draft.type() || meant.get().timeInForce() != draft.timeInForce()) {
            found.add(new Violation(Field.TYPE, RejectReason.UNSUPPORTED, T.format("check.instruction.type",
                    meant.get().code(), OrderNames.type(meant.get().type()),
                    OrderNames.timeInForce(meant.get().timeInForce()), OrderNames.type(draft.type()),
                    OrderNames.timeInForce(draft.timeInForce()))));
        }
    }

    private static <E extends Enum<E>> String list(Set<E> all, Function<E, String> name) {
        return all.stream().sorted().map(name).collect(Collectors.joining(", "));
    }

    private void checkNumbers(OrderDraft draft, Symbol symbol, List<Violation> found) {
        if (!symbol.active()) {
            found.add(new Violation(Field.SYMBOL, RejectReason.NOT_TRADABLE,
                    T.format("check.notTraded", symbol.id(), symbol.name())));
        }
        if (!symbol.isOnLot(draft.quantity())) {
            found.add(new Violation(Field.QUANTITY, RejectReason.QUANTITY,
                    T.format("check.quantity",
                            symbol.lotSize().toPlainString(), draft.quantity().toPlainString())));
        }
        checkPrice(draft.limitPrice(), draft.type().hasLimitPrice(), Field.LIMIT_PRICE, draft, symbol, found);
        checkPrice(draft.stopPrice(), draft.type().hasStopPrice(), Field.STOP_PRICE, draft, symbol, found);
        Optional<BigDecimal> value = price(draft).map(draft.quantity()::multiply);
        if (value.isPresent() && symbol.minOrderValue().filter(m -> value.get().compareTo(m) < 0).isPresent()) {
            found.add(new Violation(Field.QUANTITY, RejectReason.QUANTITY,
                    T.format("check.minimum",
                            symbol.minOrderValue().get().toPlainString(), symbol.currency(),
                            value.get().toPlainString())));
        }
    }

    private static void checkPrice(Optional<BigDecimal> price, boolean expected, Field field, OrderDraft draft,
            Symbol symbol, List<Violation> found) {
        if (price.isPresent() != expected) {
            found.add(new Violation(field, RejectReason.PRICE_TICK, expected
                    ? T.format("check.price.missing", name(field), OrderNames.type(draft.type()))
                    : T.format("check.price.extra", name(field), OrderNames.type(draft.type()),
                            price.get().toPlainString())));
            return;
        }
        if (!expected) {
            return;
        }
        BigDecimal value = price.get();
        if (value.signum() <= 0) {
            found.add(new Violation(field, RejectReason.PRICE_TICK,
                    T.format("check.price.positive", name(field), value.toPlainString())));
        } else if (!symbol.ticks().isOnTick(value)) {
            found.add(new Violation(field, RejectReason.PRICE_TICK,
                    T.format("check.price.tick", name(field),
                            symbol.ticks().tickAt(value).toPlainString(), value.toPlainString(),
                            symbol.ticks().roundDown(value).toPlainString(),
                            symbol.ticks().roundUp(value).toPlainString())));
        }
    }

    private static String name(Field price) {
        return price == Field.LIMIT_PRICE ? T.get("price.limit") : T.get("price.stop");
    }

    /** Buying power and holdings, as last read. What was read before the last trade may refuse nothing. */
    private void checkMeans(OrderDraft draft, Symbol symbol, List<Violation> found) {
        Optional<AccountSnapshot> account = accounts.account(draft.account());
        if (account.flatMap(AccountSnapshot::asOf).filter(at -> !hasChangedSince(at, draft.account())).isEmpty()) {
            return;
        }
        if (draft.side() == Side.SELL) {
            BigDecimal sellable = account.get().positions().stream().filter(p -> p.symbol().equals(symbol.id()))
                    .map(Position::sellable).reduce(BigDecimal.ZERO, BigDecimal::add);
            if (draft.quantity().compareTo(sellable) > 0) {
                found.add(new Violation(Field.QUANTITY, RejectReason.INSUFFICIENT_HOLDINGS,
                        T.format("check.holdings", sellable.toPlainString(),
                                symbol.name(), draft.quantity().toPlainString())));
            }
            return;
        }
        Optional<BigDecimal> power = account.get().balances().stream()
                .filter(b -> b.currency().equals(symbol.currency())).map(b -> b.buyingPower()).findFirst();
        Optional<BigDecimal> cost = price(draft).map(draft.quantity()::multiply);
        if (power.isPresent() && cost.isPresent() && cost.get().compareTo(power.get()) > 0) {
            found.add(new Violation(Field.QUANTITY, RejectReason.INSUFFICIENT_FUNDS,
                    T.format("check.funds",
                            power.get().toPlainString(), symbol.currency(), cost.get().toPlainString())));
        }
    }

    private boolean hasChangedSince(Instant read, AccountKey account) {
        return touched.apply(account).filter(read.minus(CLOCKS_DIFFER)::isBefore).isPresent();
    }

    private Optional<BigDecimal> price(OrderDraft draft) {
        if (draft.limitPrice().isPresent()) {
            return draft.limitPrice();
        }
        if (draft.stopPrice().isPresent()) {
            return draft.stopPrice();
        }
        return feed.latest(draft.account().broker(), draft.symbol()).map(LiveQuote::quote).map(q -> q.last());
    }
}
