package org.jts.server.internal;

import java.net.SocketAddress;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

import io.grpc.Attributes;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.Status;

/**
 * A call of a service by this process itself: the same interceptors and endpoints as over gRPC, without a line between.
 * Whoever made the call takes its answers one by one on its own thread; at most {@value #WINDOW} wait.
 */
final class RestCall<Q, A> extends ServerCall<Q, A> {

    private static final int WINDOW = 32;

    /** How a call ended. */
    record End(Status status, Metadata trailers) {
    }

    private final LinkedBlockingQueue<Object> answers = new LinkedBlockingQueue<>();
    private final MethodDescriptor<Q, A> method;
    private final Attributes attributes;
    private ServerCall.Listener<Q> listener;
    /** Whether the endpoint was told to wait, and waits to be told to go on. */
    private volatile boolean stalled;
    private volatile boolean cancelled;

    private RestCall(MethodDescriptor<Q, A> method, SocketAddress peer) {
        this.method = method;
        this.attributes = Attributes.newBuilder().set(Grpc.TRANSPORT_ATTR_REMOTE_ADDR, peer).build();
    }

    static <Q, A> RestCall<Q, A> start(ServerMethodDefinition<Q, A> method, Metadata headers, SocketAddress peer,
            Q request) {
        RestCall<Q, A> call = new RestCall<>(method.getMethodDescriptor(), peer);
        call.listener = method.getServerCallHandler().startCall(call, headers);
        call.listener.onMessage(request);
        call.listener.onHalfClose();
        call.listener.onReady();
        return call;
    }

    /** The next message, or the {@link End}; null when nothing came within the time. */
    Object next(long millis) throws InterruptedException {
        Object next = answers.poll(millis, TimeUnit.MILLISECONDS);
        if (stalled && answers.size() < WINDOW) {
            stalled = false;
            listener.onReady();
        }
        return next;
    }

    /** Gives the call up, unless it has ended. */
    void cancel() {
        cancelled = true;
        listener.onCancel();
    }

    /** Tells the endpoint that its answer has been taken. */
    void complete() {
        listener.onComplete();
    }

    @Override
    public void request(int count) {
        // the one request is handed over when the call starts
    }

    @Override
    public void sendHeaders(Metadata headers) {
        // nobody here sends any
    }

    @Override
    public void sendMessage(A message) {
        answers.add(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        answers.add(new End(status, trailers));
    }

    @Override
    public boolean isReady() {
        if (answers.size() < WINDOW) {
            return true;
        }
        stalled = true; // said before looking again, so that who takes meanwhile sees it
        return answers.size() < WINDOW;
    }

    @Override
    public boolean isCancelled() {
        return cancelled;
    }

    @Override
    public MethodDescriptor<Q, A> getMethodDescriptor() {
        return method;
    }

    @Override
    public Attributes getAttributes() {
        return attributes;
    }
}
