package org.jts.server.internal;

import java.util.Map;
import java.util.Optional;

import org.jts.api.account.AccountBook;
import org.jts.api.account.AccountKey;
import org.jts.api.account.AccountType;
import org.jts.api.gateway.BrokerException;
import org.jts.api.gateway.ErrorCategory;
import org.jts.api.trading.OrderDesk;
import org.jts.wire.AccountWire;
import org.jts.wire.OrderWire;
import org.jts.wire.proto.desk.AccountLock;
import org.jts.wire.proto.desk.DeskServiceGrpc.DeskServiceImplBase;
import org.jts.wire.proto.desk.GetTradingStateRequest;
import org.jts.wire.proto.desk.LockAccountRequest;
import org.jts.wire.proto.desk.ResumeTradingRequest;
import org.jts.wire.proto.desk.StopTradingRequest;
import org.jts.wire.proto.desk.StopTradingResponse;
import org.jts.wire.proto.desk.StoppedOrder;
import org.jts.wire.proto.desk.TradingState;
import org.jts.wire.proto.desk.UnlockAccountRequest;

import io.grpc.stub.StreamObserver;

/** The kill switch, and the locks of accounts of real money. */
final class DeskEndpoint extends DeskServiceImplBase {

    private static final int MAX_REASON = 200;

    private final Brokers brokers;
    private final OrderDesk desk;
    private final AccountBook accounts;
    private final Acts acts;

    DeskEndpoint(Brokers brokers, OrderDesk desk, AccountBook accounts, Acts acts) {
        this.brokers = brokers;
        this.desk = desk;
        this.accounts = accounts;
        this.acts = acts;
    }

    @Override
    public void getTradingState(GetTradingStateRequest request, StreamObserver<TradingState> out) {
        Calls.answer(out, this::state);
    }

    @Override
    public void stopTrading(StopTradingRequest request, StreamObserver<StopTradingResponse> out) {
        Caller by = Caller.CURRENT.get();
        Calls.order(out, new OrderWork<>(() -> {
            String reason = request.getReason().strip();
            if (reason.isEmpty() || reason.length() > MAX_REASON) {
                throw new BrokerException(ErrorCategory.VALIDATION,
                        "reason: expected 1 to %d characters, found %d".formatted(MAX_REASON, reason.length()));
            }
            return reason;
        }, reason -> {
            acts.client(by, Optional.empty(), "stop", Map.of("why", reason));
            StopTradingResponse.Builder answer = StopTradingResponse.newBuilder();
            desk.stop(reason).forEach(result -> answer.addOrders(StoppedOrder.newBuilder()
                    .setBrokerId(result.order().broker().value()).setOrder(OrderWire.message(result.order().order()))
                    .setCancel(OrderWire.message(result.outcome()))));
            return answer.build();
        }));
    }

    @Override
    public void resumeTrading(ResumeTradingRequest request, StreamObserver<TradingState> out) {
        Caller by = Caller.CURRENT.get();
        Calls.answer(out, () -> {
            acts.client(by, Optional.empty(), "resume", Map.of());
            desk.resume();
            return state();
        });
    }

    @Override
    public void unlockAccount(UnlockAccountRequest request, StreamObserver<AccountLock> out) {
        Caller by = Caller.CURRENT.get();
        Calls.answer(out, () -> {
            AccountKey account = account(request.getBrokerId(), request.getAccountId());
            note(by, "unlock", account);
            Optional<String> refusal = desk.unlock(account, request.getTypedNumber());
            if (refusal.isPresent()) {
                throw new BrokerException(ErrorCategory.VALIDATION, "typed_number: " + refusal.get());
            }
            return lock(account);
        });
    }

    @Override
    public void lockAccount(LockAccountRequest request, StreamObserver<AccountLock> out) {
        Caller by = Caller.CURRENT.get();
        Calls.answer(out, () -> {
            AccountKey account = account(request.getBrokerId(), request.getAccountId());
            note(by, "lock", account);
            desk.lock(account);
            return lock(account);
        });
    }

    private void note(Caller by, String action, AccountKey account) {
        acts.client(by, Optional.of(account.broker()), action, Map.of("account", account.account().value()));
    }

    private AccountKey account(String broker, String account) {
        return new AccountKey(brokers.broker(broker).id(), AccountWire.accountId(account));
    }

    private AccountLock lock(AccountKey account) {
        return AccountLock.newBuilder().setBrokerId(account.broker().value())
                .setAccountId(account.account().value()).setUnlocked(desk.isUnlocked(account)).build();
    }

    private TradingState state() {
        Optional<String> reason = desk.stopped();
        TradingState.Builder state = TradingState.newBuilder().setStopped(reason.isPresent())
                .setReason(reason.orElse(""));
        accounts.accounts().stream().filter(a -> a.account().type() == AccountType.LIVE)
                .forEach(a -> state.addLiveAccounts(lock(a.key())));
        return state.build();
    }
}
