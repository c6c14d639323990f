package org.jts.server.internal;

import java.util.Iterator;
import java.util.concurrent.locks.ReentrantLock;

import io.grpc.stub.ServerCallStreamObserver;

/** Sends what is in a list as fast as the client reads, then ends the call. */
final class ListSender<M> {

    private final ServerCallStreamObserver<M> out;
    private final ReentrantLock lock = new ReentrantLock();
    private Iterator<M> rest;

    /** To be made before the handler of the call returns. */
    ListSender(ServerCallStreamObserver<M> out) {
        this.out = out;
        out.setOnReadyHandler(this::send);
    }

    void send(Iterator<M> messages) {
        lock.lock();
        try {
            rest = messages;
        } finally {
            lock.unlock();
        }
        send();
    }

    private void send() {
        lock.lock(); // onNext only queues: the connection's own thread writes
        try {
            if (rest == null) {
                return;
            }
            while (out.isReady() && rest.hasNext()) {
                out.onNext(rest.next());
            }
            if (!rest.hasNext() && !out.isCancelled()) {
                rest = null;
                out.onCompleted();
            }
        } finally {
            lock.unlock();
        }
    }
}
