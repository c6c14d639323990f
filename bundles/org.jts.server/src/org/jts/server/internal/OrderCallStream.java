package org.jts.server.internal;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.jts.wire.proto.gateway.OrderAnswer;
import org.jts.wire.proto.gateway.OrderCallsRequest;
import org.jts.wire.proto.gateway.OrderCallFailure;
import org.jts.wire.proto.trading.OrderResponse;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.StreamObserver;

/**
 * The order calls that one client makes on a stream, each as if it were a call of its own: on another thread,
 * counted, timed, and given up with the stream as long as the desk does not have it. A client that does not read its
 * answers is not listened to until it does.
 */
final class OrderCallStream implements StreamObserver<OrderCallsRequest> {

    /** As many as a connection may have calls. Cancels come on top, up to the window: they lower the risk. */
    static final int MAX_UNDER_WAY = 500;
    /** How many may come before answers have gone: more than can be under way, so that a cancel is heard. */
    private static final int WINDOW = 2 * MAX_UNDER_WAY;
    /** Asking for more goes through the thread of the connection: seldom. */
    private static final int BATCH = WINDOW / 8;

    /** One that is not answered yet. */
    private record UnderWay(OrderWork<?, OrderResponse> work, String name, long start) {
    }

    private final OpenStreams.Stream<OrderAnswer> stream;
    private final TradingEndpoint trading;
    private final CallMeter meter;
    private final Gatekeeper.Pace pace = Gatekeeper.Pace.CURRENT.get();
    private final Map<Long, UnderWay> underWay = new ConcurrentHashMap<>();
    /** Messages that are dealt with, and for which others may come. */
    private final AtomicInteger dealtWith = new AtomicInteger();
    /** How the stream ends when all is answered; null as long as more may come. */
    private volatile Runnable end;

    private OrderCallStream(OpenStreams.Stream<OrderAnswer> stream, TradingEndpoint trading, CallMeter meter) {
        this.stream = stream;
        this.trading = trading;
        this.meter = meter;
    }

    /** To be called before the handler of the call returns. */
    static StreamObserver<OrderCallsRequest> open(OpenStreams.Stream<OrderAnswer> stream, TradingEndpoint trading,
            CallMeter meter) {
        OrderCallStream calls = new OrderCallStream(stream, trading, meter);
        stream.listen(WINDOW);
        stream.onReady(() -> calls.listenOn(0));
        stream.feed(calls::giveUp);
        stream.stopsBy(() -> calls.endBy(() -> stream.fail(OpenStreams.stopping())));
        stream.begun();
        return calls;
    }

    @Override
    public void onNext(OrderCallsRequest call) {
        switch (call.getCallCase()) {
            case PLACE -> begin(call, "PlaceOrder", trading.placing(call.getPlace()));
            case MODIFY -> begin(call, "ModifyOrder", trading.modifying(call.getModify()));
            case CANCEL -> begin(call, "CancelOrder", trading.cancelling(call.getCancel()));
            case PLACE_CALL -> begin(call, "PlaceCall", trading.calling(call.getPlaceCall()));
            case GIVE_UP -> {
                UnderWay unwanted = underWay.get(call.getNumber());
                if (unwanted != null) {
                    unwanted.work().giveUp();
                }
                listenOn(1);
            }
            case CALL_NOT_SET -> refuse(call, "OrderCalls", Status.UNIMPLEMENTED.withDescription(
                    "call: expected one that this server knows, found another"));
        }
    }

    private void begin(OrderCallsRequest call, String name, OrderWork<?, OrderResponse> work) {
        UnderWay begun = new UnderWay(work, name, meter.now());
        Status tooOften = pace.refusal(name);
        if (tooOften != null) {
            refuse(call, name, tooOften);
        } else if (underWay.size() >= MAX_UNDER_WAY && call.getCallCase() != OrderCallsRequest.CallCase.CANCEL) {
            refuse(call, name, Status.RESOURCE_EXHAUSTED.withDescription(
                    "expected at most %d calls at once on a stream, found more; wait for answers"
                            .formatted(MAX_UNDER_WAY)));
        } else if (underWay.putIfAbsent(call.getNumber(), begun) != null) {
            // Which of the two an answer would be to, nobody could tell.
            stream.fail(Status.INVALID_ARGUMENT.withDescription("number: expected another for each call, found %d twice"
                    .formatted(call.getNumber())).asRuntimeException());
        } else if (end != null) { // looked at behind the entry: who ends the stream either finds it there, or is seen
            underWay.remove(call.getNumber());
            refuse(call, name, OpenStreams.stopping().getStatus());
            endIfIdle();
        } else {
            long patience = TimeUnit.MILLISECONDS.toNanos(Integer.toUnsignedLong(call.getPatienceMs()));
            work.start(new Answer(call.getNumber()), Correlated.name(call.getCorrelation()),
                    patience == 0 ? () -> false : () -> meter.now() - begun.start() > patience);
        }
    }

    private void refuse(OrderCallsRequest call, String name, Status why) {
        meter.ended(name, why.getCode(), meter.now());
        stream.send(failure(call.getNumber(), why, true));
        listenOn(1);
    }

    private static OrderAnswer failure(long number, Status why, boolean notSent) {
        String text = why.getDescription();
        return OrderAnswer.newBuilder().setNumber(number).setFailure(OrderCallFailure.newBuilder()
                .setCode(why.getCode().value()).setMessage(text == null ? "" : text).setNotSent(notSent)).build();
    }

    /** @param more messages that are dealt with now */
    private void listenOn(int more) {
        int all = dealtWith.addAndGet(more);
        if ((all >= BATCH || more == 0) && stream.isReady()) {
            stream.listen(dealtWith.getAndSet(0));
        }
    }

    /** The answer to one call. */
    private final class Answer implements OrderWork.Answer<OrderResponse> {

        private final long number;

        Answer(long number) {
            this.number = number;
        }

        @Override
        public void answered(OrderResponse response) {
            send(OrderAnswer.newBuilder().setNumber(number).setResponse(response).build(), Status.Code.OK);
        }

        @Override
        public void failed(StatusRuntimeException why, boolean notSent) {
            send(failure(number, why.getStatus(), notSent), why.getStatus().getCode());
        }

        private void send(OrderAnswer answer, Status.Code code) {
            stream.send(answer);
            UnderWay done = underWay.remove(number);
            meter.ended(done.name(), code, done.start());
            listenOn(1);
            endIfIdle();
        }
    }

    /** The client has no more calls. */
    @Override
    public void onCompleted() {
        endBy(stream::complete);
    }

    @Override
    public void onError(Throwable failed) {
        // The stream ends, and gives up what can be.
    }

    /** Takes no more calls, and ends the stream when those under way are answered. */
    private void endBy(Runnable last) {
        end = last;
        endIfIdle();
    }

    private void endIfIdle() {
        Runnable last = end;
        if (last != null && underWay.isEmpty()) {
            last.run();
        }
    }

    private void giveUp() {
        underWay.values().forEach(call -> call.work().giveUp());
    }
}
