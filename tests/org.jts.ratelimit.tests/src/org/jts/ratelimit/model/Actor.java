package org.jts.ratelimit.model;

import java.util.concurrent.Semaphore;

/** A thread of a program: runs when it has the turn, and only then. */
final class Actor {

    enum State {
        READY, BLOCKED, DONE
    }

    final int number;
    final Program.Part part;
    final Semaphore turn = new Semaphore(0);
    State state = State.READY;
    /** The lock or latch that it waits for, when it is blocked. */
    Object blockedOn;
    boolean interrupted;
    int locksHeld;

    Actor(int number, Program.Part part) {
        this.number = number;
        this.part = part;
    }

    @Override
    public String toString() {
        return "thread " + number + (state == State.BLOCKED ? " waits for " + blockedOn.getClass().getSimpleName()
                : " " + state);
    }
}
