package org.jts.wire;

import static org.jts.wire.Scalars.checked;
import static org.jts.wire.Scalars.here;
import static org.jts.wire.Scalars.instant;
import static org.jts.wire.Scalars.number;
import static org.jts.wire.Scalars.text;
import static org.jts.wire.Scalars.timestamp;
import static org.jts.wire.Scalars.wire;

import java.util.ArrayList;
import java.util.List;

import org.jts.api.CurrencyCode;
import org.jts.api.account.Account;
import org.jts.api.account.AccountId;
import org.jts.api.account.AccountType;
import org.jts.api.account.Balance;
import org.jts.api.account.Position;
import org.jts.wire.proto.trading.BalanceResponse;
import org.jts.wire.proto.trading.PositionData;

/** Accounts, balances and positions. @since 1.0 */
public final class AccountWire {

    private static final String TYPE = "ACCOUNT_TYPE_";

    private AccountWire() {
    }

    /** @throws WireException when it is no account id */
    public static AccountId accountId(String text) {
        return checked("account_id", () -> new AccountId(text));
    }

    public static org.jts.wire.proto.gateway.Account message(Account account) {
        return org.jts.wire.proto.gateway.Account.newBuilder().setAccountId(account.id().value())
                .setName(account.name())
                .setType(wire(org.jts.wire.proto.gateway.AccountType.class, TYPE, account.type()))
                .setCurrency(account.currency().value()).setIsDefault(account.isDefault()).build();
    }

    public static Account account(org.jts.wire.proto.gateway.Account in) {
        return checked("account " + in.getAccountId(), () -> new Account(new AccountId(in.getAccountId()), in.getName(),
                here(AccountType.class, TYPE, in.getType()), new CurrencyCode(in.getCurrency()), in.getIsDefault()));
    }

    /** @param balances at least one, the home currency first */
    public static BalanceResponse message(List<Balance> balances) {
        BalanceResponse.Builder out = message(balances.getFirst()).toBuilder();
        balances.stream().skip(1).forEach(other -> out.addOthers(message(other)));
        return out.build();
    }

    private static BalanceResponse message(Balance balance) {
        return BalanceResponse.newBuilder().setAccountId(balance.account().value())
                .setTotalEquity(text(balance.totalEquity())).setCashBalance(text(balance.cash()))
                .setBuyingPower(text(balance.buyingPower())).setCurrency(balance.currency().value())
                .setAsOf(timestamp(balance.asOf())).build();
    }

    public static List<Balance> balances(BalanceResponse in) {
        List<Balance> all = new ArrayList<>();
        all.add(balance(in));
        in.getOthersList().forEach(other -> all.add(balance(other)));
        return List.copyOf(all);
    }

    private static Balance balance(BalanceResponse in) {
        return checked("balance of " + in.getAccountId(), () -> new Balance(new AccountId(in.getAccountId()),
                new CurrencyCode(in.getCurrency()), number(in.getTotalEquity(), "total_equity"),
                number(in.getCashBalance(), "cash_balance"), number(in.getBuyingPower(), "buying_power"),
                instant(in.getAsOf(), "as_of")));
    }

    public static PositionData message(Position position) {
        return PositionData.newBuilder().setAccountId(position.account().value())
                .setSymbolCode(position.symbol().toString()).setSymbolName(position.name())
                .setCurrency(position.currency().value()).setQuantity(text(position.quantity()))
                .setSellable(text(position.sellable())).setAvgPrice(text(position.averagePrice()))
                .setCurrentPrice(text(position.currentPrice())).build();
    }

    public static Position position(PositionData in) {
        return checked("position in " + in.getSymbolCode(), () -> new Position(new AccountId(in.getAccountId()),
                MarketWire.symbolId(in.getSymbolCode()), in.getSymbolName(), new CurrencyCode(in.getCurrency()),
                number(in.getQuantity(), "quantity"), number(in.getSellable(), "sellable"),
                number(in.getAvgPrice(), "avg_price"), number(in.getCurrentPrice(), "current_price")));
    }
}
