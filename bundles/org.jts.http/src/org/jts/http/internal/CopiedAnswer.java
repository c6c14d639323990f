package org.jts.http.internal;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;

/** Reads an answer's body as another does, and keeps a copy. */
final class CopiedAnswer<T> implements BodySubscriber<T> {

    private final BodySubscriber<T> reader;
    private final Copy copy;

    CopiedAnswer(BodySubscriber<T> reader, Copy copy) {
        this.reader = reader;
        this.copy = copy;
    }

    @Override
    public CompletionStage<T> getBody() {
        return reader.getBody();
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        reader.onSubscribe(subscription);
    }

    @Override
    public void onNext(List<ByteBuffer> item) {
        item.forEach(copy::add);
        reader.onNext(item);
    }

    @Override
    public void onError(Throwable throwable) {
        reader.onError(throwable);
    }

    @Override
    public void onComplete() {
        reader.onComplete();
    }
}
