package org.jts.connection.internal.call;

import static org.jts.connection.internal.Words.T;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import org.jts.connection.internal.call.CallException.Reason;

/** One call under way: who waits for it, and on which thread it runs. */
final class Call<T> {

    private final Callable<T> work;
    private final Consumer<T> late;
    private final Duration limit;
    private final Room room;
    private final CallGuard guard;
    private final CompletableFuture<T> answer = new CompletableFuture<>();
    /** All below guarded by this. */
    private Thread runner;
    private boolean started;
    private boolean givenUp;

    /** @param room gets its place back before the answer is out, so that who has it finds room for the next call */
    Call(Callable<T> work, Consumer<T> late, Duration limit, Room room, CallGuard guard) {
        this.work = work;
        this.late = late;
        this.limit = limit;
        this.room = room;
        this.guard = guard;
    }

    CompletableFuture<T> answer() {
        return answer;
    }

    void run() {
        if (!start()) {
            room.leave();
            return;
        }
        T result;
        try {
            result = work.call();
        } catch (Throwable thrown) { // whatever a gateway throws, an Error too, is the caller's to judge
            end();
            answer.completeExceptionally(thrown);
            return;
        }
        end();
        if (!answer.complete(result)) {
            late.accept(result);
        }
    }

    /** The gateway goes: what it does is over. */
    synchronized void interrupt() {
        if (runner != null) {
            runner.interrupt();
        }
    }

    /** The time limit is over. @return whether there is no answer yet: there will be none */
    boolean overrun() {
        return giveUp(null);
    }

    /** What is said of it then. */
    synchronized CallException overrunning() {
        return new CallException(Reason.OVERRUN, started, T.format("call.overrun", guard.broker(), seconds(limit)));
    }

    synchronized boolean isGivenUp() {
        return givenUp;
    }

    /** @param cause null when the time limit is over */
    synchronized boolean giveUp(Throwable cause) {
        if (!answer.completeExceptionally(cause != null ? cause : overrunning())) {
            return false;
        }
        givenUp = true;
        if (runner != null) {
            room.abandon();
            runner.interrupt();
        }
        return true;
    }

    private synchronized boolean start() {
        if (givenUp) {
            return false;
        }
        if (!guard.begun(this)) {
            answer.completeExceptionally(guard.removed());
            return false;
        }
        started = true;
        runner = Thread.currentThread();
        return true;
    }

    /** From here on no interruption can hit this thread, which goes on to other calls. */
    private void end() {
        synchronized (this) {
            runner = null;
            guard.ended(this);
            if (givenUp) {
                room.returned();
            }
            Thread.interrupted();
        }
        room.leave();
    }

    private static String seconds(Duration limit) {
        return limit.toMillis() % 1000 == 0 ? String.valueOf(limit.toSeconds())
                : String.valueOf(limit.toMillis() / 1000.0);
    }
}
