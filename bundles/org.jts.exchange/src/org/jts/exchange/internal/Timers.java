package org.jts.exchange.internal;

import java.util.PriorityQueue;

/** What is due when. Of what is due at the same time, phases come before steps, and markets go in their order. */
final class Timers {

    /** Something that is due at most once at a time. */
    static final class Timer implements Comparable<Timer> {
        private final int rank;
        private final Runnable action;
        private long due;
        private boolean set;

        Timer(int rank, Runnable action) {
            this.rank = rank;
            this.action = action;
        }

        @Override
        public int compareTo(Timer other) {
            int byTime = Long.compare(due, other.due);
            return byTime != 0 ? byTime : Integer.compare(rank, other.rank);
        }
    }

    private final PriorityQueue<Timer> queue = new PriorityQueue<>();

    void set(Timer timer, long due) {
        clear(timer);
        timer.due = due;
        timer.set = true;
        queue.add(timer);
    }

    void clear(Timer timer) {
        if (timer.set) {
            queue.remove(timer);
            timer.set = false;
        }
    }

    long nextDue() {
        return queue.isEmpty() ? Long.MAX_VALUE : queue.peek().due;
    }

    void runNext() {
        Timer next = queue.poll();
        next.set = false;
        next.action.run();
    }
}
